package io.athanor.allinone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.athanor.allinone.cli.MainAccess;
import io.athanor.gateway.contract.Contract;
import io.athanor.schemas.reference.Application;
import io.athanor.schemas.reference.AsyncApi;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z]+(?:_[A-Z]+)+\\b");
  private static final Pattern ANCHOR = Pattern.compile("\\]\\(#([^)]+)\\)");

  private static final Pattern SINK = Pattern.compile("\\(topic: ([^)]+)\\)");
  private static final Pattern SOURCE = Pattern.compile("topics: \\[([^\\]]+)\\]");

  /** Read inside the dead letters of who could not answer them, not from their own topic. */
  private static final Set<String> WITHIN_OTHERS = Set.of("prediction-requested");

  private static Map<String, String> files;

  @BeforeAll
  static void write() {
    files = Reference.files(MainAccess.commandLine());
  }

  @Test
  void shouldBeTheCodes() throws IOException {
    for (Map.Entry<String, String> each : files.entrySet()) {
      Path page = ROOT.resolve("docs").resolve("reference").resolve(each.getKey());
      assertThat(Files.readString(page).equals(each.getValue()))
          .as("%s: run './athanor reference --out docs/reference'", page)
          .isTrue();
    }
  }

  @Test
  void shouldNameEveryOperationTopicAndCommand() {
    Contract.load()
        .operations()
        .forEach(each -> assertThat(files.get("rest.md")).contains("### " + each.method()));
    Topics.all()
        .forEach(each -> assertThat(files.get("events.md")).contains("| `" + each.name() + "` |"));
    MainAccess.commandLine()
        .getSubcommands()
        .keySet()
        .forEach(each -> assertThat(files.get("cli.md")).contains("\n## athanor " + each + "\n"));
  }

  @Test
  void shouldWriteTheLogAsYamlThatSaysTheSame() throws IOException {
    assertThat(new ObjectMapper(new YAMLFactory()).readTree(files.get("asyncapi.yaml")).toString())
        .isEqualTo(AsyncApi.document().toString());
  }

  @ParameterizedTest
  @CsvSource({"rest.md", "events.md"})
  void shouldLinkOnlyToWhatIsThere(String page) {
    String text = files.get(page);
    Set<String> targets =
        text.lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> Markdown.anchor(line.replaceFirst("^#+ ", "")))
            .collect(Collectors.toSet());
    Matcher links = ANCHOR.matcher(text);
    Set<String> named = new TreeSet<>();
    while (links.find()) {
      named.add(links.group(1));
    }
    assertThat(named).isNotEmpty().isSubsetOf(targets);
  }

  @ParameterizedTest
  @CsvSource({
    "gateway, 'GATEWAY,ROOMS'",
    "streams, 'STREAMS,STABILITY'",
    "inference-worker, 'INFERENCE_WORKER,TRAINER'",
    "federation, FEDERATION",
    "acquisition, 'ACQUISITION,SCHEDULER,ANALYST'"
  })
  void shouldSayOfEveryTopicThatARoomNamesWhoWritesOrReadsIt(String room, String applications)
      throws IOException {
    Set<String> said =
        Stream.of(applications.split(","))
            .map(Application::valueOf)
            .flatMap(each -> Stream.concat(each.writes().stream(), each.reads().stream()))
            .map(Topic::name)
            .collect(Collectors.toSet());
    Set<String> catalogue = Topics.all().stream().map(Topic::name).collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(ROOT.resolve(room).resolve("src/main/java"))) {
      List<Path> java = sources.filter(each -> each.toString().endsWith(".java")).toList();
      for (Path each : java) {
        Matcher constants = CONSTANT.matcher(Files.readString(each));
        while (constants.find()) {
          String topic = constants.group().toLowerCase(Locale.ROOT).replace('_', '-');
          if (catalogue.contains(topic) && !WITHIN_OTHERS.contains(topic)) {
            named.add(topic);
          }
        }
      }
    }
    assertThat(named).isNotEmpty();
    assertThat(said).containsAll(named);
  }

  @ParameterizedTest
  @CsvSource({
    "STREAMS, streams/src/test/resources/perception-topology.txt",
    "STABILITY, streams/src/test/resources/stability-topology.txt",
    "ACQUISITION, 'acquisition/src/test/resources/topology/athanor-acquisition.txt,"
        + "acquisition/src/test/resources/topology/athanor-shadow.txt'",
    "SCHEDULER, acquisition/src/test/resources/topology/athanor-scheduler.txt"
  })
  void shouldSayOfAnApplicationWhatItsTopologyHas(Application application, String reviewed)
      throws IOException {
    Set<String> sinks = new TreeSet<>();
    Set<String> sources = new TreeSet<>();
    for (String each : reviewed.split(",")) {
      String topology = Files.readString(ROOT.resolve(each));
      sinks.addAll(topics(SINK, topology));
      sources.addAll(topics(SOURCE, topology));
    }
    assertThat(application.writes()).extracting(Topic::name).hasSameElementsAs(sinks);
    assertThat(application.reads()).extracting(Topic::name).hasSameElementsAs(sources);
  }

  /** Those of the catalogue: a topology has topics of its own as well. */
  private static Set<String> topics(Pattern mention, String topology) {
    Set<String> catalogue = Topics.all().stream().map(Topic::name).collect(Collectors.toSet());
    return mention
        .matcher(topology)
        .results()
        .flatMap(each -> Stream.of(each.group(1).split(", ")))
        .filter(catalogue::contains)
        .collect(Collectors.toSet());
  }
}
