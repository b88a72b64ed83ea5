package io.athanor.loadtests.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.loadtests.driver.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadtests/run page}: scenario 04. */
@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    description = {
      "Scenario 04: how soon four pages are painted, and the events page under a flood of"
          + " readings.",
      "Exit code 1 where a first paint takes 1 s, a task of the page 100 ms, or its heap grows by a"
          + " tenth."
    })
public final class PageCommand implements Callable<Integer> {
  private static final double FIRST_PAINT_MILLIS = 1_000;
  private static final double TASK_MILLIS = 100;
  private static final double HEAP_GROWTH = 1.1;

  @Option(names = "--browser", description = "A Chromium (default ${DEFAULT-VALUE}).")
  private Path browser = Path.of("/usr/bin/chromium");

  @Option(names = "--loads", description = "Of each page (default ${DEFAULT-VALUE}).")
  private int loads = 5;

  @Option(names = "--rate", description = "Readings/s (default ${DEFAULT-VALUE}).")
  private double rate = 10_000;

  @Option(names = "--warm-up", description = "Not counted, s (default ${DEFAULT-VALUE}).")
  private int warmUp = 10;

  @Option(names = "--seconds", description = "Counted, s (default ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(names = "--seed", description = "Of the readings (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--whole",
      description = "The whole engine, which works on the readings beside the browser.")
  private boolean whole;

  @Option(names = "--report", description = "Where the report goes; printed where absent.")
  private Path report;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, Map<String, Double>> pages;
    Map<String, Object> flood;
    Path directory = Files.createTempDirectory("athanor-page-");
    try (PageScenario scenario = new PageScenario(directory, browser, whole)) {
      pages = scenario.loads(loads);
      flood = scenario.flood(rate, warmUp, seconds, seed);
    }
    Directories.delete(directory);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("scenario", "04-page");
    document.put("java", System.getProperty("java.version"));
    document.put("processors", Runtime.getRuntime().availableProcessors());
    document.put("whole", whole);
    document.put("loads", loads);
    document.put("pages", pages);
    document.put("events", flood);
    String text =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
    if (report == null) {
      System.out.println(text);
    } else {
      Files.writeString(report, text + System.lineSeparator());
    }
    boolean well =
        pages.values().stream()
                .allMatch(each -> each.get("firstPaintMaxMillis") < FIRST_PAINT_MILLIS)
            && (double) flood.get("longestTaskMillis") < TASK_MILLIS
            && (double) flood.get("heapAfterMebibytes")
                < HEAP_GROWTH * (double) flood.get("heapBeforeMebibytes");
    return well ? 0 : 1;
  }
}
