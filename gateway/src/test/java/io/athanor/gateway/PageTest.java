package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.gateway.contract.Contract;
import io.athanor.schemas.reference.AsyncApi;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final Pattern IMPORT =
      Pattern.compile("(?:from|import|Worker\\()\\s*\\(?'((?:\\.|/)[^'$]+)'");

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html",
          "css", "text/css",
          "js", "text/javascript",
          "svg", "image/svg+xml",
          "csv", "text/csv",
          "json", "application/json");

  /** An address and its module in routes.js. */
  private static final Pattern ROUTE = Pattern.compile("\\['[^']+', '([^']+)'\\]");

  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"#]+)\"");

  @Test
  void shouldServeThePageWithAllItIsMadeOf() {
    try (Door door = new Door()) {
      Door.Answer page = door.get("/");
      assertThat(page.contentType()).startsWith("text/html");
      Matcher links = LINK.matcher(page.text());
      int found = 0;
      while (links.find()) {
        found++;
        assertThat(links.group(1)).as("nothing from elsewhere").startsWith("/");
        assertThat(door.get(links.group(1)).status()).as(links.group(1)).isEqualTo(200);
      }
      assertThat(found).isGreaterThanOrEqualTo(5);
    }
  }

  /** Whatever lies below web/ is served, and what a module imports is there. */
  @Test
  void shouldServeEveryFileOfTheDashboard() throws IOException {
    Path web = Path.of("src/main/resources/web");
    List<String> files;
    try (Stream<Path> walk = Files.walk(web)) {
      files =
          walk.filter(Files::isRegularFile).map(each -> web.relativize(each).toString()).toList();
    }
    assertThat(files).contains("index.html", "js/app.js", "css/tokens.css", "js/lib/api.js");
    try (Door door = new Door()) {
      for (String file : files) {
        Door.Answer answer = door.get("/web/" + file);
        assertThat(answer.status()).as(file).isEqualTo(200);
        assertThat(answer.contentType()).as(file).startsWith(MEDIA_TYPES.get(ending(file)));
        Matcher imports = IMPORT.matcher(answer.text());
        while (file.endsWith(".js") && imports.find()) {
          String target = URI.create("/web/" + file).resolve(imports.group(1)).getPath();
          assertThat(door.get(target).status()).as(file + " imports " + target).isEqualTo(200);
        }
      }
    }
  }

  /** Each address has its page, and each page an address. */
  @Test
  void shouldHaveAModuleForEveryRoute() throws IOException {
    Path js = Path.of("src/main/resources/web/js");
    List<String> routed =
        ROUTE
            .matcher(Files.readString(js.resolve("routes.js")).split("\\.map\\(", 2)[0])
            .results()
            .map(each -> each.group(1) + ".js")
            .toList();
    try (Stream<Path> modules = Files.list(js.resolve("pages"))) {
      assertThat(routed)
          .containsExactlyInAnyOrderElementsOf(
              modules.map(each -> each.getFileName().toString()).toList());
    }
  }

  /** Nothing is asked of another host, and no text becomes markup. */
  @Test
  void shouldKeepToItself() throws IOException {
    try (Stream<Path> walk = Files.walk(Path.of("src/main/resources/web"))) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file).replace("http://www.w3.org/", "");
        assertThat(text)
            .as(file.toString())
            .doesNotContainPattern("(src|href|import|fetch).{0,9}https?:");
        assertThat(text)
            .as(file.toString())
            .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(");
        assertThat(text.lines().count()).as(file + " is short").isLessThan(250);
      }
    }
  }

  @Test
  void shouldNotSendWhatTheBrowserHas() throws Exception {
    try (Door door = new Door()) {
      HttpResponse<String> first = conditional(door.uri("/web/js/app.js"), "\"other\"");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'self';")
          .doesNotContain("unsafe");
      assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
      String tag = first.headers().firstValue("ETag").orElseThrow();
      HttpResponse<String> again = conditional(door.uri("/web/js/app.js"), tag);
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
    }
  }

  @Test
  void shouldPublishTheContract() {
    try (Door door = new Door()) {
      assertThat(door.get("/openapi.yaml").text()).isEqualTo(Contract.load().text());
      assertThat(door.get("/asyncapi.json").text()).isEqualTo(AsyncApi.text());
    }
  }

  private static HttpResponse<String> conditional(URI uri, String tag) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).header("If-None-Match", tag).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String ending(String file) {
    return file.substring(file.lastIndexOf('.') + 1);
  }

  /** Every operation is bound: none is answered as an unknown path or method. */
  @Test
  void shouldHaveAHandlerForEveryOperation() {
    try (Door door = new Door()) {
      for (var operation : Contract.load().operations()) {
        String path = operation.path().replaceAll("\\{\\w+}", "x");
        if (operation.id().equals("followEvents")) {
          continue; // a stream without an end: EverythingDoorTest
        }
        Door.Answer answer =
            switch (operation.method()) {
              case "GET" -> door.get(path);
              case "PUT" -> door.put(path, new JsonObject());
              case "DELETE" -> door.delete(path);
              default -> door.post(path, "{}");
            };
        assertThat(answer.status()).as(operation.id()).isIn(200, 400, 404);
        if (answer.status() == 404) {
          assertThat(answer.json().getString("detail")).as(operation.id()).contains("has this id");
        }
      }
    }
  }
}
