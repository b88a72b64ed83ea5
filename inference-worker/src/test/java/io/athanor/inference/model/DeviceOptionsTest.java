package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class DeviceOptionsTest {
  @Test
  void shouldPassEverythingOn() {
    ConfigProto config =
        new DeviceOptions(DeviceOptions.Device.GPU, 3, 2, false, 40, "1,0").config();
    assertThat(config.getIntraOpParallelismThreads()).isEqualTo(3);
    assertThat(config.getInterOpParallelismThreads()).isEqualTo(2);
    assertThat(config.getAllowSoftPlacement()).isTrue();
    assertThat(config.getGpuOptions().getAllowGrowth()).isFalse();
    assertThat(config.getGpuOptions().getPerProcessGpuMemoryFraction()).isEqualTo(0.4);
    assertThat(config.getGpuOptions().getVisibleDeviceList()).isEqualTo("1,0");
    assertThat(config.getDeviceCountMap()).isEmpty();
  }

  @Test
  void shouldHideEveryGpuWhereTheCpuIsAskedFor() {
    ConfigProto config = new DeviceOptions(DeviceOptions.Device.CPU, 1, 1, true, 0, "").config();
    assertThat(config.getDeviceCountMap()).containsEntry("GPU", 0);
    assertThat(config.getGpuOptions().getAllowGrowth()).isTrue();
    assertThat(config.getGpuOptions().getPerProcessGpuMemoryFraction()).isZero();
  }

  @Test
  void shouldNameWhatIsWrong() {
    assertThatThrownBy(() -> DeviceOptions.threads(0, 1)).hasMessageContaining("intraThreads");
    assertThatThrownBy(() -> new DeviceOptions(DeviceOptions.Device.AUTO, 1, 1, true, 101, ""))
        .hasMessageContaining("memoryPercent");
    assertThatThrownBy(() -> new DeviceOptions(DeviceOptions.Device.AUTO, 1, 1, true, 0, "0;1"))
        .hasMessageContaining("visibleDevices");
  }

  @Test
  void shouldListTheProcessor() {
    DeviceOptions cpu = new DeviceOptions(DeviceOptions.Device.CPU, 1, 1, true, 0, "");
    assertThat(Devices.of(cpu)).extracting(Devices.Listed::type).containsOnly("CPU");
    assertThat(Devices.tensorFlowVersion()).startsWith("2.");
  }

  @Test
  void shouldNotOpenWithoutTheGpuThatIsAskedFor() {
    assumeTrue(
        Devices.of(DeviceOptions.threads(1, 1)).stream().noneMatch(Devices.Listed::isGpu),
        "skipped: there is a GPU");
    DeviceOptions gpu = new DeviceOptions(DeviceOptions.Device.GPU, 1, 1, true, 0, "");
    try (Network network = new Network(Models.SHAPE)) {
      assertThatThrownBy(() -> new NetworkSession(network, gpu))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("GPU");
    }
  }
}
