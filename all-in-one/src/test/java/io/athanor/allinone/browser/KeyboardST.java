package io.athanor.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Without a mouse. */
@ExtendWith(Stage.Extension.class)
class KeyboardST {
  private static final int MOST_STOPS = 200;

  /** Notes the focused element; gives what it is and whether its focus can be seen. */
  private static final String STOP =
      """
      () => {
        const at = document.activeElement;
        if (at === document.body) return 'end';
        if ((window.stops ??= new Set()).has(at)) return 'again';
        window.stops.add(at);
        const style = getComputedStyle(at);
        const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        return seen ? 'seen' : 'unseen: ' + at.outerHTML.slice(0, 200);
      }
      """;

  /** What can be operated and was never focused. */
  private static final String MISSED =
      """
      () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter((each) => each.checkVisibility() && !each.disabled && !window.stops.has(each))
        .map((each) => each.outerHTML.slice(0, 200))
      """;

  @Test
  void shouldReachEveryControlOfTheBoardWithVisibleFocus(Stage stage) {
    Scene.campaign(stage.door(), "reached", "Reached by keys", 6, "required");
    try (Tab tab = stage.visit(Scheme.DARK)) {
      Page page = tab.open("#/campaigns/reached/board").page();
      assertThat(page.locator(".ticket")).hasCount(3);
      List<String> unseen = new ArrayList<>();
      String stop = "";
      for (int i = 0; i < MOST_STOPS && !stop.equals("end") && !stop.equals("again"); i++) {
        page.keyboard().press("Tab");
        stop = (String) page.evaluate(STOP);
        if (stop.startsWith("unseen")) {
          unseen.add(stop);
        }
      }
      assertThat(unseen).isEmpty();
      assertThat((List<?>) page.evaluate(MISSED)).isEmpty();
      tab.assertUntroubled();
    }
  }

  @Test
  void shouldDecideByKeysAlone(Stage stage) {
    Scene.campaign(stage.door(), "keyed", "Decided by keys", 6, "required");
    try (Tab tab = stage.visit(Scheme.LIGHT)) {
      Page page = tab.open("#/campaigns/keyed/board").page();
      assertThat(page.locator(".ticket")).hasCount(3);
      page.keyboard().press("Tab");
      assertThat(page.getByText("Skip to content")).isFocused();
      page.keyboard().press("Enter");
      Locator first = page.locator(".ticket").first();
      for (int i = 0; i < MOST_STOPS && !isFocused(first); i++) {
        page.keyboard().press("Tab");
      }
      String experiment = first.getAttribute("data-id");
      page.keyboard().press("v");
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      assertThat(dialog).isVisible();
      page.keyboard().press("Escape");
      assertThat(dialog).hasCount(0);
      assertThat(first).isFocused();
      page.keyboard().press("a");
      assertThat(dialog.getByLabel("Reason")).isFocused();
      page.keyboard().press("Tab");
      page.keyboard().type("Ada");
      page.keyboard().press("Enter");
      assertThat(dialog).hasCount(0);
      assertThat(page.locator(".ticket[data-id='" + experiment + "']"))
          .hasAttribute("data-state", "approved");
      tab.assertUntroubled();
    }
  }

  private static boolean isFocused(Locator element) {
    return (Boolean) element.evaluate("each => each === document.activeElement");
  }
}
