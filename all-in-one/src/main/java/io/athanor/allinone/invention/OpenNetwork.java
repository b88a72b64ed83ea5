package io.athanor.allinone.invention;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Property;
import io.athanor.inference.relax.EnergySurface;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.store.StoredModel;
import java.util.Optional;

/**
 * A model that is open for predicting, and for relaxing where it knows formation energies.
 *
 * @param digest SHA-256 of the model
 * @param model predicts
 * @param surface relaxes; empty where the model has no formation energy
 */
record OpenNetwork(String digest, OpenModel model, Optional<EnergySurface> surface)
    implements AutoCloseable {

  private static final int EDGES = 8_192;

  static OpenNetwork of(StoredModel stored, DeviceOptions device) {
    OpenModel model = OpenModel.open(stored, device, EDGES);
    try {
      boolean relaxes =
          stored.manifest().shape().properties().contains(Property.FORMATION_ENERGY_PER_ATOM);
      return new OpenNetwork(
          stored.digest(),
          model,
          relaxes
              ? Optional.of(EnergySurface.open(stored.manifest().shape(), stored.weights(), device))
              : Optional.empty());
    } catch (RuntimeException cause) {
      model.close();
      throw cause;
    }
  }

  @Override
  public void close() {
    surface.ifPresent(EnergySurface::close);
    model.close();
  }
}
