package io.athanor.inference.training.config;

/**
 * Where the model goes.
 *
 * @param store directory of the model store, relative to the configuration file
 * @param release whether it becomes the one served by default
 */
public record OutputConfig(String store, Boolean release) {
  public OutputConfig {
    Checks.text("store", store);
    release = Checks.or(release, false);
  }
}
