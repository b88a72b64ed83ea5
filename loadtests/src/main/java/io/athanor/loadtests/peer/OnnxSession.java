package io.athanor.loadtests.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.athanor.inference.model.DistinctDistances;
import io.athanor.inference.model.FrozenHeads;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.NetworkSession.Forward;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Weights;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** ONNX Runtime on one thread, with all of its graph optimisations. */
public final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final float composition;
  private final FrozenHeads last;
  private final boolean folded;

  /** Writes the network down and loads it. */
  public OnnxSession(NetworkShape shape, Weights weights, OnnxNetwork.Form form) {
    this.last = new FrozenHeads(shape);
    this.folded = form == OnnxNetwork.Form.FOLDED;
    this.composition = OnnxNetwork.composition(shape);
    byte[] model = OnnxNetwork.encode(shape, weights, form);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      this.session = environment.createSession(model, options);
    } catch (OrtException cause) {
      throw new IllegalStateException("ONNX Runtime refuses the model", cause);
    }
  }

  /** Runs the network forward. */
  public Forward forward(GraphBatch batch) {
    DistinctDistances distinct = DistinctDistances.of(batch, composition);
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try {
      inputs.put("rows", indices(batch.sourceElements(), batch.nodes()));
      inputs.put("centres", indices(batch.centres(), batch.edges()));
      inputs.put("neighbours", indices(batch.neighbours(), batch.edges()));
      inputs.put("lengths", indices(distinct.index(), batch.edges()));
      inputs.put("distances", floats(distinct.values(), distinct.values().length, 1));
      inputs.put("weights", floats(batch.edgeWeights(), batch.edges(), 1));
      inputs.put("pooling", floats(batch.pooling(), batch.graphs(), batch.nodes()));
      try (OrtSession.Result result = session.run(inputs)) {
        float[] heads = read(result, "heads");
        return new Forward(folded ? last.inOrder(heads) : heads, read(result, "embeddings"));
      }
    } catch (OrtException cause) {
      throw new IllegalStateException("ONNX Runtime failed", cause);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor floats(float[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
  }

  private OnnxTensor indices(int[] values, long... shape) throws OrtException {
    LongBuffer buffer = LongBuffer.wrap(IntStream.of(values).asLongStream().toArray());
    return OnnxTensor.createTensor(environment, buffer, shape);
  }

  private static float[] read(OrtSession.Result result, String name) {
    FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException cause) {
      throw new IllegalStateException("ONNX Runtime does not close", cause);
    }
  }
}
