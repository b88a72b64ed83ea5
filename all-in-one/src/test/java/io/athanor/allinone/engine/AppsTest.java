package io.athanor.allinone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.settings.SettingsException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppsTest {
  @TempDir private Path directory;

  private Settings alone(Map<String, String> values) {
    return Apps.alone(Settings.of(values, EngineSettings.all()), directory);
  }

  @Test
  void shouldMakeAKeyInItsDirectory() {
    Apps.createSigningKey(alone(Map.of()));
    assertThat(directory.resolve("keys/orders.pem")).exists();
  }

  @Test
  void shouldMakeNoKeyWhereOrdersAreNotToBeSigned() {
    Apps.createSigningKey(alone(Map.of(AcquisitionConfig.SIGNING_KEY.name(), "")));
    assertThat(directory).isEmptyDirectory();
  }

  private Settings learning(String properties, String trained) {
    return alone(
        Map.of(
            "federation.hub.bootstrap-servers",
            "hub:9092",
            "federation.hub.registry-url",
            "http://hub:8081",
            "federation.trunk.properties",
            properties,
            "inference.model.trained",
            trained));
  }

  @Test
  void shouldFindWhatCannotBeLearntWithOthersBeforeAnythingStarts() {
    Set<Part> parts = EnumSet.of(Part.FEDERATION);
    assertThatCode(() -> Apps.check(learning("heat_all", "models"), parts))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Apps.check(learning("heat_all, colour", "models"), parts))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("federation.trunk.properties: no network learns 'colour'");
    assertThatThrownBy(() -> Apps.check(learning("heat_all", ""), parts))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("inference.model.trained: must be given");
  }
}
