package io.athanor.allinone.doctor;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Devices;
import java.util.List;
import java.util.Optional;

/**
 * Which device is used, and why. Pure.
 *
 * @param device {@code CPU}, {@code GPU}, or {@code none} where a session cannot be opened as set
 * @param why in a sentence
 */
record Diagnosis(String device, String why) {

  /**
   * What there is.
   *
   * @param wanted the setting
   * @param devices what TensorFlow lists with it
   * @param gpuBuild whether TensorFlow's GPU build is on the class path
   * @param cpuBuild whether its CPU build is
   * @param driver where the driver's library lies
   * @param missing libraries of CUDA and cuDNN that were not found
   */
  record Findings(
      DeviceOptions.Device wanted,
      List<Devices.Listed> devices,
      boolean gpuBuild,
      boolean cpuBuild,
      Optional<String> driver,
      List<String> missing) {}

  static Diagnosis of(Findings found) {
    Optional<Devices.Listed> gpu =
        found.devices().stream().filter(Devices.Listed::isGpu).findFirst();
    if (gpu.isPresent()) {
      return new Diagnosis("GPU", "TensorFlow lists " + gpu.get().name());
    }
    String reason = withoutGpu(found);
    return found.wanted() == DeviceOptions.Device.GPU
        ? new Diagnosis("none", "inference.device=gpu, but " + reason)
        : new Diagnosis("CPU", reason);
  }

  private static String withoutGpu(Findings found) {
    if (found.wanted() == DeviceOptions.Device.CPU) {
      return "inference.device=cpu";
    }
    if (found.gpuBuild() && found.cpuBuild()) {
      return "both builds of TensorFlow are on the class path, and one hides the other: clean and"
          + " build again with or without -Pgpu";
    }
    if (!found.gpuBuild()) {
      return "this is TensorFlow's CPU build (-Pgpu builds with the other)"
          + (found.driver().isPresent() ? ", though a driver is there" : "");
    }
    if (found.driver().isEmpty()) {
      return "there is no "
          + NativeLibraries.DRIVER
          + ": no driver, or the container was not given it";
    }
    if (!found.missing().isEmpty()) {
      return "these libraries are missing: " + String.join(", ", found.missing());
    }
    return "the driver and its libraries are there, and TensorFlow lists no GPU all the same: start"
        + " with TF_CPP_MIN_LOG_LEVEL=0 to hear its reasons";
  }
}
