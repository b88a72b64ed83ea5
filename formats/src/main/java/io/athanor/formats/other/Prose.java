package io.athanor.formats.other;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.text.Lines;
import java.util.Arrays;

/** Text for people: asked last, and refused. */
public final class Prose implements FileFormat {
  private static final int LOOKED_AT = 16_384;

  @Override
  public String name() {
    return "text";
  }

  /** More words than anything else. */
  @Override
  public boolean recognises(SourceFile file) {
    if (!Lines.isText(file.bytes())) {
      return false;
    }
    String[] words = Lines.head(file, LOOKED_AT).strip().split("\\s+", -1);
    long alphabetic =
        Arrays.stream(words)
            .filter(each -> !each.isEmpty() && Character.isLetter(each.charAt(0)))
            .count();
    return alphabetic * 2 > words.length;
  }

  @Override
  public Contents read(SourceFile file) {
    throw new FormatException(
        name(), "", "holds words and no table of measurements under a header that names them");
  }
}
