package io.athanor.allinone.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.athanor.schemas.reference.AsyncApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The reference: what doors, topics and commands there are, as the code has them. */
public final class Reference {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

  private Reference() {}

  /**
   * Its files by name.
   *
   * @param program the whole command line
   */
  public static Map<String, String> files(CommandLine program) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("README.md", index());
    files.put("rest.md", RestPage.markdown());
    files.put("events.md", EventsPage.markdown());
    files.put("cli.md", CliPage.markdown(program));
    files.put("asyncapi.yaml", asyncApi());
    return files;
  }

  /** Says of a page that it was written. */
  static String origin(String source) {
    return "<!-- written by `./athanor reference --out docs/reference` from "
        + source
        + "; a test holds it -->";
  }

  private static String index() {
    return new Markdown()
        .heading(1, "Reference")
        .paragraph(origin("the code"))
        .paragraph("Written from the code by `./athanor reference --out docs/reference`.")
        .table(
            List.of("page", "says"),
            List.of(
                List.of("[rest.md](rest.md)", "every operation of the HTTP door"),
                List.of("[events.md](events.md)", "every topic and event, field by field"),
                List.of(
                    "[asyncapi.yaml](asyncapi.yaml)",
                    "the same for programs: AsyncAPI 3.0, with who writes and who reads"),
                List.of("[cli.md](cli.md)", "every command and option"),
                List.of("[configuration.md](../configuration.md)", "every setting")))
        .toString();
  }

  private static String asyncApi() {
    try {
      return "# written by ./athanor reference --out docs/reference; a test holds it\n"
          + YAML.writeValueAsString(AsyncApi.document());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always written", e);
    }
  }
}
