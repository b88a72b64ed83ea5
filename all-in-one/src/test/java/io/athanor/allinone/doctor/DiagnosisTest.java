package io.athanor.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.inference.model.DeviceOptions.Device;
import io.athanor.inference.model.Devices;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  private static final Devices.Listed CPU = new Devices.Listed("/device:CPU:0", "CPU", 1);
  private static final Devices.Listed GPU = new Devices.Listed("/device:GPU:0", "GPU", 1);
  private static final Optional<String> DRIVER = Optional.of("/usr/lib/libcuda.so.1");

  @Test
  void shouldNameTheGpuThatIsUsed() {
    Diagnosis diagnosis = diagnose(Device.AUTO, List.of(CPU, GPU), true, false, DRIVER, List.of());
    assertThat(diagnosis).isEqualTo(new Diagnosis("GPU", "TensorFlow lists /device:GPU:0"));
  }

  @Test
  void shouldSayWhatStandsInTheWayOfAGpu() {
    List<Devices.Listed> one = List.of(CPU);
    assertThat(why(Device.CPU, true, false, DRIVER, List.of())).isEqualTo("inference.device=cpu");
    assertThat(why(Device.AUTO, false, true, Optional.empty(), List.of())).contains("-Pgpu");
    assertThat(why(Device.AUTO, false, true, DRIVER, List.of())).contains("a driver is there");
    assertThat(why(Device.AUTO, true, false, Optional.empty(), List.of()))
        .contains("no libcuda.so.1");
    assertThat(why(Device.AUTO, true, false, DRIVER, List.of("libcudnn.so.9")))
        .contains("libcudnn.so.9");
    assertThat(why(Device.AUTO, true, false, DRIVER, List.of())).contains("TF_CPP_MIN_LOG_LEVEL");
    assertThat(why(Device.AUTO, true, true, DRIVER, List.of())).contains("both builds");
    assertThat(diagnose(Device.AUTO, one, false, true, DRIVER, List.of()).device())
        .isEqualTo("CPU");
  }

  @Test
  void shouldUseNothingWhereAGpuIsAskedForAndNoneIsThere() {
    Diagnosis diagnosis =
        diagnose(Device.GPU, List.of(CPU), true, false, Optional.empty(), List.of());
    assertThat(diagnosis.device()).isEqualTo("none");
    assertThat(diagnosis.why()).contains("inference.device=gpu", "libcuda.so.1");
  }

  private static String why(
      Device wanted, boolean gpu, boolean cpu, Optional<String> driver, List<String> missing) {
    return diagnose(wanted, List.of(CPU), gpu, cpu, driver, missing).why();
  }

  private static Diagnosis diagnose(
      Device wanted,
      List<Devices.Listed> devices,
      boolean gpu,
      boolean cpu,
      Optional<String> driver,
      List<String> missing) {
    return Diagnosis.of(new Diagnosis.Findings(wanted, devices, gpu, cpu, driver, missing));
  }
}
