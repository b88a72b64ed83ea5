package io.athanor.inference.training.config;

import java.util.Optional;

/**
 * A stored model to start from.
 *
 * @param store {@code classpath:} or a directory, relative to the configuration file
 * @param name of the model
 * @param digest which one; empty for the released one
 */
public record StoredWeights(String store, String name, Optional<String> digest) {
  public StoredWeights {
    store = Checks.or(store, "classpath:");
    Checks.name("name", name);
    digest = digest == null ? Optional.empty() : digest;
    digest.ifPresent(
        given -> {
          if (!given.matches("[0-9a-f]{64}")) {
            throw new ConfigException("digest", "must be 64 lower-case hex digits");
          }
        });
  }
}
