package io.athanor.formats;

/** One format. Stateless; an instance serves any number of threads. */
public interface FileFormat {
  /** Its name as its users say it, e.g. {@code XRDML}. */
  String name();

  /**
   * Whether a file looks like this format, by its content first and its extension second. Cheap:
   * looks at no more than the first few kilobytes.
   */
  boolean recognises(SourceFile file);

  /**
   * Everything the file says.
   *
   * @throws FormatException if it cannot be read; nothing else is ever thrown
   */
  Contents read(SourceFile file);
}
