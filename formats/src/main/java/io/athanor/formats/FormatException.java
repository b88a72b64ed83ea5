package io.athanor.formats;

/**
 * A file that cannot be read, said so that a laboratory person understands it: which format it was
 * taken for, where in it, and why. The message is {@code format, place: reason}.
 */
public final class FormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String format;
  private final String place;
  private final String reason;

  /**
   * Refuses a file.
   *
   * @param format name of the format, e.g. {@code XRDML}
   * @param place line, element or field, e.g. {@code line 12}; empty where it is the whole file
   * @param reason what is wrong, without the content itself
   */
  public FormatException(String format, String place, String reason) {
    super(format + (place.isEmpty() ? "" : ", " + place) + ": " + reason);
    this.format = format;
    this.place = place;
    this.reason = reason;
  }

  /** Name of the format. */
  public String format() {
    return format;
  }

  /** Where in the file. */
  public String place() {
    return place;
  }

  /** What is wrong. */
  public String reason() {
    return reason;
  }
}
