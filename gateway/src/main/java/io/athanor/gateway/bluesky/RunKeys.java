package io.athanor.gateway.bluesky;

import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which run a document belongs to. Events name their descriptor only and datums their resource, so
 * what these belong to is remembered, of the latest ones; a document whose run is not known yet
 * goes by what it names itself. Documents of one run that come in their order thus share a key.
 * Thread-safe.
 */
final class RunKeys {
  private static final int REMEMBERED = 100_000;
  private static final int LONGEST = 256;

  /** By kind of document, the member that says what it belongs to. */
  private static final Map<String, String> PARENTS =
      Map.of(
          "start", "uid",
          "stop", "run_start",
          "descriptor", "run_start",
          "event", "descriptor",
          "event_page", "descriptor",
          "resource", "run_start",
          "datum", "resource",
          "datum_page", "resource",
          "stream_resource", "run_start",
          "stream_datum", "descriptor");

  private final Map<String, String> runs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * The run of a document, or what it names in its place.
   *
   * @throws ProblemException if it is no kind of document, or names nothing
   */
  synchronized String of(String name, JsonObject document) {
    String member = PARENTS.get(name);
    if (member == null) {
      throw ProblemException.at(
          "name",
          ProblemCode.CONTRACT,
          "must be one of " + PARENTS.keySet().stream().sorted().toList());
    }
    if (name.equals("resource") && document.getValue(member) == null) {
      return text(document, "uid"); // run_start is optional there
    }
    String parent = text(document, member);
    String run = runs.getOrDefault(parent, parent);
    if (document.getValue("uid") instanceof String uid) {
      if (name.equals("descriptor") || name.endsWith("resource")) {
        runs.put(uid, run);
      }
    }
    return run;
  }

  private static String text(JsonObject document, String member) {
    if (document.getValue(member) instanceof String text
        && !text.isBlank()
        && text.length() <= LONGEST) {
      return text;
    }
    throw ProblemException.at(
        "/" + member,
        ProblemCode.CONTRACT,
        "must be a string of 1 to "
            + LONGEST
            + " characters: it names what the document belongs to");
  }
}
