package io.athanor.allinone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
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
}
