package io.athanor.inference.bench;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Judgement;
import io.athanor.inference.training.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stored model as it ships, on the published MP-20 test rows. */
final class StoredBench {
  private static final Map<Property, String> DEMANDS =
      Map.of(
          Property.FORMATION_ENERGY_PER_ATOM, "<= 0.030",
          Property.BAND_GAP, "<= 0.30",
          Property.ENERGY_ABOVE_HULL, "");

  private StoredBench() {}

  /** Error, coverage and calibration of crystals and of bare compositions. */
  static void accuracy(Context context) {
    NetworkShape shape = context.model().manifest().shape();
    List<Sample> test = context.data().samples("mp20_subset", shape, 0, BenchData.TEST);
    try (MaterialModel model = context.model().open(1, 1)) {
      for (Property property : List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP)) {
        Scored crystal = Scored.of(model, test, property, InputMode.CRYSTAL);
        Scored bare = Scored.of(model, test, property, InputMode.COMPOSITION);
        FineTuneBench.report(
            context,
            "accuracy",
            property.key() + ", MP-20 test",
            crystal,
            property,
            Map.of("composition only", bare.mae().value()),
            DEMANDS.get(property));
        context
            .figures()
            .accept(
                Figure.plain(
                    "calibration",
                    property.key() + ", MP-20 test",
                    "area",
                    "1",
                    crystal.rows(),
                    crystal.area(),
                    "<= 0.03"));
      }
    }
  }

  /**
   * How well the out-of-domain score tells strange rows from held-out rows of the training's kind.
   */
  static void outOfDomain(Context context) {
    NetworkShape shape = context.model().manifest().shape();
    List<Sample> test = context.data().samples("mp20_subset", shape, 0, BenchData.TEST);
    Map<String, List<Sample>> strange = new LinkedHashMap<>();
    strange.put("carbon allotropes (Carbon-24)", every(context, "carbon_24", shape, 10));
    strange.put("hypothetical perovskites (Perov-5)", every(context, "perov_5", shape, 20));
    try (MaterialModel model = context.model().open(1, 1)) {
      double[] familiar = scores(model, test);
      strange.forEach(
          (name, rows) ->
              context
                  .figures()
                  .accept(
                      Figure.plain(
                          "domain",
                          name + " against MP-20 test",
                          "auroc",
                          "1",
                          rows.size() + test.size(),
                          Ranks.auroc(familiar, scores(model, rows)),
                          "")));
    }
  }

  private static List<Sample> every(Context context, String file, NetworkShape shape, int every) {
    List<Sample> all = context.data().samples(file, shape, 0, row -> true);
    List<Sample> some = new ArrayList<>();
    for (int index = 0; index < all.size(); index += every) {
      some.add(all.get(index));
    }
    return some;
  }

  /** Distances of crystals from the training data. */
  static double[] scores(MaterialModel model, List<Sample> rows) {
    return Judgement.predict(model, rows, InputMode.CRYSTAL).stream()
        .mapToDouble(MaterialPrediction::outOfDomain)
        .toArray();
  }
}
