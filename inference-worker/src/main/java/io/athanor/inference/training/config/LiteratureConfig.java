package io.athanor.inference.training.config;

import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.ModalityException;

/**
 * The literature vectors that a model reads.
 *
 * @param name of the embedding model, as events carry it
 * @param length numbers of one vector
 * @param vectors CSV table of one vector per element, relative to the data directory: what a
 *     material has where no document mentions it
 */
public record LiteratureConfig(String name, Integer length, String vectors) {
  public LiteratureConfig {
    Checks.text("name", name);
    Checks.atLeast("length", 1, Checks.given("length", length));
    Checks.text("vectors", vectors);
    model(name, length);
  }

  /** The embedding model. */
  public LiteratureInput.Model model() {
    return model(name, length);
  }

  private static LiteratureInput.Model model(String name, int length) {
    try {
      return new LiteratureInput.Model(name, length);
    } catch (ModalityException cause) {
      throw new ConfigException("length", cause.getMessage());
    }
  }
}
