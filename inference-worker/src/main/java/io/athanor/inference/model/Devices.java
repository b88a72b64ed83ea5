package io.athanor.inference.model;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;

/** Which devices TensorFlow computes on. Its Java interface does not say, its C interface does. */
public final class Devices {
  static final String GPU = "GPU";

  /**
   * One device.
   *
   * @param name e.g. {@code /job:localhost/replica:0/task:0/device:CPU:0}
   * @param type {@code CPU} or {@code GPU}
   * @param memoryBytes what a session may use of it, as TensorFlow counts it
   */
  public record Listed(String name, String type, long memoryBytes) {
    /** Whether it is a GPU. */
    public boolean isGpu() {
      return type.equals(GPU);
    }
  }

  private Devices() {}

  /** TensorFlow's own version. */
  public static String tensorFlowVersion() {
    return TensorFlow.version();
  }

  /**
   * The devices of a session with these options, in TensorFlow's order.
   *
   * @throws IllegalStateException where TensorFlow cannot open one
   */
  public static List<Listed> of(DeviceOptions options) {
    byte[] config = options.config().toByteArray();
    PointerScope scope = new PointerScope();
    try {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions session = TF_SessionOptions.newSessionOptions();
      TF_SetConfig(session, new BytePointer(config), config.length, status);
      require(status);
      TF_Session opened = TF_Session.newSession(TF_Graph.newGraph(), session, status);
      require(status);
      TF_DeviceList list = TF_SessionListDevices(opened, status);
      require(status);
      try {
        return listed(list, status);
      } finally {
        TF_DeleteDeviceList(list);
      }
    } finally {
      // everything native that was made since
      scope.close();
    }
  }

  private static List<Listed> listed(TF_DeviceList list, TF_Status status) {
    List<Listed> devices = new ArrayList<>();
    for (int index = 0; index < TF_DeviceListCount(list); index++) {
      devices.add(
          new Listed(
              TF_DeviceListName(list, index, status).getString(),
              TF_DeviceListType(list, index, status).getString(),
              TF_DeviceListMemoryBytes(list, index, status)));
      require(status);
    }
    return devices;
  }

  private static void require(TF_Status status) {
    try {
      status.throwExceptionIfNotOK();
    } catch (RuntimeException cause) {
      throw new IllegalStateException("TensorFlow lists no devices: " + cause.getMessage(), cause);
    }
  }
}
