package io.athanor.formats.literature;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.document.JsonText;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.FormulaExtractor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Documents as vectors, one JSON object a line (or a list of them): {@code doi} or {@code id},
 * {@code model}, {@code vector} or {@code embedding}, and either {@code materials} (formulas) or
 * {@code title}, {@code abstract} and {@code text}, in which formulas are looked for.
 */
public final class LiteratureFormat implements FileFormat {
  static final String NAME = "literature vectors";
  private static final int LONGEST = 65_536;
  private static final Pattern VECTOR = Pattern.compile("\"(vector|embedding)\"\\s*:\\s*\\[");
  private static final Pattern IDENTIFIER = Pattern.compile("\"(doi|id|documentId)\"\\s*:");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return JsonText.head(file)
        .filter(head -> IDENTIFIER.matcher(head).find() && VECTOR.matcher(head).find())
        .isPresent();
  }

  @Override
  public Contents read(SourceFile file) {
    List<JsonNode> documents = new ArrayList<>();
    for (JsonNode value : JsonText.values(NAME, file.bytes())) {
      if (value.isArray()) {
        value.forEach(documents::add);
      } else {
        documents.add(value);
      }
    }
    List<Statement> statements = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < documents.size(); i++) {
      Statement.Document document = document(documents.get(i), "document " + (i + 1), remarks);
      if (ids.add(document.id())) {
        statements.add(document);
      } else {
        remarks.add("document " + (i + 1) + " is left out: its id was there before");
      }
    }
    return new Contents(NAME, statements, remarks);
  }

  private static Statement.Document document(JsonNode json, String place, List<String> remarks) {
    String id =
        JsonText.text(json, "doi", "documentId", "id")
            .orElseThrow(() -> new FormatException(NAME, place, "has no 'doi' or 'id'"));
    String model =
        JsonText.text(json, "model")
            .orElseThrow(() -> new FormatException(NAME, place, "has no 'model'"));
    JsonNode vector = json.has("vector") ? json.path("vector") : json.path("embedding");
    if (!vector.isArray() || vector.size() > LONGEST) {
      throw new FormatException(NAME, place, "has no 'vector' of at most " + LONGEST + " numbers");
    }
    float[] numbers = new float[vector.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = vector.get(i).isNumber() ? vector.get(i).floatValue() : Float.NaN;
    }
    try {
      return new Statement.Document(id, model, numbers, mentioned(json, place, remarks));
    } catch (IllegalArgumentException e) {
      throw new FormatException(NAME, place, e.getMessage());
    }
  }

  private static List<Composition> mentioned(JsonNode json, String place, List<String> remarks) {
    Map<String, Composition> found = new LinkedHashMap<>();
    for (JsonNode formula : json.path("materials")) {
      Optional<Composition> composition = composition(formula.asText(""));
      composition.ifPresent(c -> found.putIfAbsent(c.formula(), c));
      if (composition.isEmpty()) {
        remarks.add(place + ": one of its materials is no formula");
      }
    }
    if (!json.has("materials")) {
      for (String field : new String[] {"title", "abstract", "text"}) {
        for (FormulaExtractor.Mention mention :
            FormulaExtractor.extract(json.path(field).asText(""))) {
          found.putIfAbsent(mention.composition().formula(), mention.composition());
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static Optional<Composition> composition(String formula) {
    try {
      return Optional.of(Composition.parse(formula));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
