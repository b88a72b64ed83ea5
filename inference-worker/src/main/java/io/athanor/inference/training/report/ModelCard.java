package io.athanor.inference.training.report;

import io.athanor.inference.model.Calibration;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.config.Role;
import io.athanor.inference.training.config.StageConfig;
import io.athanor.inference.training.config.TrainingConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The card of a model, from what its training was told and what it found. */
public final class ModelCard {
  private final TrainingConfig config;
  private final StoredModel model;
  private final List<SourceSummary> sources;
  private final List<CurvePoint> curve;
  private final List<TestFigures> figures;
  private final List<FusedFigures> fused;
  private final Optional<String> restated;
  private final StringBuilder card = new StringBuilder();

  private ModelCard(
      TrainingConfig config,
      StoredModel model,
      List<SourceSummary> sources,
      List<CurvePoint> curve,
      List<TestFigures> figures,
      List<FusedFigures> fused,
      Optional<String> restated) {
    this.config = config;
    this.model = model;
    this.sources = sources;
    this.curve = curve;
    this.figures = figures;
    this.fused = fused;
    this.restated = restated;
  }

  /** The card as Markdown. */
  public static String markdown(
      TrainingConfig config,
      StoredModel model,
      List<SourceSummary> sources,
      List<CurvePoint> curve,
      List<TestFigures> figures,
      List<FusedFigures> fused,
      Optional<String> restated) {
    return new ModelCard(config, model, sources, curve, figures, fused, restated).text();
  }

  private String text() {
    line("# %s, version %s", config.model().name(), config.model().version());
    line("");
    line("%s", config.card().summary());
    line("Digest `%s` (SHA-256 over `model.json` and `weights.bin`);", model.digest());
    line("this card is not part of the digest.");
    model.manifest().parentDigest().ifPresent(parent -> line("Trained from `%s`.", parent));
    restated
        .filter(known -> !known.equals(model.digest()))
        .ifPresent(
            known ->
                line(
                    "Restated from `%s`: the same weights; domain, intervals and figures anew.",
                    known));
    answers();
    making();
    data();
    quality();
    calibration();
    FusedCard.lines(fused).forEach(each -> line("%s", each));
    section("What it is for");
    config.card().intendedUse().forEach(each -> line("* %s", each.strip()));
    section("Limits");
    config.card().limits().forEach(each -> line("* %s", each.strip()));
    return card.toString();
  }

  private void answers() {
    section("What it answers");
    line("| property | unit | labelled test rows |");
    line("|---|---|---|");
    for (Property property : shape().properties()) {
      int rows =
          figures.stream()
              .filter(each -> each.property() == property && each.subset().equals("all"))
              .mapToInt(TestFigures::count)
              .max()
              .orElse(0);
      line("| `%s` | %s | %d |", property.key(), property.unit(), rows);
    }
    line("");
    line(
        "For each: mean, epistemic and aleatoric standard deviation, 90 %% interval; besides, an"
            + " embedding of %d numbers and an out-of-domain score (Mahalanobis distance in units"
            + " of the distance that holds 99 %% of held-out rows).",
        shape().width());
  }

  private void making() {
    section("How it is made");
    line(
        "Message passing: %d blocks of %d channels, message depth %d, %d neighbours, %d Gaussians"
            + " of distance to %s angstrom; %d ensemble members; %d numbers in all. Seed %d, %d"
            + " TensorFlow %s.",
        shape().blocks(),
        shape().width(),
        shape().messageDepth(),
        shape().neighbours(),
        shape().radialCentres(),
        shape().radialCutoff(),
        shape().heads(),
        model.weights().size(),
        config.run().seed(),
        config.run().threads(),
        config.run().threads() == 1 ? "thread" : "threads");
    line("");
    line(
        "| stage | sources | epochs | edges per batch | peak rate | decay | averaging | shown as"
            + " composition | seconds |");
    line("|---|---|---|---|---|---|---|---|---|");
    for (StageConfig stage : config.stages()) {
      List<CurvePoint> points =
          curve.stream().filter(each -> each.stage().equals(stage.name())).toList();
      line(
          "| %s | %s | %d%s | %d | %s | %s | %s | %s | %s |",
          stage.name(),
          config.sources(stage).stream().map(each -> each.name()).collect(Collectors.joining(", ")),
          points.isEmpty() ? stage.epochs() : points.size(),
          stage.earlyStopping() == null
              ? ""
              : " of at most %d (stops on %s)"
                  .formatted(stage.epochs(), stage.earlyStopping().property()),
          stage.edgesPerBatch(),
          stage.learningRate(),
          stage.weightDecay(),
          stage.averaging(),
          stage.compositionShare(),
          points.isEmpty()
              ? "–"
              : "%.0f".formatted(points.stream().mapToDouble(CurvePoint::seconds).sum()));
    }
  }

  private void data() {
    section("Data");
    line("| source | for | rows | read | broken | label convention | terms |");
    line("|---|---|---|---|---|---|---|");
    for (SourceSummary each : sources) {
      line(
          "| %s | %s | %d | %d | %d | %s | %s |",
          each.source().name(),
          each.source().role().stream()
              .map(role -> role.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", ")),
          each.rows(),
          each.read(),
          each.defects().count(),
          each.source().convention(),
          each.source().licence().strip());
    }
    config.card().credits().forEach(each -> line("%n%s", each.strip()));
    line("");
    line("No row of a validation, calibration or test source is trained on; the job refuses it.");
  }

  private void quality() {
    section("How good it is");
    line(
        "Held-out: %s. In the properties' units; brackets are 95 %% bootstrap intervals over rows;"
            + " \"constant\" is the error of always saying the mean; \"new-composition\" are rows"
            + " whose composition occurs nowhere in training.",
        config.sources(Role.TEST).stream()
            .map(each -> "`" + each.name() + "`")
            .collect(Collectors.joining(", ")));
    line("");
    line("| rows | input | property | count | MAE | constant | RMSE | NLL |");
    line("|---|---|---|---|---|---|---|---|");
    for (TestFigures each : figures) {
      line(
          "| %s | %s | %s | %d | %.4g [%.4g, %.4g] | %.4g | %.4g | %.3f |",
          each.subset(),
          mode(each.mode()),
          each.property().key(),
          each.count(),
          each.mae().value(),
          each.mae().low(),
          each.mae().high(),
          each.constant(),
          each.rmse(),
          each.nll());
    }
  }

  private void calibration() {
    section("Calibration");
    line(
        "Deviations are scaled and intervals fitted (split conformal) on the calibration rows;"
            + " factors of 1 and 1.645 mean that there were too few of them.");
    line("");
    line(
        "| rows | input | property | scale | interval factor | coverage of the 90 %% interval |"
            + " mean width | miscalibration area |");
    line("|---|---|---|---|---|---|---|---|");
    for (TestFigures each : figures) {
      Calibration fitted = model.manifest().calibration().of(each.mode(), each.property());
      line(
          "| %s | %s | %s | %.3f | %.3f | %.3f [%.3f, %.3f] | %.4g | %.3f |",
          each.subset(),
          mode(each.mode()),
          each.property().key(),
          fitted.scale(),
          fitted.intervalFactor(),
          each.coverage().value(),
          each.coverage().low(),
          each.coverage().high(),
          each.width(),
          each.miscalibration());
    }
    beyond();
  }

  private void beyond() {
    if (model.manifest().beyond().isEmpty()) {
      return;
    }
    line(
        "%nWhere training saw no material of the same kind of anions, or none with a pair of the"
            + " elements, a random effect of this spread is added, fitted on rows of that sort.%n");
    line("| input | property | spread | unit | interval factor |");
    line("|---|---|---|---|---|");
    model
        .manifest()
        .beyond()
        .forEach(
            (mode, fitted) ->
                fitted.forEach(
                    (property, added) ->
                        line(
                            "| %s | %s | %.4g | %s | %.3f |",
                            mode(mode),
                            property.key(),
                            added.spread(),
                            property.unit(),
                            added.intervalFactor())));
  }

  private NetworkShape shape() {
    return model.manifest().shape();
  }

  private static String mode(InputMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  private void section(String title) {
    line("");
    line("## %s", title);
  }

  private void line(String pattern, Object... values) {
    card.append(String.format(Locale.ROOT, pattern.replace("%n", "\n"), values)).append('\n');
  }
}
