package io.athanor.formats.other;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.text.Lines;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files that lie beside measurements and are none: archives, refinement settings, interface
 * descriptions. Recognised only to be refused with a reason that helps.
 */
public final class NoMeasurement implements FileFormat {
  private static final Pattern PCR = Pattern.compile("(?m)^!\\s*(?:Job|Files => |Nph)");
  private static final Pattern YAML = Pattern.compile("(?m)^[A-Za-z_][\\w-]*:(?:\\s|$)");

  /** What a file is, and why it is refused. */
  private record Kind(String name, String reason) {}

  @Override
  public String name() {
    return "no measurement";
  }

  @Override
  public boolean recognises(SourceFile file) {
    return kind(file).isPresent();
  }

  @Override
  public Contents read(SourceFile file) {
    Kind kind =
        kind(file).orElse(new Kind(name(), "holds nothing that is a reading or a structure"));
    throw new FormatException(kind.name(), "", kind.reason());
  }

  private static Optional<Kind> kind(SourceFile file) {
    byte[] bytes = file.bytes();
    if (bytes.length == 0) {
      return Optional.of(new Kind("empty file", "has no content"));
    }
    if (isTar(bytes)) {
      return archive("tar archive");
    }
    if (starts(bytes, "PK\u0003\u0004")) {
      return archive("zip archive");
    }
    if (starts(bytes, "BZh") || starts(bytes, "7z\u00bc\u00af") || starts(bytes, "\u00fd7zXZ")) {
      return archive("compressed archive");
    }
    if (starts(bytes, "%PDF")) {
      return Optional.of(new Kind("PDF", "is a printed document: export the data it shows"));
    }
    return Lines.isText(bytes) ? text(file) : Optional.empty();
  }

  private static Optional<Kind> text(SourceFile file) {
    String head = Lines.head(file, 16_384);
    String start = head.stripLeading();
    if (start.startsWith("COMM ") || PCR.matcher(head).find()) {
      return Optional.of(
          new Kind(
              "FullProf control file",
              "holds the settings of a refinement, not a measurement: give the pattern it"
                  + " refines"));
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return json(head);
    }
    if (start.startsWith("<")) {
      return Optional.of(new Kind("XML", "is of no kind that is known: no measurement is found"));
    }
    String extension = file.extension();
    if (extension.equals("yaml") || extension.equals("yml")) {
      return YAML.matcher(head).find()
          ? Optional.of(new Kind("YAML", "holds settings, not a measurement"))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<Kind> json(String head) {
    if (head.contains("\"openapi\"") || head.contains("\"swagger\"")) {
      return Optional.of(
          new Kind("OpenAPI", "describes an interface: it holds no measurement and no structure"));
    }
    boolean schema = head.contains("\"$schema\"") || head.contains("\"$ref\"");
    if (schema || (head.contains("\"properties\"") && head.contains("\"type\""))) {
      return Optional.of(
          new Kind("JSON Schema", "describes the shape of documents: it holds no measurement"));
    }
    return Optional.of(
        new Kind("JSON", "is of no kind that is known: no measurement and no structure is found"));
  }

  private static Optional<Kind> archive(String name) {
    return Optional.of(
        new Kind(name, "is a package of several files: unpack it and give the files themselves"));
  }

  private static boolean isTar(byte[] bytes) {
    return bytes.length > 262
        && new String(bytes, 257, 5, java.nio.charset.StandardCharsets.ISO_8859_1).equals("ustar");
  }

  private static boolean starts(byte[] bytes, String magic) {
    for (int i = 0; i < magic.length(); i++) {
      if (bytes.length <= i || (bytes[i] & 0xff) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
