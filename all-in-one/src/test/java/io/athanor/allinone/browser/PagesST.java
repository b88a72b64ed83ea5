package io.athanor.allinone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page in both colour schemes: it shows what there is, nothing goes wrong, nothing is asked
 * of anybody else, and axe-core finds nothing serious.
 */
@ExtendWith(Stage.Extension.class)
class PagesST {
  /** Every figure has said in words what it shows. */
  private static final String DRAWN =
      "() => [...document.querySelectorAll('main figure > p.hidden')].every(each =>"
          + " each.textContent)";

  private static final String LEARNING = "#/campaigns/" + Learning.CAMPAIGN;

  /**
   * A page.
   *
   * @param title its name in the report
   * @param route its address; {@code %1$s} is a measured experiment, {@code %2$s} a material with a
   *     structure, {@code %3$s} a model
   * @param shows what is on it once it has been drawn, as a selector
   */
  record Shown(String title, String route, String shows) {}

  static Stream<Arguments> pages() {
    String campaign = "#/campaigns/" + Scene.CAMPAIGN;
    return Stream.of(
            new Shown("Campaigns", "#/campaigns", "text=" + Scene.NAME),
            new Shown("Overview", campaign, "text=" + Scene.BUDGET + " of " + Scene.BUDGET),
            new Shown("Board", campaign + "/board", ".ticket[data-state=succeeded]"),
            new Shown("Fork", campaign + "/fork", "button:text-is('Fork')"),
            new Shown("Shadows", campaign + "/shadows", "h1"),
            new Shown("Why", "#/proposals/%1$s", "h2:text-is('Its value, taken apart')"),
            new Shown("Events", "#/events", "h1"),
            new Shown("Materials", "#/materials", "h1"),
            new Shown("Overview of a campaign that invents", LEARNING, "text=reads 0.3 eV higher"),
            new Shown("Material", "#/materials/%2$s", "h2:text-is('What is known')"),
            new Shown("Models", "#/models", "h1"),
            new Shown("Model", "#/models/%3$s", "h2:text-is('Rollout')"),
            new Shown("Fleet", "#/fleet", "h1"),
            new Shown("Dead letters", "#/dead-letters", "h1"),
            new Shown("New campaign", "#/new", "[data-testid=drop]"))
        .flatMap(page -> Arrays.stream(Scheme.values()).map(each -> Arguments.of(page, each)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldStandInBothColourSchemes(Shown shown, Scheme scheme, Stage stage) {
    try (Tab tab = stage.visit(scheme)) {
      tab.open(shown.route().formatted(stage.measured(), stage.material(), stage.model()));
      tab.page().locator(shown.shows()).first().waitFor();
      tab.page().waitForFunction(DRAWN);
      tab.settled();
      stage.album().add(shown.title(), tab);

      tab.assertUntroubled();
      PlaywrightAssertions.assertThat(tab.heading()).hasCount(1);
      PlaywrightAssertions.assertThat(tab.page().locator("main .notice.bad:visible")).hasCount(0);
      assertThat(Accessibility.graveViolations(tab)).isEmpty();
    }
  }
}
