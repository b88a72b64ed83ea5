package io.athanor.allinone.predict;

import io.athanor.inference.batch.Predictor;
import io.athanor.inference.fewlabels.FewLabels;
import io.athanor.inference.modality.Known;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.training.data.Defects;
import io.athanor.inference.training.data.Row;
import io.athanor.inference.training.data.StructureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A property learned from a file of labelled crystals, in place of those the model was trained on;
 * how far a material lies from the training data stays the model's own word.
 */
final class Learned implements Predictor<Known, MaterialPrediction> {
  private final OpenModel model;
  private final Property property;
  private final FewLabels learned;

  private Learned(OpenModel model, Property property, FewLabels learned) {
    this.model = model;
    this.property = property;
    this.learned = learned;
  }

  /**
   * Learns.
   *
   * @param model whose network sees the crystals; must stay open
   * @param labels JSON lines of crystals with the property under {@code props}, gzip or not
   * @param told of what was learned from, in one line
   * @throws IllegalArgumentException where the file has too few labels, or too many
   */
  static Learned of(OpenModel model, Path labels, Property property, Consumer<String> told)
      throws IOException {
    NetworkShape shape = model.stored().manifest().shape();
    List<MaterialGraph> crystals = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    Defects defects =
        rows(
            labels,
            shape,
            row -> {
              double value = value(row, property);
              if (!Double.isNaN(value) && model.admits(row.crystal())) {
                crystals.add(row.crystal());
                values.add(value);
              }
            });
    FewLabels learned =
        FewLabels.learn(
            model.session(), crystals, values.stream().mapToDouble(Double::doubleValue).toArray());
    told.accept(
        "%s learned from %d crystals, %d lines unreadable; leave-one-out error %.4g %s"
            .formatted(
                property.key(),
                values.size(),
                defects.count(),
                learned.leaveOneOutError(),
                property.unit()));
    return new Learned(model, property, learned);
  }

  /** The labelled value of a crystal, NaN where there is none. */
  private static double value(Row row, Property property) {
    if (row.crystal().mode() != InputMode.CRYSTAL) {
      return Double.NaN;
    }
    for (var field : row.fields().path("props").properties()) {
      if (field.getValue().isNumber()
          && Property.ofKey(field.getKey()).filter(property::equals).isPresent()) {
        return field.getValue().asDouble();
      }
    }
    return Double.NaN;
  }

  /** Reads a file; the graphs it keeps beside are of no use again. */
  private static Defects rows(Path labels, NetworkShape shape, Consumer<Row> rows)
      throws IOException {
    Path graphs = Files.createTempDirectory("athanor-labels");
    try {
      StructureFile file = new StructureFile(labels, shape, graphs);
      return file.read(file.digest(), rows);
    } finally {
      try (var left = Files.list(graphs)) {
        for (Path each : left.toList()) {
          Files.deleteIfExists(each);
        }
      }
      Files.deleteIfExists(graphs);
    }
  }

  @Override
  public List<MaterialPrediction> predict(List<Known> materials) {
    List<MaterialGraph> graphs = materials.stream().map(Known::graph).toList();
    List<PropertyEstimate> estimates = learned.estimate(graphs);
    List<MaterialPrediction> own = model.scorer().predictor().predict(graphs);
    List<MaterialPrediction> predictions = new ArrayList<>(graphs.size());
    for (int index = 0; index < graphs.size(); index++) {
      predictions.add(
          new MaterialPrediction(
              Map.of(property, estimates.get(index)),
              own.get(index).embedding(),
              own.get(index).outOfDomain()));
    }
    return predictions;
  }
}
