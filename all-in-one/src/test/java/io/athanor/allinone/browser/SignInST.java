package io.athanor.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import io.athanor.gateway.security.AccessKeys;
import io.athanor.gateway.security.SecuritySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A door that asks who speaks. */
@ExtendWith(Stage.Extension.class)
class SignInST {
  private static final String SECRET = "correct-horse-battery-staple";

  @Test
  void shouldAskOnceAndDecideInTheCallersName(Stage stage, @TempDir Path directory)
      throws Exception {
    Path keys =
        Files.writeString(
            directory.resolve("keys.json"),
            """
            {"keys":[{"id":"ada","sha256":"%s","subject":"ada@lab","roles":["scientist","approver","operator"]}]}
            """
                .formatted(HexFormat.of().formatHex(AccessKeys.sha256(SECRET))));
    EngineConfig config =
        EngineConfig.onFreePorts(
            directory.resolve("engine"),
            Map.of(
                SecuritySettings.AUTHENTICATION.name(),
                "required",
                SecuritySettings.KEYS.name(),
                keys.toString()));
    try (Engine engine = Engine.start(config, EngineListener.SILENT);
        Tab tab = stage.visit(engine.door().orElseThrow(), Scheme.LIGHT)) {
      Door door = new Door(engine.door().orElseThrow(), Optional.of("ada." + SECRET));
      Scene.campaign(door, "guarded", "Behind a door", 6, "required");
      Page page = tab.open("#/campaigns/guarded/board", "dialog").page();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      dialog.getByLabel("Credential").fill("ada.wrong");
      dialog.getByLabel("Credential").press("Enter");
      assertThat(dialog.getByLabel("Credential")).hasValue("");
      stage.album().add("Sign in", tab);
      dialog.getByLabel("Credential").fill("ada." + SECRET);
      dialog.getByLabel("Credential").press("Enter");
      assertThat(page.locator(".ticket")).hasCount(3);
      assertThat(page.locator("#sign-in")).hasText("Sign out");
      assertThat(tab.troubles()).isNotEmpty().allMatch(each -> each.contains("401"));

      page.locator(".ticket").first().press("a");
      assertThat(dialog.getByLabel("Your name")).hasCount(0);
      dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Approve")).click();
      assertThat(page.getByText("approved by ada@lab")).isVisible();
      assertThat((String) page.evaluate("() => JSON.stringify(localStorage) + document.cookie"))
          .doesNotContain(SECRET);
      tab.assertUntroubled();
    }
  }
}
