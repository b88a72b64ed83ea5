package io.athanor.inference.modality;

/**
 * Who answers for a material. The network reads the structure or the composition with all its
 * trunks. The others are what the first trunk's heads say of a subset that the gates may see; their
 * energies, too, keep the composition's linear reference.
 */
public enum Expert {
  /** All trunks on the structure, or on the composition where no structure is known. */
  NETWORK(true, false, false),
  /** The pattern alone. */
  PATTERN(false, true, false),
  /** The literature alone. */
  LITERATURE(false, false, true),
  /** Structure or composition, and pattern, in one feature. */
  GRAPH_PATTERN(true, true, false),
  /** Structure or composition, and literature, in one feature. */
  GRAPH_LITERATURE(true, false, true),
  /** Pattern and literature in one feature. */
  PATTERN_LITERATURE(false, true, true),
  /** All three in one feature. */
  ALL(true, true, true);

  private final boolean graph;
  private final boolean pattern;
  private final boolean literature;

  Expert(boolean graph, boolean pattern, boolean literature) {
    this.graph = graph;
    this.pattern = pattern;
    this.literature = literature;
  }

  /** Whether it reads nothing that is not given. */
  public boolean speaksFor(Given given) {
    return (given.pattern() || !pattern) && (given.literature() || !literature);
  }

  /**
   * What of a material it reads, for the gates.
   *
   * @param feature [F] of the material's graph
   */
  Fusion.Input input(Known known, float[] feature) {
    return new Fusion.Input(
        graph ? feature : null,
        pattern ? known.pattern() : null,
        literature ? known.literature() : null);
  }
}
