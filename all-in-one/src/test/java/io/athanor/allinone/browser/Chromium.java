package io.athanor.allinone.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The system's own Chromium, without a window; nothing is downloaded for it. The shell comes first:
 * it draws pages and nothing else, where the whole browser draws its own windows for every visitor
 * too, which nobody sees.
 */
final class Chromium implements AutoCloseable {
  /** Set to true where a machine without a browser is a failure and no reason to leave out. */
  private static final String REQUIRED = "athanor.browser.required";

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium-headless-shell"),
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"));

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Leaves the test out where there is no browser, or fails it where one is required. */
  static Path installed() {
    Optional<Path> found = PLACES.stream().filter(Files::isExecutable).findFirst();
    String missing =
        "no browser at " + PLACES + "; Debian: apt-get install chromium-headless-shell";
    if (found.isEmpty() && Boolean.getBoolean(REQUIRED)) {
      Assertions.fail(missing);
    }
    Assumptions.assumeTrue(found.isPresent(), missing);
    return found.orElseThrow();
  }

  static Chromium start(Path executable) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    // a sandbox of its own is refused to the super-user; the pages are this build's
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"))));
  }

  /** A fresh visitor of a door. */
  Tab visit(URI door, Scheme scheme) {
    return new Tab(browser, door, scheme);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
