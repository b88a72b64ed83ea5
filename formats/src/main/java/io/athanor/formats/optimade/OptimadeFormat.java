package io.athanor.formats.optimade;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.document.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * OPTIMADE structures: a JSON response (one entry or a list under {@code data}), JSON lines, or a
 * list of entries without envelope, as a MongoDB export has it. Entries that are against the
 * specification are left out, each with its reason; a file of nothing else is refused.
 */
public final class OptimadeFormat implements FileFormat {
  /** Name of the format. */
  public static final String NAME = "OPTIMADE";

  private static final Pattern SIGN =
      Pattern.compile(
          "\"(x-optimade|lattice_vectors|cartesian_site_positions|species_at_sites|api_version"
              + "|bib_type)\"|\"type\"\\s*:\\s*\"(structures|references)\"");
  private static final Pattern EXPORTED_REFERENCES =
      Pattern.compile(
          "^\\[\\s*\\{\\s*\"_id\"\\s*:\\s*\\{\\s*\"\\$oid\".*\"authors\"", Pattern.DOTALL);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return JsonText.head(file)
        .filter(
            head ->
                !head.contains("\"openapi\"")
                    && (SIGN.matcher(head).find() || EXPORTED_REFERENCES.matcher(head).find()))
        .isPresent();
  }

  @Override
  public Contents read(SourceFile file) {
    return read(JsonText.values(NAME, file.bytes()));
  }

  /**
   * The structures among these JSON values: whole responses, lines, or entries.
   *
   * @throws FormatException if there is none, with the reason of the first that was left out
   */
  public Contents read(List<JsonNode> values) {
    List<JsonNode> entries = new ArrayList<>();
    values.forEach(value -> unwrap(value, entries));
    Map<String, String> units = new TreeMap<>();
    Map<String, Integer> others = new TreeMap<>();
    List<Statement> statements = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    Map<String, Integer> ids = new LinkedHashMap<>();
    String firstReason = "";
    int structures = 0;
    for (JsonNode entry : entries) {
      String type = kind(entry);
      if (!type.equals("structures")) {
        if (type.equals("info")) {
          units.putAll(OptimadeUnits.declared(entry));
        } else if (!type.equals("header")) {
          others.merge(type, 1, Integer::sum);
        }
        continue;
      }
      structures++;
      String id = OptimadeEntry.id(entry).orElse("entry " + structures);
      int count = ids.merge(id, 1, Integer::sum);
      String unique = count == 1 ? id : id + "#" + count;
      try {
        statements.add(OptimadeEntry.read(unique, entry, units, remarks));
      } catch (OptimadeEntryException e) {
        firstReason = firstReason.isEmpty() ? unique + ": " + e.getMessage() : firstReason;
        remarks.add(unique + " is left out: " + e.getMessage());
      }
    }
    others.forEach((type, n) -> remarks.add(n + " entries of type " + type + " are left out"));
    long computed = statements.stream().filter(s -> s instanceof Statement.Computation).count();
    if (computed > 0) {
      remarks.add("by which method the properties of " + computed + " were computed is not said");
    }
    if (statements.isEmpty()) {
      throw new FormatException(NAME, "", nothing(structures, firstReason, others));
    }
    return new Contents(NAME, statements, remarks);
  }

  private static String nothing(int structures, String firstReason, Map<String, Integer> others) {
    if (structures > 0) {
      return "none of its " + structures + " structures can be used; the first: " + firstReason;
    }
    return others.isEmpty()
        ? "holds no structures"
        : "holds no structures, only entries of type " + others.keySet();
  }

  private static void unwrap(JsonNode value, List<JsonNode> entries) {
    if (value.isArray()) {
      value.forEach(entries::add);
    } else if (value.has("data") && !value.has("attributes")) {
      JsonNode data = value.path("data");
      if (data.isArray()) {
        data.forEach(entries::add);
      } else if (data.isObject()) {
        entries.add(data);
      }
    } else {
      entries.add(value);
    }
  }

  private static String kind(JsonNode entry) {
    if (entry.has("x-optimade")) {
      return "header";
    }
    Optional<String> type = JsonText.text(entry, "type");
    if (type.isPresent()) {
      return type.get().equals("structure") ? "structures" : clipped(type.get());
    }
    if (entry.has("authors") || entry.has("doi") || entry.has("bib_type")) {
      return "references";
    }
    return entry.isObject() ? "structures" : "(no object)";
  }

  private static String clipped(String type) {
    return type.length() > 40 ? type.substring(0, 40) + "..." : type;
  }
}
