package io.athanor.inference.continual;

import io.athanor.inference.model.Property;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.TrainingReports;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The card of a version made while running: how it came about, and what it says now. */
final class RefreshCard {
  private static final String FILE = "MODEL_CARD.md";

  private RefreshCard() {}

  /** Writes the card beside the stored model; the model with it. */
  static StoredModel beside(
      Path store, StoredModel model, String story, Map<Property, Refreshed.Change> changes) {
    String card = markdown(model, story, changes);
    TrainingReports.put(
        store.resolve(model.manifest().name()).resolve(model.digest()).resolve(FILE), card);
    return new StoredModel(model.digest(), model.manifest(), model.weights(), Optional.of(card));
  }

  private static String markdown(
      StoredModel model, String story, Map<Property, Refreshed.Change> changes) {
    ModelManifest manifest = model.manifest();
    StringBuilder text = new StringBuilder();
    text.append("# %s, version %s%n%n".formatted(manifest.name(), manifest.version()));
    text.append("%s%n%n".formatted(story));
    text.append("| property | unit | rows kept back | parent's error | error |%n".formatted());
    text.append("|---|---|---|---|---|%n".formatted());
    changes.forEach(
        (property, change) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %s | %.4f |%n",
                    property.key(),
                    property.unit(),
                    change.rows(),
                    Double.isNaN(change.before())
                        ? "none"
                        : String.format(Locale.ROOT, "%.4f", change.before()),
                    change.after())));
    text.append(
        "%nErrors are mean absolute ones on rows that no refresh learns from.%n".formatted());
    return text.toString();
  }
}
