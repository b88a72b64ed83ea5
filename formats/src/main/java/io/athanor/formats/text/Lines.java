package io.athanor.formats.text;

import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a text file, one after the other, without their ends. UTF-8 or, with a byte order
 * mark, UTF-16; what is neither is read as Windows-1252, as older instruments write it.
 */
public final class Lines {
  /** Largest text that is read, bytes. */
  public static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private final String text;
  private int at;
  private int number;

  private Lines(String text) {
    this.text = text;
  }

  /**
   * The lines of a file.
   *
   * @throws FormatException in the name of {@code format} if it is no text or too long
   */
  public static Lines of(String format, SourceFile file) {
    if (file.bytes().length > MOST_BYTES) {
      throw new FormatException(
          format, "", "has " + file.bytes().length + " bytes of text, the most is " + MOST_BYTES);
    }
    if (!isText(file.bytes())) {
      throw new FormatException(format, "", "is binary, not text");
    }
    return new Lines(decode(file.bytes(), file.bytes().length));
  }

  /** The lines of a text. */
  public static Lines of(String text) {
    return new Lines(text);
  }

  /** A whole file as text, whatever it is. */
  public static String text(byte[] bytes) {
    return decode(bytes, bytes.length);
  }

  /** The beginning of a file as text, whatever it is; for looking, not for reading. */
  public static String head(SourceFile file, int bytes) {
    int length = Math.min(bytes, file.bytes().length);
    while (length > 0 && length < file.bytes().length && (file.bytes()[length] & 0xc0) == 0x80) {
      length--; // not through the middle of a character
    }
    return decode(file.bytes(), length);
  }

  /** Whether the first kilobytes hold no NUL, or a byte order mark explains them. */
  public static boolean isText(byte[] bytes) {
    if (isUtf16(bytes)) {
      return true;
    }
    for (int i = 0; i < Math.min(bytes.length, 4096); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return bytes.length > 0;
  }

  /** Whether there is another line. */
  public boolean hasNext() {
    return at < text.length();
  }

  /** The next line. */
  public String next() {
    int end = at;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    String line = text.substring(at, end);
    boolean pair =
        end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
    at = end + (pair ? 2 : 1);
    number++;
    return line;
  }

  /** 1-based number of the line that {@link #next} gave last. */
  public int number() {
    return number;
  }

  /** That number in words, as a {@link FormatException} wants it. */
  public String place() {
    return "line " + number;
  }

  private static boolean isUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff)
            || (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe));
  }

  private static String decode(byte[] bytes, int length) {
    if (isUtf16(bytes)) {
      return new String(bytes, 0, length, StandardCharsets.UTF_16);
    }
    int start =
        length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf
            ? 3
            : 0;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, length - start))
          .toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, start, length - start, WINDOWS);
    }
  }
}
