package io.athanor.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.engine.Part;
import io.athanor.gateway.GatewayConfig;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The gateway ends and comes back under a page that follows it. */
@ExtendWith(Stage.Extension.class)
class ResumeST {
  private static final String CAMPAIGN = "followed";
  private static final int PART = 200;

  /** Follows the campaign with the page's own reader and keeps the sample of every observation. */
  private static final String FOLLOW =
      """
      async (campaignId) => {
        const { follow } = await import('/web/js/lib/stream.js');
        window.samples = [];
        follow(`/v1/campaigns/${campaignId}/events`, {
          onEvents: (events) => events.filter((each) => each.name === 'observation')
            .forEach((each) => window.samples.push(each.data.sampleId)),
        });
      }
      """;

  @Test
  void shouldShowEveryEventOnceOverARestartOfTheGateway(Stage stage, @TempDir Path directory)
      throws Exception {
    Set<Part> behind = EnumSet.complementOf(EnumSet.of(Part.GATEWAY, Part.INFERENCE_WORKER));
    EngineConfig all = EngineConfig.onFreePorts(directory.resolve("engine"), Map.of());
    try (Engine engine =
            Engine.start(
                new EngineConfig(behind, all.directory(), all.settings()), EngineListener.SILENT);
        Readings readings = new Readings(engine.kafka(), CAMPAIGN)) {
      Engine gateway = gateway(engine.settings(), directory);
      Tab tab = stage.visit(gateway.door().orElseThrow(), Scheme.LIGHT);
      try (tab) {
        Scene.campaign(new Door(gateway.door().orElseThrow()), CAMPAIGN, "Followed", 6, "required");
        Page page = tab.open("#/campaigns/" + CAMPAIGN).page();
        page.evaluate(FOLLOW, CAMPAIGN);
        readings.send(0, PART);
        await(page, PART);
        int port = gateway.door().orElseThrow().getPort();
        gateway.close();
        assertThat(page.locator("#connection")).hasText("reconnecting");
        readings.send(PART, 2 * PART);
        gateway =
            gateway(engine.settings().with(GatewayConfig.PORT, Integer.toString(port)), directory);
        readings.send(2 * PART, 3 * PART);
        await(page, 3 * PART);
        assertThat(page.locator("#connection")).hasText("live");

        List<String> samples =
            ((List<?>) page.evaluate("() => window.samples"))
                .stream().map(String.class::cast).toList();
        assertThat(samples)
            .containsExactlyElementsOf(
                IntStream.range(0, 3 * PART).mapToObj(Readings::sample).toList());
      } finally {
        gateway.close();
      }
    }
  }

  private static void await(Page page, int count) {
    page.waitForFunction("count => window.samples.length >= count", count);
  }

  private static Engine gateway(Settings settings, Path directory) {
    return Engine.start(
        new EngineConfig(
            EnumSet.of(Part.GATEWAY),
            directory.resolve("gateway"),
            settings.with(EngineSettings.MANAGEMENT_PORT, "0")),
        EngineListener.SILENT);
  }
}
