package io.athanor.inference.modality;

import io.athanor.inference.model.MaterialGraph;

/**
 * What is known of one material.
 *
 * @param graph its structure's or composition's
 * @param pattern measured, or null
 * @param literature what documents say, or null
 */
public record Known(MaterialGraph graph, PatternInput pattern, LiteratureInput literature) {

  /** Nothing but a structure or a composition. */
  public static Known of(MaterialGraph graph) {
    return new Known(graph, null, null);
  }

  /** Which of all that may be known this is. */
  public Given given() {
    return new Given(graph.mode(), pattern != null, literature != null);
  }
}
