package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;

class SavedModelTest {
  @TempDir Path directory;

  @Test
  void shouldSayTheSameInAnotherRuntime() throws Exception {
    List<MaterialGraph> graphs = List.of(Cells.random(1).graph(), Cells.random(2).graph());
    GraphBatch batch = GraphBatch.of(Models.SHAPE, graphs);
    Path target = directory.resolve("saved");
    NetworkSession.Forward expected;
    try (NetworkSession session = new NetworkSession(new Network(Models.SHAPE), 1, 1)) {
      session.assign(Models.weights(8));
      expected = session.forward(batch);
      session.export(target);
    }
    try (SavedModelBundle bundle = SavedModelBundle.load(target.toString());
        Tensors tensors = new Tensors();
        Result result = bundle.call(inputs(batch, tensors))) {
      assertThat(Tensors.read(result.get("heads").orElseThrow()))
          .containsExactly(expected.heads(), within(1e-6f));
      assertThat(Tensors.read(result.get("embedding").orElseThrow()))
          .containsExactly(expected.embeddings(), within(1e-6f));
    }
  }

  private static Map<String, Tensor> inputs(GraphBatch batch, Tensors tensors) {
    int nodes = batch.nodes();
    int edges = batch.edges();
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("elements", tensors.ints(batch.elements(), nodes));
    inputs.put("sourceElements", tensors.ints(batch.sourceElements(), nodes));
    inputs.put("centres", tensors.ints(batch.centres(), edges));
    inputs.put("neighbours", tensors.ints(batch.neighbours(), edges));
    inputs.put("distances", tensors.floats(batch.distances(), edges, 1));
    inputs.put("edgeWeights", tensors.floats(batch.edgeWeights(), edges, 1));
    inputs.put("crystal", tensors.floats(batch.crystal(), edges, 1));
    inputs.put("pooling", tensors.floats(batch.pooling(), batch.graphs(), nodes));
    return inputs;
  }
}
