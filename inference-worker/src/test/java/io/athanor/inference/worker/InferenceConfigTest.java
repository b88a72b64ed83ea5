package io.athanor.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InferenceConfigTest {
  @Test
  void shouldServeTheShippedModelUnlessToldOtherwise() {
    InferenceConfig config = InferenceConfig.of(settings(Map.of()));
    assertThat(config.modelStore()).isEqualTo("classpath:");
    assertThat(config.modelDigest()).isEmpty();
    assertThat(config.fetchSize()).isEqualTo(config.queueCapacity() / 4);
  }

  @Test
  void shouldRefuseToStartWithAModelThatIsNotThere() {
    InferenceConfig config =
        InferenceConfig.of(
            settings(
                Map.of(
                    "inference.model.digest", "0".repeat(64), "schema.registry.url", "mock://c")));
    assertThatThrownBy(() -> InferenceApp.start(config, new SimpleMeterRegistry()))
        .isInstanceOf(ModelStoreException.class)
        .hasMessageContaining("0".repeat(64));
  }

  @Test
  void shouldComputeWhereItIsTold() {
    assertThat(InferenceConfig.of(settings(Map.of())).device())
        .isEqualTo(DeviceOptions.threads(1, 1));
    Map<String, String> values =
        Map.of(
            "inference.device", "gpu",
            "inference.gpu.devices", "1",
            "inference.gpu.memory-growth", "false",
            "inference.gpu.memory-percent", "30",
            "inference.threads.intra", "4");
    assertThat(InferenceConfig.of(settings(values)).device())
        .isEqualTo(new DeviceOptions(DeviceOptions.Device.GPU, 4, 1, false, 30, "1"));
  }

  @Test
  void shouldNameAWrongSetting() {
    assertThatThrownBy(() -> settings(Map.of("inference.batch.size", "0")))
        .hasMessageContaining("inference.batch.size");
    assertThatThrownBy(() -> settings(Map.of("inference.gpu.devices", "0;1")))
        .hasMessageContaining("inference.gpu.devices");
    assertThatThrownBy(() -> InferenceConfig.of(settings(Map.of("inference.instance", " "))))
        .hasMessageContaining("instance");
  }

  private static Settings settings(Map<String, String> values) {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(InferenceConfig.SETTINGS);
    return Settings.of(values, known);
  }
}
