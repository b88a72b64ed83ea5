package io.athanor.allinone.embedded;

import io.athanor.allinone.embedded.RegistryRecord.LevelSet;
import io.athanor.allinone.embedded.RegistryRecord.ModeSet;
import io.athanor.allinone.embedded.RegistryRecord.SchemaErased;
import io.athanor.allinone.embedded.RegistryRecord.SchemaStored;
import io.athanor.allinone.embedded.RegistryRecord.SubjectDeleted;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the registry knows: a fold of {@link RegistryRecord}s. Immutable.
 *
 * @param subjects version by number, by subject; softly deleted ones are there and marked
 * @param levels compatibility by subject, under "" the one for all
 * @param modes mode by subject, under "" the one for all
 * @param lastId the highest id ever given
 */
record RegistryState(
    NavigableMap<String, NavigableMap<Integer, SchemaStored>> subjects,
    NavigableMap<String, Compatibility> levels,
    NavigableMap<String, RegistryMode> modes,
    int lastId) {
  static final RegistryState EMPTY =
      new RegistryState(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0);

  private static final String ALL = "";

  RegistryState {
    subjects = Collections.unmodifiableNavigableMap(subjects);
    levels = Collections.unmodifiableNavigableMap(levels);
    modes = Collections.unmodifiableNavigableMap(modes);
  }

  RegistryState apply(RegistryRecord fact) {
    if (fact instanceof SchemaStored stored) {
      return with(stored);
    }
    if (fact instanceof SchemaErased erased) {
      NavigableMap<Integer, SchemaStored> versions = copy(erased.subject());
      versions.remove(erased.version());
      return with(erased.subject(), versions, lastId);
    }
    if (fact instanceof SubjectDeleted deleted) {
      NavigableMap<Integer, SchemaStored> versions = copy(deleted.subject());
      versions.headMap(deleted.version(), true).replaceAll((version, each) -> each.withDeleted());
      return with(deleted.subject(), versions, lastId);
    }
    if (fact instanceof LevelSet set) {
      return new RegistryState(
          subjects, changed(levels, set.subject(), set.level()), modes, lastId);
    }
    if (fact instanceof ModeSet set) {
      return new RegistryState(subjects, levels, changed(modes, set.subject(), set.mode()), lastId);
    }
    return this;
  }

  /** Versions of a subject, oldest first. */
  List<SchemaStored> versions(String subject, boolean withDeleted) {
    return subjects.getOrDefault(subject, new TreeMap<>()).values().stream()
        .filter(each -> withDeleted || !each.deleted())
        .toList();
  }

  List<String> subjectNames(boolean withDeleted) {
    return subjects.keySet().stream()
        .filter(each -> !versions(each, withDeleted).isEmpty())
        .toList();
  }

  /** Every use of an id, the softly deleted too: a record in the log may still carry it. */
  List<SchemaStored> byId(int id) {
    return all().filter(each -> each.id() == id).toList();
  }

  /** The id under which any subject has this very schema. */
  Optional<Integer> idOf(String schema) {
    return all().filter(each -> each.schema().equals(schema)).map(SchemaStored::id).findFirst();
  }

  Optional<Compatibility> level(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  Compatibility level() {
    return levels.getOrDefault(ALL, Compatibility.BACKWARD);
  }

  Optional<RegistryMode> mode(String subject) {
    return Optional.ofNullable(modes.get(subject));
  }

  RegistryMode mode() {
    return modes.getOrDefault(ALL, RegistryMode.READWRITE);
  }

  /** Whether a subject takes writes; READONLY_OVERRIDE for all wins over the subject's own. */
  boolean isWritable(String subject) {
    return mode() != RegistryMode.READONLY_OVERRIDE
        && mode(subject).orElse(mode()) == RegistryMode.READWRITE;
  }

  private Stream<SchemaStored> all() {
    return subjects.values().stream().flatMap(each -> each.values().stream());
  }

  private RegistryState with(SchemaStored stored) {
    NavigableMap<Integer, SchemaStored> versions = copy(stored.subject());
    versions.put(stored.version(), stored);
    return with(stored.subject(), versions, Math.max(lastId, stored.id()));
  }

  private NavigableMap<Integer, SchemaStored> copy(String subject) {
    return new TreeMap<>(subjects.getOrDefault(subject, new TreeMap<>()));
  }

  private RegistryState with(
      String subject, NavigableMap<Integer, SchemaStored> versions, int newLastId) {
    NavigableMap<String, NavigableMap<Integer, SchemaStored>> changed = new TreeMap<>(subjects);
    if (versions.isEmpty()) {
      changed.remove(subject);
    } else {
      changed.put(subject, Collections.unmodifiableNavigableMap(versions));
    }
    return new RegistryState(changed, levels, modes, newLastId);
  }

  private static <V> NavigableMap<String, V> changed(
      NavigableMap<String, V> map, Optional<String> subject, Optional<V> value) {
    NavigableMap<String, V> changed = new TreeMap<>(map);
    String key = subject.orElse(ALL);
    value.ifPresentOrElse(each -> changed.put(key, each), () -> changed.remove(key));
    return changed;
  }
}
