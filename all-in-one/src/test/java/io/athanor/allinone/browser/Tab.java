package io.athanor.allinone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One visitor's tab. It remembers what went wrong: errors on the console, exceptions nobody caught,
 * requests that failed or were refused, and requests to anywhere but the door.
 */
final class Tab implements AutoCloseable {
  private static final int WIDTH = 1_400;
  private static final int HEIGHT = 1_000;
  private static final double PATIENCE_MILLIS = 30_000;

  private final URI door;
  private final Scheme scheme;
  private final BrowserContext context;
  private final Page page;
  private final Set<Request> underWay = new LinkedHashSet<>();
  private final List<String> troubles = new ArrayList<>();

  Tab(Browser browser, URI door, Scheme scheme) {
    this.door = door;
    this.scheme = scheme;
    this.context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setColorScheme(scheme.preferred)
                .setViewportSize(WIDTH, HEIGHT)
                .setLocale("en-GB")
                .setTimezoneId("UTC"));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    this.page = context.newPage();
    page.onConsoleMessage(this::said);
    page.onPageError(error -> troubles.add("exception: " + error));
    page.onRequest(this::asked);
    page.onResponse(this::answered);
    page.onRequestFinished(underWay::remove);
    page.onRequestFailed(this::failed);
  }

  Page page() {
    return page;
  }

  Scheme scheme() {
    return scheme;
  }

  /** Goes to a route of the one page, as {@code #/campaigns}, and waits until it stands. */
  Tab open(String route) {
    page.navigate(door.resolve("/") + route);
    return settled();
  }

  /** The same, and waits for something else instead. */
  Tab open(String route, String selector) {
    page.navigate(door.resolve("/") + route);
    page.locator(selector).waitFor();
    return this;
  }

  /** Waits until the page stands and nothing is asked of the door any more, streams aside. */
  Tab settled() {
    page.locator("main:not([aria-busy]) h1").waitFor();
    page.waitForCondition(underWay::isEmpty);
    return this;
  }

  /** The page's one heading of the first rank. */
  Locator heading() {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  /** What went wrong since the last look. */
  List<String> troubles() {
    List<String> sofar = List.copyOf(troubles);
    troubles.clear();
    return sofar;
  }

  /** Fails with what went wrong since the last look. */
  void assertUntroubled() {
    assertThat(troubles()).as("at %s", page.url()).isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }

  private void said(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      troubles.add("console " + message.type() + ": " + message.text());
    }
  }

  private void asked(Request request) {
    URI target = URI.create(request.url());
    boolean local = target.getScheme().equals("data") || target.getScheme().equals("blob");
    if (!local && !door.getAuthority().equals(target.getAuthority())) {
      troubles.add("leaves the origin: " + request.url());
    }
    underWay.add(request);
  }

  private void answered(Response response) {
    if (response.status() >= 400) {
      troubles.add(
          response.status() + " for " + response.request().method() + " " + response.url());
    }
    if (response.headers().getOrDefault("content-type", "").startsWith("text/event-stream")) {
      underWay.remove(response.request());
    }
  }

  private void failed(Request request) {
    underWay.remove(request);
    // a page that is left gives up what it was still reading
    if (!"net::ERR_ABORTED".equals(request.failure())) {
      troubles.add(request.failure() + " for " + request.method() + " " + request.url());
    }
  }
}
