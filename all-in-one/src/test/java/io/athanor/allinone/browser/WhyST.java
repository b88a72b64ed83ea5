package io.athanor.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a scientist asks, and another way the campaign might have gone. */
@ExtendWith(Stage.Extension.class)
class WhyST {
  @Test
  void shouldSayWhyAndForkThere(Stage stage) {
    try (Tab tab = stage.visit(Scheme.LIGHT)) {
      Page page = tab.open("#/campaigns/" + Scene.CAMPAIGN).page();
      page.getByRole(AriaRole.LINK, named("Why no. " + Scene.BUDGET)).click();
      assertThat(tab.heading()).hasText("Why no. " + Scene.BUDGET + "?");
      assertThat(tab.heading()).isFocused();
      page.locator("h2:text-is('Its value, taken apart')").first().waitFor();
      page.getByRole(AriaRole.BUTTON, named("Fork")).click();
      page.getByLabel("Change").selectOption("same");
      page.getByRole(AriaRole.BUTTON, named("Fork")).click();
      assertThat(page.getByText("proposals derived again are the same, byte for byte")).isVisible();
      page.getByLabel("Change").selectOption("policy");
      page.getByLabel("Acquisition function").selectOption("expected-improvement");
      page.getByRole(AriaRole.SPINBUTTON, named("Seeds")).fill("3");
      page.getByRole(AriaRole.BUTTON, named("Fork")).click();
      page.getByText("Regret difference").first().waitFor();
      assertThat(page.locator(".notice.bad:visible")).hasCount(0);
      stage.album().add("Forked", tab);
      tab.assertUntroubled();
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
