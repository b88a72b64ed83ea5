package io.athanor.allinone.doctor;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Devices;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.serving.RawMaterial;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.inference.serving.Verdict;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks at one thing after the other; each is a member of the report, in this order. */
final class Doctor {
  private static final String BUILD = "org/tensorflow/internal/c_api/linux-x86_64%s/";
  private static final int EDGES = 8_192;

  private final DeviceOptions options;
  private final Path directory;
  private final Map<String, Object> report = new LinkedHashMap<>();
  private boolean well;

  private Doctor(DeviceOptions options, Path directory) {
    this.options = options;
    this.directory = directory;
  }

  /**
   * What was found.
   *
   * @param report members in the order they were looked at
   * @param well whether a prediction was made
   */
  record Finding(Map<String, Object> report, boolean well) {}

  /** Examines this process, this machine, and a model. */
  static Finding examine(
      DeviceOptions options, Path directory, String store, String name, Optional<String> digest) {
    Doctor doctor = new Doctor(options, directory);
    doctor.machine();
    doctor.tensorFlow();
    doctor.dataDirectory();
    doctor.model(store, name, digest);
    doctor.report.put("ok", doctor.well);
    return new Finding(doctor.report, doctor.well);
  }

  private void machine() {
    Map<String, Object> java = new LinkedHashMap<>();
    java.put("version", Runtime.version().toString());
    java.put("vendor", System.getProperty("java.vendor"));
    java.put("home", System.getProperty("java.home"));
    report.put("java", java);
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("architecture", System.getProperty("os.arch"));
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("heapMostBytes", Runtime.getRuntime().maxMemory());
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      machine.put("memoryBytes", system.getTotalMemorySize());
      machine.put("memoryFreeBytes", system.getFreeMemorySize());
    }
    report.put("machine", machine);
  }

  private void tensorFlow() {
    NativeLibraries libraries =
        NativeLibraries.of(System.getenv().getOrDefault("LD_LIBRARY_PATH", ""));
    boolean gpuBuild = isThere("-gpu");
    boolean cpuBuild = isThere("");
    Map<String, Object> tensorFlow = new LinkedHashMap<>();
    List<Devices.Listed> devices = List.of();
    try {
      tensorFlow.put("version", Devices.tensorFlowVersion());
      devices = Devices.of(listing());
    } catch (LinkageError | RuntimeException e) {
      tensorFlow.put("error", String.valueOf(e.getMessage()));
    }
    tensorFlow.put("build", build(gpuBuild, cpuBuild));
    tensorFlow.put("devices", devices.stream().map(Devices.Listed::name).toList());
    report.put("tensorflow", tensorFlow);
    Optional<Path> driver = libraries.find(NativeLibraries.DRIVER);
    Map<String, Object> cuda = new LinkedHashMap<>();
    cuda.put("driver", driver.map(Path::toString).orElse("absent"));
    for (String name : NativeLibraries.RUNTIME) {
      cuda.put(name, libraries.find(name).map(Path::toString).orElse("absent"));
    }
    report.put("cuda", cuda);
    Diagnosis diagnosis =
        Diagnosis.of(
            new Diagnosis.Findings(
                options.device(),
                devices,
                gpuBuild,
                cpuBuild,
                driver.map(Path::toString),
                libraries.missing()));
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("wanted", options.device().name().toLowerCase(Locale.ROOT));
    device.put("used", diagnosis.device());
    device.put("why", diagnosis.why());
    report.put("device", device);
  }

  private void dataDirectory() {
    Path path = directory.toAbsolutePath().normalize();
    Path existing = path;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("path", path.toString());
    data.put("exists", Files.isDirectory(path));
    data.put("writable", existing != null && Files.isWritable(existing));
    data.put("freeBytes", existing == null ? 0 : existing.toFile().getUsableSpace());
    report.put("dataDirectory", data);
  }

  private void model(String store, String name, Optional<String> digest) {
    Map<String, Object> model = new LinkedHashMap<>();
    report.put("model", model);
    model.put("store", store);
    model.put("name", name);
    try {
      StoredModel stored = ModelStore.of(store).load(name, digest);
      model.put("version", stored.manifest().version());
      model.put("digest", stored.digest());
      model.put("digestVerified", true); // loading hashes what it reads
      try (OpenModel opened = OpenModel.open(stored, options, EDGES)) {
        model.put("prediction", predict(opened));
        well = true;
      }
    } catch (ModelStoreException | IllegalStateException | UnscorableException | LinkageError e) {
      model.put("error", String.valueOf(e.getMessage()));
    }
  }

  /** Of rock salt, the commonest mineral there is. */
  private static Map<String, Object> predict(OpenModel model) throws UnscorableException {
    double half = 2.82;
    RawMaterial.RawCrystal salt =
        new RawMaterial.RawCrystal(
            new double[] {0, half, half, half, 0, half, half, half, 0},
            List.of("Na", "Cl"),
            new double[] {0, 0, 0, 0.5, 0.5, 0.5});
    Verdict verdict =
        model
            .scorer()
            .score(
                List.of(
                    model.admission().graph(new RawMaterial(Optional.of(salt), Optional.empty()))))
            .get(0);
    if (verdict instanceof Verdict.Scored scored) {
      return properties(scored.prediction());
    }
    throw new ModelStoreException(
        "the model has no answer for rock salt: " + ((Verdict.Refused) verdict).reason());
  }

  private static Map<String, Object> properties(MaterialPrediction prediction) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("of", "NaCl");
    prediction.estimates().forEach((key, value) -> properties.put(key.key(), value.mean()));
    return properties;
  }

  /** A GPU that is asked for and is not there is a finding, not an error. */
  private DeviceOptions listing() {
    return options.device() == DeviceOptions.Device.GPU
        ? new DeviceOptions(
            DeviceOptions.Device.AUTO,
            options.intraThreads(),
            options.interThreads(),
            options.memoryGrowth(),
            options.memoryPercent(),
            options.visibleDevices())
        : options;
  }

  private static boolean isThere(String classifier) {
    String place = BUILD.formatted(classifier) + "libtensorflow_cc.so.2";
    return Doctor.class.getClassLoader().getResource(place) != null;
  }

  private static String build(boolean gpu, boolean cpu) {
    if (gpu && cpu) {
      return "CPU and GPU";
    }
    return gpu ? "GPU" : cpu ? "CPU" : "none";
  }
}
