package io.athanor.allinone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.cli.MainAccess;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.schemas.settings.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages are true as far as it shows without an engine. */
class DocsTest {
  /** What {@link DocsST} runs, and what is held to be right here. */
  private static final Set<String> LANGUAGES =
      Set.of("bash", "python", "json", "properties", "text");

  static Stream<DocPage> pages() throws IOException {
    return DocPage.all().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLinkOnlyToWhatIsThere(DocPage page) {
    assertThat(page.links()).allSatisfy(each -> assertThat(each).exists());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldPrintOnlyCommandsThatParse(DocPage page) {
    for (List<String> each : page.commands()) {
      assertThat(MainAccess.parses(each)).as("./athanor " + String.join(" ", each)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldMarkEveryBlockAsWhatItIs(DocPage page) throws IOException {
    for (DocPage.Block block : page.blocks()) {
      assertThat(LANGUAGES).as(block.code()).contains(block.language());
      if (block.language().equals("json")) {
        assertThat(new ObjectMapper().readTree(block.code())).isNotNull();
      }
      if (block.language().equals("properties")) {
        Properties properties = new Properties();
        properties.load(new StringReader(block.code()));
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k)));
        assertThat(values).isNotEmpty();
        assertThat(Settings.of(values, EngineSettings.all())).isNotNull();
      }
    }
    assertThat(page.text().split("```", -1).length - 1)
        .as("fences that no block was read from")
        .isEqualTo(2 * page.blocks().size());
  }

  @Test
  void shouldBeReachedFromTheIndex() throws IOException {
    List<DocPage> pages = DocPage.all();
    Set<Path> linked =
        pages.stream()
            .filter(each -> each.name().equals("README.md"))
            .flatMap(each -> each.links().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    for (DocPage each : pages) {
      Path file = DocPage.ROOT.resolve("docs").resolve(each.name());
      assertThat(each.name().equals("README.md") || linked.contains(file)).as(each.name()).isTrue();
    }
    assertThat(Files.isDirectory(DocPage.ROOT.resolve("docs").resolve("adr"))).isTrue();
  }
}
