package io.athanor.streams.fuse;

import io.athanor.materials.fusion.Calibration;
import io.athanor.materials.fusion.Calibration.Deviation;
import io.athanor.materials.unit.Quantity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The newest {@value #MOST} readings of reference samples by one instrument of one property, oldest
 * first: a function of the set of those readings.
 *
 * @param list by time, then by id; each id once
 */
public record Deviations(List<Deviation> list) {
  /** How many are kept; an instrument is what it was lately. */
  public static final int MOST = 64;

  /** None yet. */
  public static final Deviations NONE = new Deviations(List.of());

  private static final byte VERSION = 1;

  /** Takes an immutable copy. */
  public Deviations {
    list = List.copyOf(list);
  }

  /** These and one more. */
  public Deviations plus(Deviation deviation) {
    List<Deviation> sorted =
        Stream.concat(list.stream(), Stream.of(deviation)).sorted(Deviation.ORDER).toList();
    return new Deviations(sorted.subList(Math.max(0, sorted.size() - MOST), sorted.size()));
  }

  /** What they say of the instrument; empty for none. */
  public Optional<Calibration> calibration() {
    return Calibration.of(list);
  }

  /** For a store. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeShort(list.size());
      for (Deviation each : list) {
        out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, each.at()));
        out.writeUTF(each.id());
        out.writeUTF(each.deviation().unit());
        out.writeDouble(each.deviation().value());
        out.writeDouble(each.deviation().sem().orElse(Double.NaN));
        out.writeInt(each.deviation().n());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * From a store; null gives none.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Deviations ofBytes(byte[] bytes) {
    if (bytes == null) {
      return NONE;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("deviations: version " + version + " is not known");
      }
      Deviation[] list = new Deviation[in.readUnsignedShort()];
      for (int i = 0; i < list.length; i++) {
        Instant at = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
        String id = in.readUTF();
        String unit = in.readUTF();
        double value = in.readDouble();
        double sem = in.readDouble();
        OptionalDouble error = Double.isNaN(sem) ? OptionalDouble.empty() : OptionalDouble.of(sem);
        list[i] = new Deviation(at, id, new Quantity(value, unit, error, in.readInt()));
      }
      return new Deviations(List.of(list));
    } catch (IOException e) {
      throw new IllegalArgumentException("deviations: " + e.getMessage(), e);
    }
  }
}
