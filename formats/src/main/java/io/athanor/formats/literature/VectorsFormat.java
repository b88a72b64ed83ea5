package io.athanor.formats.literature;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.document.JsonText;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Vectors of elements and materials as mat2vec and matscholar distribute them: each is a document
 * about the one material that it is named after, of the model that the file is named after.
 */
public final class VectorsFormat implements FileFormat {
  private static final String NAME = "element and material vectors";
  private static final int HEAD = 256;
  private static final Pattern JSON =
      Pattern.compile("\\s*\\{\\s*\"[A-Z][A-Za-z0-9().]*\"\\s*:\\s*\\[\\s*-?\\d.*", Pattern.DOTALL);
  private static final Pattern CSV =
      Pattern.compile("(element|formula|composition|material),\\d+,\\d+.*", Pattern.DOTALL);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    byte[] bytes = file.bytes();
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.UTF_8);
    return CSV.matcher(head).matches()
        || JsonText.head(file).filter(text -> JSON.matcher(text).matches()).isPresent();
  }

  @Override
  public Contents read(SourceFile file) {
    String model = model(file);
    List<Statement> statements = new ArrayList<>();
    int skipped = 0;
    for (Map.Entry<String, double[]> each : VectorTable.read(file).vectors().entrySet()) {
      Composition composition;
      try {
        composition = Composition.parse(each.getKey());
      } catch (MaterialException e) {
        skipped++;
        continue;
      }
      statements.add(
          document(model + ":" + each.getKey(), model, each.getValue(), List.of(composition)));
    }
    String left = skipped + " vectors are left out: their names are no formulas";
    return new Contents(NAME, statements, skipped == 0 ? List.of() : List.of(left));
  }

  private static Statement.Document document(
      String id, String model, double[] vector, List<Composition> compositions) {
    float[] numbers = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      numbers[i] = (float) vector[i];
    }
    try {
      return new Statement.Document(id, model, numbers, compositions);
    } catch (IllegalArgumentException e) {
      throw new FormatException(NAME, id, e.getMessage());
    }
  }

  /** The file's name without its extension. */
  private static String model(SourceFile file) {
    String extension = file.extension();
    String name = file.name();
    return extension.isEmpty() || extension.length() + 1 >= name.length()
        ? name
        : name.substring(0, name.length() - extension.length() - 1);
  }
}
