package io.athanor.materials.identity;

import io.athanor.materials.MaterialException;

/** A candidate that has no identity: nothing given, or given in contradiction. */
public final class IdentityException extends MaterialException {
  private static final long serialVersionUID = 1L;

  IdentityException(String field, String reason) {
    super(field, reason);
  }
}
