package io.athanor.inference.federated;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What a site keeps of a course over restarts: what came out so far, and where its training is. */
final class CourseFiles {
  private static final String COMMON = "common.bin";
  private static final String SITE = "site.bin";

  private final Path directory;

  CourseFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /**
   * What all sites have.
   *
   * @param round of the last sum
   * @param moments of the first
   * @param weights the last average; none before the first
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  record Common(int round, double[] moments, float[] weights) {}

  /** Writes something to a stream. */
  @FunctionalInterface
  interface Writing {
    /** All of it. */
    void to(DataOutputStream out) throws IOException;
  }

  Optional<Common> common() throws IOException {
    Optional<DataInputStream> stored = read(COMMON);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    DataInputStream in = stored.get();
    int round = in.readInt();
    double[] moments = new double[in.readInt()];
    for (int index = 0; index < moments.length; index++) {
      moments[index] = in.readDouble();
    }
    float[] weights = new float[in.readInt()];
    for (int index = 0; index < weights.length; index++) {
      weights[index] = in.readFloat();
    }
    return Optional.of(new Common(round, moments, weights));
  }

  void keep(Common common) throws IOException {
    write(
        COMMON,
        out -> {
          out.writeInt(common.round());
          out.writeInt(common.moments().length);
          for (double each : common.moments()) {
            out.writeDouble(each);
          }
          out.writeInt(common.weights().length);
          for (float each : common.weights()) {
            out.writeFloat(each);
          }
        });
  }

  /** The number of records that were trained on last, then what the trainer saved. */
  Optional<DataInputStream> site() throws IOException {
    return read(SITE);
  }

  void keepSite(Writing writing) throws IOException {
    write(SITE, writing);
  }

  void delete() throws IOException {
    Files.deleteIfExists(directory.resolve(COMMON));
    Files.deleteIfExists(directory.resolve(SITE));
  }

  private Optional<DataInputStream> read(String name) throws IOException {
    Path file = directory.resolve(name);
    return Files.exists(file)
        ? Optional.of(new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file))))
        : Optional.empty();
  }

  private void write(String name, Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.to(out);
    }
    Path fresh = Files.createTempFile(directory, "fresh", ".tmp");
    Files.write(fresh, bytes.toByteArray(), StandardOpenOption.SYNC);
    Files.move(
        fresh,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
