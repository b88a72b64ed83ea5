package io.athanor.inference.store;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Weights;

/**
 * A verified model's content.
 *
 * @param digest SHA-256 of its files, hex
 * @param manifest what it is
 * @param weights its tensors
 */
public record StoredModel(String digest, ModelManifest manifest, Weights weights) {

  /** Opens it for answering; the caller closes it. */
  public MaterialModel open(int intraThreads, int interThreads) {
    return open(DeviceOptions.threads(intraThreads, interThreads));
  }

  /** Opens it on a device; the caller closes it. */
  public MaterialModel open(DeviceOptions device) {
    return MaterialModel.open(manifest.shape(), weights, manifest.calibration(), device);
  }
}
