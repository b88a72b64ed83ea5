package io.athanor.materials.imaging;

import io.athanor.materials.MaterialException;

/** Bytes that are no image which can be measured. */
public final class ImageException extends MaterialException {
  private static final long serialVersionUID = 1L;

  ImageException(String reason) {
    super("image", reason);
  }
}
