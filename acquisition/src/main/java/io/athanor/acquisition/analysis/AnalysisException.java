package io.athanor.acquisition.analysis;

/** A request that cannot be answered: names its field and the reason. */
public final class AnalysisException extends Exception {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String reason;

  /**
   * For one member of the request.
   *
   * @param field dotted; empty where none is to blame
   * @param reason for people
   */
  public AnalysisException(String field, String reason) {
    super(field.isEmpty() ? reason : field + " " + reason);
    this.field = field;
    this.reason = reason;
  }

  /** Member of the request, dotted; empty where none is to blame. */
  public String field() {
    return field;
  }

  /** For people. */
  public String reason() {
    return reason;
  }
}
