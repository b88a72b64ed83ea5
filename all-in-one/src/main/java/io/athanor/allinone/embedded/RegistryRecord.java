package io.athanor.allinone.embedded;

import java.util.Optional;

/** One fact in the {@code _schemas} topic. */
sealed interface RegistryRecord {
  /** A version of a subject; written again with {@code deleted} when it is softly deleted. */
  record SchemaStored(String subject, int version, int id, String schema, boolean deleted)
      implements RegistryRecord {
    SchemaStored withDeleted() {
      return new SchemaStored(subject, version, id, schema, true);
    }
  }

  /** A version was erased for good (a tombstone of its key). */
  record SchemaErased(String subject, int version) implements RegistryRecord {}

  /** All versions of a subject up to one were softly deleted. */
  record SubjectDeleted(String subject, int version) implements RegistryRecord {}

  /** Compatibility of a subject, or of all where the subject is absent; no level unsets it. */
  record LevelSet(Optional<String> subject, Optional<Compatibility> level)
      implements RegistryRecord {}

  /** Mode of a subject, or of all where the subject is absent; no mode unsets it. */
  record ModeSet(Optional<String> subject, Optional<RegistryMode> mode) implements RegistryRecord {}

  /** A record of the reference registry that says nothing here (NOOP and what is newer). */
  record Ignored() implements RegistryRecord {}
}
