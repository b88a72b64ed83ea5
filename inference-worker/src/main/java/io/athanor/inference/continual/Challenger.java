package io.athanor.inference.continual;

import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Domain;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Refreshed weights to a stored model: calibration, domain, figures, manifest. */
final class Challenger {
  private static final double DIGITS = 1e6;

  private final StoredModel champion;
  private final Growth growth;
  private final List<Sample> learnt;
  private final List<Sample> kept;
  private final Domain domain;

  /**
   * What becomes of the champion.
   *
   * @param learnt rows that are new to the model
   * @param kept labelled rows that were not learnt from
   */
  Challenger(StoredModel champion, Growth growth, List<Sample> learnt, List<Sample> kept) {
    this.champion = champion;
    this.growth = growth;
    this.learnt = learnt;
    this.kept = kept;
    this.domain = own().domain();
  }

  /**
   * How a version came about.
   *
   * @param parent digest of what it was made from
   * @param version for people
   * @param metrics beside those on rows kept back
   * @param story a paragraph of its card
   */
  record Lineage(String parent, String version, Map<String, Double> metrics, String story) {}

  /** Judges what the session holds against the champion, and stores it. */
  Refreshed publish(Path store, NetworkSession session, int steps, int fresh, int replayed) {
    String story =
        "Refreshed from `%s`.%n%nLearnt from %d newly labelled rows and %d remembered ones."
            .formatted(champion.digest(), fresh, replayed);
    Lineage lineage =
        new Lineage(
            champion.digest(),
            RefreshedVersion.of(champion.manifest().version()).next().toString(),
            Map.of("refresh/steps", (double) steps),
            story);
    Stored made = store(store, session, lineage);
    return new Refreshed(
        made.model(), steps, fresh, replayed, kept.size(), made.changes(), growth.properties());
  }

  /** A version as stored, and what it changed on the rows kept back. */
  record Stored(StoredModel model, Map<Property, Refreshed.Change> changes) {}

  /** Judges what the session holds against the champion, and stores it. */
  Stored store(Path store, NetworkSession session, Lineage lineage) {
    List<Property> properties = growth.shape().properties();
    Weights trained = session.weights();
    Calibrations none = Calibrations.none(properties);
    Estimator raw = new Estimator(growth.shape(), growth.scales(), domain, none);
    Map<InputMode, List<MaterialPrediction>> said = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      said.put(mode, Said.of(session, raw, kept, mode));
    }
    Map<Property, Double> after = Said.errors(said.get(InputMode.CRYSTAL), kept, properties);
    session.assign(growth.weights());
    Estimator before = new Estimator(growth.shape(), championScales(), domain, none);
    Map<Property, Double> earlier =
        Said.errors(Said.of(session, before, kept, InputMode.CRYSTAL), kept, properties);
    session.assign(trained);
    Map<Property, Refreshed.Change> changes = new EnumMap<>(Property.class);
    for (Map.Entry<Property, Double> each : after.entrySet()) {
      Property property = each.getKey();
      int rows = (int) kept.stream().filter(row -> !Double.isNaN(row.label(property))).count();
      boolean isNew = growth.properties().contains(property);
      changes.put(
          property,
          new Refreshed.Change(rows, isNew ? Double.NaN : earlier.get(property), each.getValue()));
    }
    Calibrations calibrations =
        Recalibration.of(champion.manifest().calibration(), said, kept, properties);
    Estimator complete =
        new Estimator(
            growth.shape(),
            growth.scales(),
            Recalibration.widened(domain, said, learnt, kept),
            calibrations);
    Weights weights = growth.weights().with(trained.entries()).with(complete.entries());
    StoredModel stored =
        ModelStore.write(store, manifest(calibrations, changes, lineage), weights, false);
    return new Stored(RefreshCard.beside(store, stored, lineage.story(), changes), changes);
  }

  private ModelManifest manifest(
      Calibrations calibrations, Map<Property, Refreshed.Change> changes, Lineage lineage) {
    return champion
        .manifest()
        .successor(
            lineage.version(),
            lineage.parent(),
            growth.shape(),
            calibrations,
            metrics(changes, lineage));
  }

  /** Figures on the rows kept back; the champion's own are no longer true. */
  private static Map<String, Double> metrics(
      Map<Property, Refreshed.Change> changes, Lineage lineage) {
    Map<String, Double> metrics = new TreeMap<>(lineage.metrics());
    changes.forEach(
        (property, change) -> {
          String prefix =
              InputMode.CRYSTAL.name().toLowerCase(Locale.ROOT) + "/" + property.key() + "/";
          metrics.put(prefix + "count", (double) change.rows());
          metrics.put(prefix + "mae", Math.round(change.after() * DIGITS) / DIGITS);
          if (!Double.isNaN(change.before())) {
            metrics.put(prefix + "maeOfParent", Math.round(change.before() * DIGITS) / DIGITS);
          }
        });
    return metrics;
  }

  private Estimator own() {
    return Estimator.of(
        champion.manifest().shape(), champion.weights(), champion.manifest().calibration());
  }

  /** The champion's units; the challenger's for what the champion does not know. */
  private Scales championScales() {
    Scales known = own().scales();
    Map<Property, Scale> scales = new EnumMap<>(growth.scales().byProperty());
    scales.putAll(known.byProperty());
    return new Scales(scales, known.known());
  }
}
