package io.athanor.formats.cif;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The Crystallographic Information File, CIF 1.1: one structure per data block. */
public final class CifFormat implements FileFormat {
  static final String NAME = "CIF";

  private static final int LOOKED_AT = 8 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("(?i)\\A(?:[ \\t\\r\\n]++|#[^\\r\\n]*+)*+data_\\S*+\\s");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    String start =
        CifStructures.text(Arrays.copyOf(file.bytes(), Math.min(LOOKED_AT, file.bytes().length)));
    // a long licence in comments may push the first block out of sight
    return BLOCK.matcher(start).find()
        || (file.extension().equals("cif") && start.stripLeading().startsWith("#"));
  }

  @Override
  public Contents read(SourceFile file) {
    List<Statement> statements = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (CifStructure each : CifStructures.of(file)) {
      statements.add(new Statement.Structure(each.id(), each.composition(), each.crystal()));
      each.remarks().forEach(remark -> remarks.add(each.id() + ": " + remark));
    }
    if (statements.isEmpty()) {
      throw new FormatException(NAME, "", "has no data block");
    }
    return new Contents(NAME, statements, remarks);
  }
}
