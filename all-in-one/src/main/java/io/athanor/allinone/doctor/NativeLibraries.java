package io.athanor.allinone.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the dynamic linker would find the libraries that TensorFlow's GPU build opens at run time:
 * the driver's first, and without it none of the others.
 *
 * @param directories searched in this order
 */
record NativeLibraries(List<Path> directories) {
  /** The driver, which the machine brings. */
  static final String DRIVER = "libcuda.so.1";

  /** CUDA 12 and cuDNN 9, which the container image brings. */
  static final List<String> RUNTIME =
      List.of("libcudart.so.12", "libcublas.so.12", "libcudnn.so.9", "libcusolver.so.11");

  private static final List<String> USUAL =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/lib/x86_64-linux-gnu",
          "/usr/lib64",
          "/usr/lib",
          "/usr/local/nvidia/lib64",
          "/usr/local/nvidia/lib",
          "/usr/local/cuda/lib64",
          "/usr/lib/wsl/lib");

  /** Copies the list. */
  NativeLibraries {
    directories = List.copyOf(directories);
  }

  /** Of this machine. */
  static NativeLibraries of(String libraryPath) {
    List<Path> directories = new ArrayList<>();
    Arrays.stream(libraryPath.split(":"))
        .filter(each -> !each.isBlank())
        .map(Path::of)
        .forEach(directories::add);
    USUAL.stream().map(Path::of).forEach(directories::add);
    return new NativeLibraries(directories);
  }

  /** The first place that has it. */
  Optional<Path> find(String name) {
    return directories.stream()
        .map(each -> each.resolve(name))
        .filter(Files::isReadable)
        .findFirst();
  }

  /** Those of {@link #RUNTIME} that are nowhere. */
  List<String> missing() {
    return RUNTIME.stream().filter(each -> find(each).isEmpty()).toList();
  }
}
