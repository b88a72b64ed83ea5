package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.gateway.contract.Contract;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

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

  @Test
  void shouldPublishTheContract() {
    try (Door door = new Door()) {
      assertThat(door.get("/openapi.yaml").text()).isEqualTo(Contract.load().text());
    }
  }

  /** Every operation is bound: none is answered as an unknown path or method. */
  @Test
  void shouldHaveAHandlerForEveryOperation() {
    try (Door door = new Door()) {
      for (var operation : Contract.load().operations()) {
        String path = operation.path().replaceAll("\\{\\w+}", "x");
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
