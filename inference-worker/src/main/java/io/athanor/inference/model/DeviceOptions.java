package io.athanor.inference.model;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * What a session may compute on. Thread pools and a GPU's memory belong to the process: the first
 * session fixes them.
 *
 * @param device which kind
 * @param intraThreads threads inside one operation
 * @param interThreads operations at once; -1 for all of them in the caller's thread
 * @param memoryGrowth whether a GPU's memory is taken as it is needed, not at once
 * @param memoryPercent most of a GPU's memory to take, 1..100, or 0 for TensorFlow's own choice
 * @param visibleDevices GPUs to use, in order, e.g. {@code 0,2}; empty for all
 */
public record DeviceOptions(
    Device device,
    int intraThreads,
    int interThreads,
    boolean memoryGrowth,
    int memoryPercent,
    String visibleDevices) {

  /** A kind of device. */
  public enum Device {
    /** A GPU where TensorFlow finds one, else the CPU. */
    AUTO,
    /** The CPU, whatever else there is. */
    CPU,
    /** A GPU; opening a session fails without one. */
    GPU
  }

  public DeviceOptions {
    if (intraThreads < 1 || interThreads == 0 || interThreads < -1) {
      throw new IllegalArgumentException(
          "intraThreads must be positive and interThreads positive or -1, got "
              + intraThreads
              + " and "
              + interThreads);
    }
    if (memoryPercent < 0 || memoryPercent > 100) {
      throw new IllegalArgumentException("memoryPercent must be 0..100, got " + memoryPercent);
    }
    if (!visibleDevices.matches("|\\d+(,\\d+)*")) {
      throw new IllegalArgumentException(
          "visibleDevices must be numbers between commas, got '" + visibleDevices + "'");
    }
  }

  /** Whatever device there is, with these threads. */
  public static DeviceOptions threads(int intraThreads, int interThreads) {
    return new DeviceOptions(Device.AUTO, intraThreads, interThreads, true, 0, "");
  }

  /**
   * Looks for the device.
   *
   * @throws IllegalStateException where a GPU is asked for and TensorFlow finds none
   */
  public void requirePresent() {
    if (device == Device.GPU && !findsGpu()) {
      throw new IllegalStateException("a GPU is asked for, and TensorFlow finds none");
    }
  }

  /** Whether a session with these options has a GPU. */
  boolean findsGpu() {
    return device != Device.CPU && Devices.of(this).stream().anyMatch(Devices.Listed::isGpu);
  }

  /** As TensorFlow takes it. */
  public ConfigProto config() {
    GPUOptions.Builder gpu = GPUOptions.newBuilder().setAllowGrowth(memoryGrowth);
    if (memoryPercent > 0) {
      gpu.setPerProcessGpuMemoryFraction(memoryPercent / 100.0);
    }
    if (!visibleDevices.isEmpty()) {
      gpu.setVisibleDeviceList(visibleDevices);
    }
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setAllowSoftPlacement(true)
            .setIntraOpParallelismThreads(intraThreads)
            .setInterOpParallelismThreads(interThreads)
            .setGpuOptions(gpu);
    if (device == Device.CPU) {
      config.putDeviceCount(Devices.GPU, 0);
    }
    return config.build();
  }
}
