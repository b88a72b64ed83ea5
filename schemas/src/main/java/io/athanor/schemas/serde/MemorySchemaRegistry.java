package io.athanor.schemas.serde;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A registry in memory, shared by scope within the JVM; behind {@code mock://scope}. */
final class MemorySchemaRegistry implements SchemaRegistry {
  private static final Map<String, MemorySchemaRegistry> SCOPES = new ConcurrentHashMap<>();

  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, Set<Schema>> subjects = new HashMap<>();

  private MemorySchemaRegistry() {}

  static MemorySchemaRegistry of(String scope) {
    return SCOPES.computeIfAbsent(scope, each -> new MemorySchemaRegistry());
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    subjects.computeIfAbsent(subject, each -> new HashSet<>()).add(schema);
    int index = schemas.indexOf(schema);
    if (index >= 0) {
      return index + 1;
    }
    schemas.add(schema);
    return schemas.size();
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    if (!subjects.getOrDefault(subject, Set.of()).contains(schema)) {
      throw new RegistryRefusedException(
          RegistryRefusedException.SCHEMA_NOT_FOUND, "schema is not registered under " + subject);
    }
    return schemas.indexOf(schema) + 1;
  }

  @Override
  public synchronized Schema byId(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new RegistryRefusedException(
          RegistryRefusedException.SCHEMA_NOT_FOUND, "no schema has id " + id);
    }
    return schemas.get(id - 1);
  }

  @Override
  public void close() {
    // shared by scope: nothing of one user's to release
  }
}
