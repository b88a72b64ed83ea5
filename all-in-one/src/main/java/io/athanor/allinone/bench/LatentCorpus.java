package io.athanor.allinone.bench;

import io.athanor.allinone.invention.LatentGenerator;
import io.athanor.allinone.predict.Structures;
import io.athanor.inference.generative.Example;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.serving.Admission;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.materials.crystal.Crystal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Known structures as a latent generator learns them: points, types and elements, and what the
 * model says of a property.
 *
 * @param examples in the order of the file
 * @param values of the property, one per example
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record LatentCorpus(List<Example> examples, double[] values) {
  private static final int BATCH = 128;

  /**
   * Reads structures and asks the model; those that it cannot score, and large cells, are left out.
   *
   * @param most structures at most, evenly spread over the file
   */
  static LatentCorpus read(
      Path file, MaterialModel model, Property property, int atomsMost, int most) {
    Admission admission = Admission.of(model);
    List<Crystal> crystals = new ArrayList<>();
    List<MaterialGraph> graphs = new ArrayList<>();
    List<Crystal> entries = new ArrayList<>();
    Structures.crystals(file, (id, crystal) -> entries.add(crystal));
    int stride = Math.max(1, (entries.size() + most - 1) / most);
    for (int at = 0; at < entries.size(); at += stride) {
      Crystal crystal = entries.get(at);
      if (crystal.sites().size() <= atomsMost) {
        try {
          graphs.add(admission.crystal(crystal));
          crystals.add(crystal);
        } catch (UnscorableException unknown) {
          // the model has no point for it
        }
      }
    }
    List<Example> examples = new ArrayList<>();
    double[] values = new double[graphs.size()];
    for (int at = 0; at < graphs.size(); at += BATCH) {
      List<MaterialPrediction> predictions =
          model.predict(graphs.subList(at, Math.min(graphs.size(), at + BATCH)));
      for (MaterialPrediction prediction : predictions) {
        values[examples.size()] = prediction.estimates().get(property).mean();
        examples.add(
            new Example(
                prediction.embedding(), LatentGenerator.sketch(crystals.get(examples.size()))));
      }
    }
    return new LatentCorpus(examples, values);
  }

  /** Every k-th example held out, the others to learn from. */
  List<LatentCorpus> split(int every) {
    List<Example> learned = new ArrayList<>();
    List<Example> held = new ArrayList<>();
    List<Double> learnedValues = new ArrayList<>();
    List<Double> heldValues = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      (i % every == 0 ? held : learned).add(examples.get(i));
      (i % every == 0 ? heldValues : learnedValues).add(values[i]);
    }
    return List.of(
        new LatentCorpus(learned, plain(learnedValues)), new LatentCorpus(held, plain(heldValues)));
  }

  private static double[] plain(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
