package io.athanor.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a scientist does, from a table to the next experiment. */
@ExtendWith(Stage.Extension.class)
class JourneyST {
  @Test
  void shouldTakeATableToACampaignThatRuns(Stage stage, @TempDir Path directory) throws Exception {
    Path file = table(directory);
    try (Tab tab = stage.visit(Scheme.LIGHT)) {
      Page page = tab.open("#/new").page();
      page.locator("input[type=file]").setInputFiles(file);
      assertThat(page.getByText("18 rows, 3 columns")).isVisible();
      page.getByLabel("Where to look").selectOption("pool");
      Locator budget = page.getByLabel("Budget");
      budget.fill("5");
      budget.press("Tab");
      assertThat(page.getByText("in 5 experiments over 18 candidates")).isVisible();
      stage.album().add("New campaign from a table", tab);
      page.getByRole(AriaRole.BUTTON, named("Start campaign")).click();
      page.waitForURL(Pattern.compile("#/campaigns/[^/]+$"));
      String campaignId = page.url().replaceAll(".*/", "");
      JsonNode objective = stage.door().get("/v1/campaigns/" + campaignId).at("/objectives/0");
      try (Robot robot =
          new Robot(
              stage.address(),
              campaignId,
              objective.get("property").asText(),
              objective.get("unit").asText(),
              parameters ->
                  parameters.values().stream()
                      .mapToDouble(each -> ((Number) each).doubleValue())
                      .sum())) {
        page.getByText("5 of 5").first().waitFor();
        assertThat(robot.measured()).isEqualTo(5);
      }
      tab.settled().assertUntroubled();
      stage.album().add("Campaign from a table", tab);
    }
  }

  @Test
  void shouldKeepWhatIsBeingWrittenWhenADraftArrives(Stage stage, @TempDir Path directory)
      throws Exception {
    Path file = table(directory);
    try (Tab tab = stage.visit(Scheme.LIGHT)) {
      Page page = tab.open("#/new").page();
      page.locator("input[type=file]").setInputFiles(file);
      assertThat(page.getByText("18 rows, 3 columns")).isVisible();
      AtomicReference<Route> held = new AtomicReference<>();
      // kept to the end: taking a route away lets what it holds go, before anybody waits for it
      page.route(
          "**/v1/drafts*",
          route -> {
            if (!held.compareAndSet(null, route)) {
              route.resume();
            }
          });
      page.getByLabel("Where to look").selectOption("pool");
      page.waitForCondition(() -> held.get() != null);
      Locator budget = page.getByLabel("Budget");
      budget.fill("5");
      page.waitForResponse("**/v1/drafts*", held.get()::resume).finished();
      assertThat(budget).hasValue("5");
      budget.press("Tab");
      assertThat(page.getByText("in 5 experiments over 18 candidates")).isVisible();
    }
  }

  private static Path table(Path directory) throws IOException {
    StringBuilder csv = new StringBuilder("Temperature (°C),Nickel,Yield (%)\n");
    for (int i = 0; i < 18; i++) {
      double nickel = (i * 5 % 9) / 10.0;
      String yield =
          i % 3 == 0
              ? Double.toString(Scene.yield(Map.of("temperature", 600 + 12 * i, "nickel", nickel)))
              : "";
      csv.append(600 + 12 * i).append(',').append(nickel).append(',').append(yield).append('\n');
    }
    return Files.writeString(directory.resolve("ferrite-screen.csv"), csv);
  }

  @Test
  void shouldApproveOneAndVetoAnother(Stage stage) {
    Scene.campaign(stage.door(), "asked", "Asked before it is done", 6, "required");
    try (Tab tab = stage.visit(Scheme.LIGHT)) {
      Page page = tab.open("#/campaigns/asked/board").page();
      decide(page, "Approve", 1);
      assertThat(ticket(page, 1)).hasAttribute("data-state", "approved");
      decide(page, "Veto", 2);
      assertThat(ticket(page, 2)).hasAttribute("data-state", "rejected");
      stage.album().add("Board with decisions", tab);
      try (Robot robot = new Robot(stage.address(), "asked", Scene.PROPERTY, "%", Scene::yield)) {
        assertThat(ticket(page, 1)).hasAttribute("data-state", "succeeded");
        assertThat(robot.measured()).isEqualTo(1);
      }
      assertThat(ticket(page, 1).getByText("approved by Ada: looks right")).isVisible();
      tab.assertUntroubled();
    }
  }

  private static void decide(Page page, String decision, int number) {
    ticket(page, number)
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(decision + " no. " + number))
        .click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Reason").fill("looks right");
    dialog.getByLabel("Your name").fill("Ada");
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(decision)).click();
    assertThat(dialog).hasCount(0);
  }

  private static Locator ticket(Page page, int number) {
    return page.locator(".ticket")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.locator(
                        "h3", new Page.LocatorOptions().setHasText("No. " + number + " "))));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
