package io.athanor.inference.store;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Weights;
import java.util.Optional;

/**
 * A verified model's content.
 *
 * @param digest SHA-256 of its files, hex
 * @param manifest what it is
 * @param weights its tensors
 * @param card what its makers say of it, Markdown; no part of what the digest is of
 */
public record StoredModel(
    String digest, ModelManifest manifest, Weights weights, Optional<String> card) {

  /** Opens it for answering; the caller closes it. */
  public MaterialModel open(int intraThreads, int interThreads) {
    return open(DeviceOptions.threads(intraThreads, interThreads));
  }

  /** Opens it on a device; the caller closes it. */
  public MaterialModel open(DeviceOptions device) {
    return MaterialModel.open(manifest.shape(), weights, manifest.calibration(), device);
  }
}
