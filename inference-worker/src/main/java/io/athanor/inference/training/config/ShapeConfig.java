package io.athanor.inference.training.config;

/**
 * Departures from a size's hyper-parameters; what is absent stays as the size says. See {@link
 * io.athanor.inference.model.NetworkShape} for the meaning of each.
 */
public record ShapeConfig(
    Integer width,
    Integer blocks,
    Integer messageDepth,
    Integer neighbours,
    Double cutoffWidth,
    Integer radialCentres,
    Double radialCutoff,
    Integer trunks,
    Integer heads,
    Integer headWidth) {

  /** No departure. */
  static final ShapeConfig NONE =
      new ShapeConfig(null, null, null, null, null, null, null, null, null, null);
}
