package io.athanor.loadtests.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;

/** A visitor with an empty cache, whose browser notes paints and long tasks. */
final class Visit implements AutoCloseable {
  private static final String STANDS = "main:not([aria-busy]) h1";

  /** Long tasks are those of the page's own thread above 50 ms, as browsers define them. */
  private static final String NOTE =
      """
      window.largest = 0;
      window.long = [];
      const note = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
        .observe({ type, buffered: true });
      note('largest-contentful-paint', (each) => { window.largest = each.startTime; });
      note('longtask', (each) => window.long.push(each.duration));
      """;

  private static final String FIRST =
      "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime";

  private final BrowserContext context;
  private final Page page;
  private final CDPSession session;

  Visit(Browser browser, URI door, String route) {
    context = browser.newContext();
    page = context.newPage();
    session = context.newCDPSession(page);
    JsonObject domain = new JsonObject();
    domain.addProperty("timeDomain", "threadTicks");
    session.send("Performance.enable", domain);
    page.addInitScript(NOTE);
    page.navigate(door.resolve("/") + route);
    page.locator(STANDS).waitFor();
    page.waitForFunction(FIRST);
  }

  double firstPaintMillis() {
    return number(FIRST);
  }

  /** Of what has been painted when it is asked for. */
  double largestPaintMillis() {
    return number("() => window.largest");
  }

  /** Lets the browser work for a while. */
  void stay(double millis) {
    page.waitForTimeout(millis);
  }

  /** Processor time that the page's own thread has spent in tasks (s), its worker's left out. */
  double busySeconds() {
    for (JsonElement each : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      JsonObject metric = each.getAsJsonObject();
      if (metric.get("name").getAsString().equals("TaskDuration")) {
        return metric.get("value").getAsDouble();
      }
    }
    throw new IllegalStateException("the browser does not say how busy the page is");
  }

  /** Long tasks since the last call (ms). */
  List<Double> longTasks() {
    return ((List<?>) page.evaluate("() => window.long.splice(0)"))
        .stream().map(each -> ((Number) each).doubleValue()).toList();
  }

  /** The page's JavaScript heap after a collection, in MiB; its worker has one of its own. */
  double heapMebibytes() {
    session.send("HeapProfiler.collectGarbage");
    return number("() => performance.memory.usedJSHeapSize") / (1 << 20);
  }

  /** What an element says. */
  String text(String selector) {
    return page.locator(selector).innerText();
  }

  @Override
  public void close() {
    context.close();
  }

  private double number(String script) {
    return ((Number) page.evaluate(script)).doubleValue();
  }
}
