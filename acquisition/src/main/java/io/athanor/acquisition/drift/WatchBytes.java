package io.athanor.acquisition.drift;

import io.athanor.materials.drift.ShiryaevRoberts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A {@link ResidualWatch} as bytes, for a store. */
public final class WatchBytes {
  private static final byte VERSION = 1;

  private WatchBytes() {}

  /** Bytes that {@link #of} reads. */
  public static byte[] of(ResidualWatch watch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(watch.seed());
      write(out, watch.errors().state());
      write(out, watch.surprises().state());
      out.writeInt(watch.instruments().size());
      for (var each : watch.instruments().entrySet()) {
        out.writeUTF(each.getKey());
        write(out, each.getValue().state());
      }
      out.writeInt(watch.said().size());
      for (var each : watch.said().entrySet()) {
        out.writeUTF(each.getKey());
        out.writeDouble(each.getValue());
      }
      out.writeInt(watch.residuals().size());
      for (Residual each : watch.residuals()) {
        out.writeDouble(each.value());
        out.writeDouble(each.mean());
        out.writeDouble(each.deviation());
        out.writeUTF(each.instrumentId().orElse(""));
        out.writeUTF(each.origin());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * A watch from its bytes.
   *
   * @throws IllegalArgumentException where they are none
   */
  public static ResidualWatch of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("watch: version %d is unknown".formatted(version));
      }
      long seed = in.readLong();
      StreamWatch errors = StreamWatch.of(false, parts(in));
      StreamWatch surprises = StreamWatch.of(true, parts(in));
      SortedMap<String, ShiryaevRoberts> instruments = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        instruments.put(
            in.readUTF(), ShiryaevRoberts.of(ShiryaevRoberts.LEVEL_AND_SPREAD, numbers(in)));
      }
      SortedMap<String, Double> said = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        said.put(in.readUTF(), in.readDouble());
      }
      List<Residual> residuals = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        residuals.add(
            new Residual(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                Optional.of(in.readUTF()).filter(id -> !id.isEmpty()),
                in.readUTF()));
      }
      return new ResidualWatch(seed, errors, surprises, instruments, List.copyOf(residuals), said);
    } catch (IOException e) {
      throw new IllegalArgumentException("watch: the bytes end too early", e);
    }
  }

  private static void write(DataOutputStream out, List<double[]> parts) throws IOException {
    out.writeInt(parts.size());
    for (double[] each : parts) {
      write(out, each);
    }
  }

  private static void write(DataOutputStream out, double[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (double each : numbers) {
      out.writeDouble(each);
    }
  }

  private static List<double[]> parts(DataInputStream in) throws IOException {
    List<double[]> parts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      parts.add(numbers(in));
    }
    return parts;
  }

  private static double[] numbers(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > 8 * ResidualWatch.KEPT) {
      throw new IllegalArgumentException("watch: %d numbers in a part".formatted(length));
    }
    double[] numbers = new double[length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }
}
