package io.athanor.inference.training;

import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.report.CurvePoint;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checkpoints as bytes. Floats keep their bits. */
final class CheckpointCodec {
  private static final int MOST = 1 << 26;

  private CheckpointCodec() {}

  static void write(DataOutputStream out, Checkpoint checkpoint) throws IOException {
    out.writeUTF(checkpoint.fingerprint());
    out.writeInt(checkpoint.stage());
    write(out, checkpoint.snapshot());
    Checkpoint.Best best = checkpoint.best();
    out.writeDouble(best.error());
    out.writeInt(best.age());
    out.writeBoolean(best.weights().isPresent());
    if (best.weights().isPresent()) {
      weights(out, best.weights().get());
    }
    out.writeInt(checkpoint.curve().size());
    for (CurvePoint point : checkpoint.curve()) {
      point(out, point);
    }
  }

  static void write(DataOutputStream out, Trainer.Snapshot snapshot) throws IOException {
    out.writeInt(snapshot.epoch());
    out.writeInt(snapshot.steps());
    weights(out, snapshot.weights());
    weights(out, snapshot.moments());
    out.writeBoolean(snapshot.average().isPresent());
    if (snapshot.average().isPresent()) {
      weights(out, snapshot.average().get().sum());
      out.writeDouble(snapshot.average().get().mass());
    }
  }

  static Trainer.Snapshot snapshot(DataInputStream in) throws IOException {
    int epoch = in.readInt();
    int steps = in.readInt();
    Weights weights = weights(in);
    Weights moments = weights(in);
    Optional<Average.State> average =
        in.readBoolean()
            ? Optional.of(new Average.State(weights(in), in.readDouble()))
            : Optional.empty();
    return new Trainer.Snapshot(epoch, steps, weights, moments, average);
  }

  static Checkpoint read(DataInputStream in) throws IOException {
    String fingerprint = in.readUTF();
    int stage = in.readInt();
    Trainer.Snapshot snapshot = snapshot(in);
    double error = in.readDouble();
    int age = in.readInt();
    Optional<Weights> best = in.readBoolean() ? Optional.of(weights(in)) : Optional.empty();
    List<CurvePoint> curve = new ArrayList<>();
    int points = in.readInt();
    for (int index = 0; index < points; index++) {
      curve.add(point(in));
    }
    return new Checkpoint(
        fingerprint, stage, snapshot, new Checkpoint.Best(best, error, age), curve);
  }

  private static void weights(DataOutputStream out, Weights weights) throws IOException {
    out.writeInt(weights.entries().size());
    for (Map.Entry<String, Weights.Entry> each : weights.entries().entrySet()) {
      out.writeUTF(each.getKey());
      out.writeInt(each.getValue().shape().length);
      for (int dimension : each.getValue().shape()) {
        out.writeInt(dimension);
      }
      for (float value : each.getValue().values()) {
        out.writeInt(Float.floatToRawIntBits(value));
      }
    }
  }

  private static Weights weights(DataInputStream in) throws IOException {
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    int tensors = in.readInt();
    for (int tensor = 0; tensor < tensors; tensor++) {
      String name = in.readUTF();
      int[] shape = new int[in.readInt()];
      long size = 1;
      for (int index = 0; index < shape.length; index++) {
        shape[index] = in.readInt();
        size *= shape[index];
      }
      if (size < 0 || size > MOST) {
        throw new IOException("tensor '" + name + "' of " + size + " numbers");
      }
      float[] values = new float[(int) size];
      for (int index = 0; index < values.length; index++) {
        values[index] = Float.intBitsToFloat(in.readInt());
      }
      entries.put(name, new Weights.Entry(shape, values));
    }
    return new Weights(entries);
  }

  private static void point(DataOutputStream out, CurvePoint point) throws IOException {
    out.writeUTF(point.stage());
    out.writeInt(point.epoch());
    out.writeInt(point.epochs());
    out.writeDouble(point.loss());
    out.writeDouble(point.rate());
    out.writeDouble(point.seconds());
    out.writeInt(point.validation().size());
    for (Map.Entry<Property, Double> each : point.validation().entrySet()) {
      out.writeUTF(each.getKey().name());
      out.writeDouble(each.getValue());
    }
  }

  private static CurvePoint point(DataInputStream in) throws IOException {
    String stage = in.readUTF();
    int epoch = in.readInt();
    int epochs = in.readInt();
    double loss = in.readDouble();
    double rate = in.readDouble();
    double seconds = in.readDouble();
    Map<Property, Double> validation = new EnumMap<>(Property.class);
    int properties = in.readInt();
    for (int index = 0; index < properties; index++) {
      validation.put(Property.valueOf(in.readUTF()), in.readDouble());
    }
    return new CurvePoint(stage, epoch, epochs, loss, rate, validation, seconds);
  }
}
