package io.athanor.acquisition.topology;

/** An event that cannot be taken: becomes a dead letter. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String field;

  RefusedException(String code, String field, String reason) {
    super(reason);
    this.code = code;
    this.field = field;
  }

  String code() {
    return code;
  }

  /** The field concerned, or null. */
  String field() {
    return field;
  }
}
