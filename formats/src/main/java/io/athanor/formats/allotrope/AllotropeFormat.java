package io.athanor.formats.allotrope;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.document.JsonText;
import java.util.Map;

/**
 * Allotrope Simple Model (ASM) JSON: every {@code measurement document} becomes its scalars, its
 * data cubes of one dimension and the peaks found in them; every {@code calculated data document} a
 * scalar. What an unknown unit is given for stays out, by name.
 */
public final class AllotropeFormat implements FileFormat {
  static final String NAME = "Allotrope ASM";
  private static final String AGGREGATE = " aggregate document";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return JsonText.head(file)
        .filter(
            head ->
                head.contains("\"$asm.manifest\"") || head.contains("purl.allotrope.org/manifests"))
        .isPresent();
  }

  @Override
  public Contents read(SourceFile file) {
    JsonNode root = JsonText.document(NAME, file.bytes());
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().endsWith(AGGREGATE) && field.getValue().isObject()) {
        String technique =
            field.getKey().substring(0, field.getKey().length() - AGGREGATE.length());
        return new AsmReader(technique.replace(' ', '-'), field.getValue()).contents();
      }
    }
    throw new FormatException(NAME, "", "holds no aggregate document of any technique");
  }
}
