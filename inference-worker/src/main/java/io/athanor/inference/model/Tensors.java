package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Native tensors of one call, closed together. JavaCPP sees only their small handles, so leaving
 * them to the garbage collector would leak native memory.
 */
public final class Tensors implements AutoCloseable {
  private final List<Tensor> open = new ArrayList<>();

  /** Copies row-major floats into a tensor that lives until {@link #close()}. */
  public TFloat32 floats(float[] values, long... shape) {
    TFloat32 tensor = TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
    open.add(tensor);
    return tensor;
  }

  /** A single number, rank 0. */
  public TFloat32 scalar(double value) {
    return floats(new float[] {(float) value});
  }

  /** Copies row-major integers into a tensor that lives until {@link #close()}. */
  public TInt32 ints(int[] values, long... shape) {
    TInt32 tensor = TInt32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
    open.add(tensor);
    return tensor;
  }

  /** Copies a tensor's values out; the tensor stays open. */
  public static float[] read(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    ((TFloat32) tensor).asRawTensor().data().asFloats().read(values);
    return values;
  }

  @Override
  public void close() {
    open.forEach(Tensor::close);
    open.clear();
  }
}
