package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.inference.modality.Fusion;
import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.PowderPhase;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusionTrainerTest {
  private static final LiteratureInput.Model WORDS = new LiteratureInput.Model("words", 8);

  @Test
  void shouldLearnFromAnySubsetAndLeaveTheHeadsAlone() {
    Weights network = Models.weights(3);
    List<FusionTrainer.Row> rows = rows(network);
    // what the second trunk says is not the fusion's
    NetworkShape two = Models.SHAPE.withMembers(2, Models.SHAPE.heads());
    List<Double> losses = new ArrayList<>();
    try (Fusion fusion = new Fusion(two, WORDS, 1)) {
      Weights start = Fusion.initial(Models.SHAPE, WORDS, 5);
      fusion.assign(start, network);
      new FusionTrainer(
              fusion, Models.estimator().scales(), new Recipe(12, 1, 3e-3, 0, 0, 0.5, 0, 9))
          .run(rows, (done, loss) -> losses.add(loss));
      assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) - 0.1);
      assertThat(fusion.weights().get("pattern/out").values())
          .isNotEqualTo(start.get("pattern/out").values());
      assertThat(fusion.weights().entries().keySet()).noneMatch(name -> name.startsWith("head"));
    }
  }

  private static List<FusionTrainer.Row> rows(Weights network) {
    List<FusionTrainer.Row> rows = new ArrayList<>();
    GraphBuilder builder = new GraphBuilder(Models.SHAPE);
    try (NetworkSession session = new NetworkSession(new Network(Models.SHAPE), 1, 1)) {
      session.assign(network);
      for (int index = 0; index < 96; index++) {
        double edge = 3.6 + 0.02 * index;
        Crystal crystal =
            new Crystal(
                Lattice.cubic(edge),
                List.of(
                    new Site(Element.ofAtomicNumber(19 + 18 * (index % 3)), 0, 0, 0),
                    new Site(Element.ofAtomicNumber(17 + 18 * (index % 2)), .5, .5, .5)));
        MaterialGraph graph = builder.crystal(crystal);
        MaterialGraph bare = builder.composition(crystal.composition());
        Sample sample =
            new Sample(
                "s" + index,
                0,
                graph,
                bare,
                Map.of(Property.FORMATION_ENERGY_PER_ATOM, Math.sin(edge)));
        float[] feature = feature(session, graph);
        float[] words = new float[8];
        words[index % 8] = 1;
        rows.add(
            new FusionTrainer.Row(
                sample,
                feature,
                feature(session, bare),
                PowderPhase.of(crystal),
                LiteratureInput.of(WORDS, "words", words, index)));
      }
    }
    return rows;
  }

  private static float[] feature(NetworkSession session, MaterialGraph graph) {
    return session.forward(GraphBatch.of(Models.SHAPE, List.of(graph))).embeddings();
  }
}
