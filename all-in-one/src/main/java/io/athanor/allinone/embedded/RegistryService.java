package io.athanor.allinone.embedded;

import io.athanor.allinone.embedded.RegistryRecord.LevelSet;
import io.athanor.allinone.embedded.RegistryRecord.ModeSet;
import io.athanor.allinone.embedded.RegistryRecord.SchemaErased;
import io.athanor.allinone.embedded.RegistryRecord.SchemaStored;
import io.athanor.allinone.embedded.RegistryRecord.SubjectDeleted;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * The registry's rules, over a state and a place to write facts. Reads may come from any thread;
 * writes are taken one at a time.
 */
final class RegistryService {
  private static final String LATEST = "latest";

  private final Consumer<RegistryRecord> log;
  private volatile RegistryState state;

  /**
   * Over what is known.
   *
   * @param log writes a fact durably, or throws
   */
  RegistryService(RegistryState state, Consumer<RegistryRecord> log) {
    this.state = state;
    this.log = log;
  }

  RegistryState state() {
    return state;
  }

  /** The id of a schema under a subject, which has it afterwards. */
  synchronized int register(String subject, String text) {
    Schema schema = parsed(text);
    Optional<SchemaStored> known = find(subject, schema, false);
    if (known.isPresent()) {
      return known.get().id();
    }
    mustBeWritable(subject);
    List<String> problems = problems(subject, schema, state.versions(subject, false));
    if (!problems.isEmpty()) {
      throw new RegistryError(
          RegistryError.INCOMPATIBLE,
          "Schema being registered is incompatible with an earlier schema for subject \""
              + subject
              + "\" ("
              + level(subject)
              + "): "
              + String.join("; ", problems));
    }
    int id = state.idOf(schema.toString()).orElse(state.lastId() + 1);
    List<SchemaStored> versions = state.versions(subject, true);
    int version = versions.isEmpty() ? 1 : versions.get(versions.size() - 1).version() + 1;
    write(new SchemaStored(subject, version, id, schema.toString(), false));
    return id;
  }

  /** The version of a subject that has this very schema. */
  SchemaStored lookUp(String subject, String text, boolean withDeleted) {
    mustExist(subject, withDeleted);
    return find(subject, parsed(text), withDeleted)
        .orElseThrow(() -> new RegistryError(RegistryError.SCHEMA_NOT_FOUND, "Schema not found"));
  }

  /** Every use of an id; at least one. */
  List<SchemaStored> byId(int id) {
    List<SchemaStored> found = state.byId(id);
    if (found.isEmpty()) {
      throw new RegistryError(RegistryError.SCHEMA_NOT_FOUND, "Schema " + id + " not found");
    }
    return found;
  }

  List<SchemaStored> versions(String subject, boolean withDeleted) {
    mustExist(subject, withDeleted);
    return state.versions(subject, withDeleted);
  }

  /** One version: a number, {@code latest} or -1. */
  SchemaStored version(String subject, String version, boolean withDeleted) {
    int number = number(version);
    List<SchemaStored> versions = versions(subject, withDeleted);
    if (number == -1) {
      return versions.get(versions.size() - 1);
    }
    return versions.stream()
        .filter(each -> each.version() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new RegistryError(
                    RegistryError.VERSION_NOT_FOUND, "Version " + version + " not found."));
  }

  /** What stands against a schema, compared with one version, or with what the level asks for. */
  List<String> problems(String subject, String text, Optional<String> version) {
    Schema schema = parsed(text);
    List<SchemaStored> known = state.versions(subject, false);
    if (version.isPresent() && !(known.isEmpty() && number(version.get()) == -1)) {
      known = List.of(version(subject, version.get(), false));
    }
    return problems(subject, schema, known);
  }

  synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
    mustBeWritable(subject);
    List<SchemaStored> all = state.versions(subject, true);
    List<SchemaStored> live = state.versions(subject, false);
    if (all.isEmpty()) {
      throw notFound(subject);
    }
    if (permanent) {
      if (!live.isEmpty()) {
        throw new RegistryError(
            RegistryError.SUBJECT_NOT_SOFT_DELETED,
            "Subject '" + subject + "' was not deleted first before being permanently deleted");
      }
      all.forEach(each -> write(new SchemaErased(subject, each.version())));
      return all.stream().map(SchemaStored::version).toList();
    }
    if (live.isEmpty()) {
      throw new RegistryError(
          RegistryError.SUBJECT_SOFT_DELETED,
          "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
    }
    write(new SubjectDeleted(subject, all.get(all.size() - 1).version()));
    return live.stream().map(SchemaStored::version).toList();
  }

  synchronized int deleteVersion(String subject, String version, boolean permanent) {
    mustBeWritable(subject);
    SchemaStored stored = version(subject, version, true);
    if (permanent && !stored.deleted()) {
      throw new RegistryError(
          RegistryError.VERSION_NOT_SOFT_DELETED,
          "Subject '"
              + subject
              + "' Version "
              + stored.version()
              + " was not deleted first before being permanently deleted");
    }
    if (!permanent && stored.deleted()) {
      throw new RegistryError(
          RegistryError.VERSION_SOFT_DELETED,
          "Subject '"
              + subject
              + "' Version "
              + stored.version()
              + " was soft deleted. Set permanent=true to delete permanently");
    }
    write(permanent ? new SchemaErased(subject, stored.version()) : stored.withDeleted());
    return stored.version();
  }

  Compatibility level(Optional<String> subject, boolean defaultToGlobal) {
    if (subject.isEmpty()) {
      return state.level();
    }
    return state
        .level(subject.get())
        .or(() -> defaultToGlobal ? Optional.of(state.level()) : Optional.empty())
        .orElseThrow(
            () ->
                new RegistryError(
                    RegistryError.SUBJECT_LEVEL_NOT_SET,
                    "Subject '"
                        + subject.get()
                        + "' does not have subject-level compatibility configured"));
  }

  synchronized Compatibility setLevel(Optional<String> subject, String name) {
    Compatibility level =
        Compatibility.named(name)
            .orElseThrow(
                () ->
                    new RegistryError(
                        RegistryError.INVALID_LEVEL,
                        "Invalid compatibility level. Valid values are none, backward, forward,"
                            + " full, backward_transitive, forward_transitive, and"
                            + " full_transitive"));
    write(new LevelSet(subject, Optional.of(level)));
    return level;
  }

  synchronized Compatibility unsetLevel(Optional<String> subject) {
    Compatibility before = level(subject, false);
    write(new LevelSet(subject, Optional.empty()));
    return before;
  }

  RegistryMode mode(Optional<String> subject, boolean defaultToGlobal) {
    if (subject.isEmpty()) {
      return state.mode();
    }
    return state
        .mode(subject.get())
        .or(() -> defaultToGlobal ? Optional.of(state.mode()) : Optional.empty())
        .orElseThrow(
            () ->
                new RegistryError(
                    RegistryError.SUBJECT_MODE_NOT_SET,
                    "Subject '" + subject.get() + "' does not have subject-level mode configured"));
  }

  synchronized RegistryMode setMode(Optional<String> subject, String name) {
    RegistryMode mode =
        RegistryMode.named(name)
            .orElseThrow(
                () ->
                    new RegistryError(
                        RegistryError.INVALID_MODE,
                        "Invalid mode. Valid values are READWRITE, READONLY, READONLY_OVERRIDE"));
    write(new ModeSet(subject, Optional.of(mode)));
    return mode;
  }

  synchronized RegistryMode unsetMode(Optional<String> subject) {
    RegistryMode before = mode(subject, false);
    write(new ModeSet(subject, Optional.empty()));
    return before;
  }

  private void write(RegistryRecord fact) {
    log.accept(fact);
    state = state.apply(fact);
  }

  private Compatibility level(String subject) {
    return state.level(subject).orElse(state.level());
  }

  private List<String> problems(String subject, Schema schema, List<SchemaStored> known) {
    return level(subject)
        .problems(known.stream().map(each -> parsed(each.schema())).toList(), schema);
  }

  private Optional<SchemaStored> find(String subject, Schema schema, boolean withDeleted) {
    String text = schema.toString();
    List<SchemaStored> found =
        state.versions(subject, withDeleted).stream()
            .filter(each -> each.schema().equals(text))
            .toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }

  private void mustExist(String subject, boolean withDeleted) {
    if (state.versions(subject, withDeleted).isEmpty()) {
      throw notFound(subject);
    }
  }

  private void mustBeWritable(String subject) {
    if (!state.isWritable(subject)) {
      throw new RegistryError(
          RegistryError.NOT_PERMITTED, "Subject " + subject + " is in read-only mode");
    }
  }

  private static RegistryError notFound(String subject) {
    return new RegistryError(
        RegistryError.SUBJECT_NOT_FOUND, "Subject '" + subject + "' not found.");
  }

  private static int number(String version) {
    if (LATEST.equals(version) || "-1".equals(version)) {
      return -1;
    }
    try {
      int number = Integer.parseInt(version);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new RegistryError(
        RegistryError.INVALID_VERSION,
        "The specified version '"
            + version
            + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string"
            + " \"latest\"");
  }

  private static Schema parsed(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (AvroRuntimeException e) {
      throw new RegistryError(RegistryError.INVALID_SCHEMA, "Invalid schema: " + e.getMessage(), e);
    }
  }
}
