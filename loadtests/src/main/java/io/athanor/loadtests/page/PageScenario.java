package io.athanor.loadtests.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import io.athanor.allinone.engine.Part;
import io.athanor.event.ReadingReported;
import io.athanor.loadtests.driver.OpenLoop;
import io.athanor.loadtests.scenario.Readings;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * 04: loads of four pages, then the events page under a flood. On what carries events to a page, or
 * on a whole engine, whose work on the flood then takes the processors from the browser.
 */
final class PageScenario implements AutoCloseable {
  private static final List<String> ROUTES =
      List.of("#/campaigns", "#/campaigns/load", "#/campaigns/load/board", "#/materials");

  private static final Set<Part> CARRIERS =
      EnumSet.of(Part.MANAGEMENT, Part.BROKER, Part.REGISTRY, Part.TOPICS, Part.GATEWAY);

  private static final String CAMPAIGN =
      """
      {"campaignId":"load","name":"Load","budget":5,"seed":1,"simulated":true,
       "objectives":[{"property":"overpotential","unit":"V","goal":"minimize"}],
       "search":{"space":{"parameters":[
         {"name":"temperature","kind":"continuous","unit":"Cel","low":600,"high":830},
         {"name":"nickel","kind":"continuous","unit":"1","low":0,"high":0.5}]}}}
      """;

  /** In which what is painted last has been painted. */
  private static final double SETTLE_MILLIS = 1_500;

  private final Engine engine;
  private final Playwright playwright;
  private final Browser browser;

  /**
   * Starts engine and browser.
   *
   * @param whole whether the engine also works on what is written
   */
  PageScenario(Path directory, Path chromium, boolean whole)
      throws IOException, InterruptedException {
    EngineConfig all = EngineConfig.onFreePorts(directory, Map.of());
    Set<Part> parts = whole ? all.parts() : CARRIERS;
    engine =
        Engine.start(new EngineConfig(parts, directory, all.settings()), EngineListener.SILENT);
    define();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    // a sandbox of its own is refused to the super-user; the pages are this build's
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-dev-shm-usage",
                            "--enable-precise-memory-info")));
  }

  /** By route: first and largest contentful paint (ms), median and greatest of some loads. */
  Map<String, Map<String, Double>> loads(int count) {
    Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
    for (String route : ROUTES) {
      List<Double> first = new ArrayList<>();
      List<Double> largest = new ArrayList<>();
      for (int load = 0; load < count; load++) {
        try (Visit visit = new Visit(browser, door(), route)) {
          visit.stay(SETTLE_MILLIS);
          first.add(visit.firstPaintMillis());
          largest.add(visit.largestPaintMillis());
        }
      }
      Map<String, Double> paints = new LinkedHashMap<>();
      paints.put("firstPaintMedianMillis", median(first));
      paints.put("firstPaintMaxMillis", greatest(first));
      paints.put("largestPaintMedianMillis", median(largest));
      paints.put("largestPaintMaxMillis", greatest(largest));
      figures.put(route, paints);
    }
    return figures;
  }

  /**
   * The events page while readings are written past the door.
   *
   * @param warmUp in which the page fills what it keeps, s; not counted
   */
  Map<String, Object> flood(double perSecond, int warmUp, int seconds, long seed) {
    Map<String, Object> properties = engine.kafka().clientProperties();
    AvroCodec<ReadingReported> codec = AvroCodec.of(engine.kafka().serdes(), ReadingReported.class);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    try (KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        Visit visit = new Visit(browser, door(), "#/events")) {
      OpenLoop loop = new OpenLoop(System::nanoTime);
      OpenLoop.Sender sender =
          (ordinal, due) -> {
            ReadingReported reading =
                Readings.reading(ordinal, 1, Clock.systemUTC().instant(), random);
            String topic = Topics.READING_REPORTED.name();
            var unused =
                producer.send(
                    new ProducerRecord<>(
                        topic, reading.getSampleId(), codec.encode(topic, reading)));
          };
      loop.run((int) (warmUp * perSecond), perSecond, sender);
      double before = visit.heapMebibytes();
      visit.longTasks();
      double busy = visit.busySeconds();
      int count = (int) (seconds * perSecond);
      long nanos = loop.run(count, perSecond, sender);
      List<Double> tasks = visit.longTasks();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("sentPerSecond", count / (nanos / 1e9));
      figures.put("longTasks", tasks.size());
      figures.put("longestTaskMillis", greatest(tasks));
      figures.put("processorShare", (visit.busySeconds() - busy) / (nanos / 1e9));
      figures.put("heapBeforeMebibytes", before);
      figures.put("heapAfterMebibytes", visit.heapMebibytes());
      figures.put("page", visit.text("[data-testid=event-counts]"));
      return figures;
    }
  }

  @Override
  public void close() {
    playwright.close();
    engine.close();
  }

  private URI door() {
    return engine.door().orElseThrow();
  }

  private void define() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(door().resolve("/v1/campaigns"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(CAMPAIGN))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(answer.body());
    }
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static double greatest(List<Double> values) {
    DoubleSummaryStatistics all = values.stream().mapToDouble(each -> each).summaryStatistics();
    return all.getCount() == 0 ? 0 : all.getMax();
  }
}
