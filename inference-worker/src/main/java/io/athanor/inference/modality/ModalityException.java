package io.athanor.inference.modality;

import io.athanor.materials.MaterialException;

/** A pattern or a vector that a network cannot take: names the wrong field. */
public final class ModalityException extends MaterialException {
  private static final long serialVersionUID = 1L;

  ModalityException(String field, String reason) {
    super(field, reason);
  }
}
