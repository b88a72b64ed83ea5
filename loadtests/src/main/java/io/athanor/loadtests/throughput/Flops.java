package io.athanor.loadtests.throughput;

import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.NetworkShape;

/**
 * Floating-point operations of the network's matrix products as its formula writes them, a product
 * and a sum counting as two. Functions of single numbers are left out, and so is whatever an engine
 * saves by working it out beforehand.
 */
final class Flops {
  private Flops() {}

  static double of(NetworkShape shape, GraphBatch batch) {
    double width = shape.width();
    double square = width * width;
    double node = shape.elementFeatures() * width + (3.0 * shape.blocks() + 1) * square;
    double edge =
        shape.blocks()
            * ((shape.radialCentres() + 1) * width + (shape.messageDepth() - 1) * square);
    double pooled = batch.nodes() * width;
    double heads = shape.heads() * (double) shape.headWidth() * (width + shape.headOutputs());
    return 2
        * shape.trunks()
        * (batch.nodes() * node + batch.edges() * edge + batch.graphs() * (pooled + heads));
  }
}
