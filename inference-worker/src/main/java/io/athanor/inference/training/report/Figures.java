package io.athanor.inference.training.report;

import io.athanor.inference.model.Property;
import io.athanor.inference.store.StoredModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A training's figures as a tree, for JSON. */
public final class Figures {
  private Figures() {}

  /** The whole training. */
  public static Map<String, Object> tree(
      StoredModel model,
      List<SourceSummary> sources,
      List<CurvePoint> curve,
      List<TestFigures> figures,
      List<FusedFigures> fused) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("model", model.manifest().name());
    tree.put("version", model.manifest().version());
    tree.put("digest", model.digest());
    tree.put("parentDigest", model.manifest().parentDigest().orElse(null));
    tree.put("parameters", model.weights().size());
    tree.put("secondsOfTraining", curve.stream().mapToDouble(CurvePoint::seconds).sum());
    tree.put("sources", sources.stream().map(Figures::source).toList());
    tree.put("curve", curve.stream().map(Figures::point).toList());
    tree.put("test", figures.stream().map(Figures::test).toList());
    tree.put("fused", fused.stream().map(Figures::fused).toList());
    return tree;
  }

  private static Map<String, Object> source(SourceSummary summary) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", summary.source().name());
    tree.put(
        "role",
        summary.source().role().stream()
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .toList());
    tree.put("convention", summary.source().convention());
    tree.put("licence", summary.source().licence().strip());
    tree.put("read", summary.read());
    tree.put("rows", summary.rows());
    tree.put("unlabelled", summary.unlabelled());
    tree.put("broken", summary.defects().count());
    List<Map<String, Object>> defects = new ArrayList<>();
    summary
        .defects()
        .first()
        .forEach(each -> defects.add(Map.of("line", each.line(), "reason", each.reason())));
    tree.put("firstBroken", defects);
    tree.put("digest", summary.digest());
    return tree;
  }

  private static Map<String, Object> point(CurvePoint point) {
    Map<String, Object> errors = new LinkedHashMap<>();
    for (Map.Entry<Property, Double> each : point.validation().entrySet()) {
      errors.put(each.getKey().key(), each.getValue());
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("stage", point.stage());
    tree.put("epoch", point.epoch());
    tree.put("loss", point.loss());
    tree.put("rate", point.rate());
    tree.put("validationMae", errors);
    tree.put("seconds", point.seconds());
    return tree;
  }

  private static Map<String, Object> test(TestFigures figures) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("rows", figures.subset());
    tree.put("input", figures.mode().name().toLowerCase(Locale.ROOT));
    tree.put("property", figures.property().key());
    tree.put("unit", figures.property().unit());
    tree.put("count", figures.count());
    tree.put("mae", interval(figures.mae()));
    tree.put("constant", figures.constant());
    tree.put("rmse", figures.rmse());
    tree.put("nll", figures.nll());
    tree.put("coverage90", interval(figures.coverage()));
    tree.put("width90", figures.width());
    tree.put("miscalibrationArea", figures.miscalibration());
    return tree;
  }

  private static Map<String, Object> fused(FusedFigures figures) {
    Map<String, Object> single = new LinkedHashMap<>();
    figures
        .single()
        .forEach((expert, mae) -> single.put(expert.name().toLowerCase(Locale.ROOT), mae));
    Map<String, Object> weights = new LinkedHashMap<>();
    figures
        .pool()
        .shares()
        .forEach(
            (expert, share) -> weights.put(expert.name().toLowerCase(Locale.ROOT), share.weight()));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("known", figures.given().key());
    tree.put("property", figures.property().key());
    tree.put("unit", figures.property().unit());
    tree.put("count", figures.count());
    tree.put("mae", interval(figures.mae()));
    tree.put("alone", single);
    tree.put("differenceToBest", interval(figures.difference()));
    tree.put("coverage90", interval(figures.coverage()));
    tree.put("weights", weights);
    return tree;
  }

  private static Map<String, Object> interval(Interval interval) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("value", interval.value());
    tree.put("low", interval.low());
    tree.put("high", interval.high());
    return tree;
  }
}
