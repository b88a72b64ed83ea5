package io.athanor.inference.relax;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.TracedCrystal;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network's formation energy and its derivatives. TensorFlow differentiates with respect to the
 * distances and contact weights that the network is fed; {@link TracedCrystal} carries that back to
 * positions and cell.
 */
public final class EnergySurface implements AutoCloseable {
  private static final Property ENERGY = Property.FORMATION_ENERGY_PER_ATOM;

  /**
   * One point of the surface.
   *
   * @param energy eV per atom
   * @param derivative of the energy per atom: eV per atom and angstrom, and eV per atom and strain
   */
  public record Point(double energy, TracedCrystal.Derivative derivative) {}

  private final NetworkSession session;
  private final Scale scale;
  private final Scales scales;
  private final Operand<TFloat32> means;
  private final Output<TFloat32> byDistance;
  private final Output<TFloat32> byWeight;

  private EnergySurface(NetworkSession session, Scales scales) {
    this.session = session;
    this.scales = scales;
    this.scale = scales.of(ENERGY);
    Network network = session.network();
    Ops tf = network.ops();
    Operand<TFloat32> column =
        network.heads().column(network.heads().active(), network.shape().offset(ENERGY));
    this.means = tf.math.mean(column, tf.constant(new int[] {1, 2}));
    // graphs of a batch are disjoint, so that the sum's gradient is each graph's own
    Output<?>[] gradients =
        network
            .graph()
            .addGradients(
                tf.reduceSum(means, tf.constant(0)).asOutput(),
                new Output<?>[] {
                  network.inputs().get("distances").asOutput(),
                  network.inputs().get("edgeWeights").asOutput()
                });
    this.byDistance = gradients[0].expect(TFloat32.class);
    this.byWeight = gradients[1].expect(TFloat32.class);
  }

  /**
   * Opens a network of its own.
   *
   * @param weights a stored model's, scales included
   * @throws IllegalArgumentException where the model does not predict formation energies
   */
  public static EnergySurface open(NetworkShape shape, Weights weights, DeviceOptions device) {
    if (!shape.properties().contains(ENERGY)) {
      throw new IllegalArgumentException(
          "model.properties must hold " + ENERGY.key() + " to relax by, got " + shape.properties());
    }
    Scales scales = Scales.of(weights, shape.properties());
    Network network = new Network(shape);
    NetworkSession session;
    try {
      session = new NetworkSession(network, device);
    } catch (RuntimeException cause) {
      network.close();
      throw cause;
    }
    try {
      EnergySurface surface = new EnergySurface(session, scales);
      session.assign(weights);
      return surface;
    } catch (RuntimeException cause) {
      session.close();
      throw cause;
    }
  }

  /** Hyper-parameters, for building graphs that fit. */
  public NetworkShape shape() {
    return session.network().shape();
  }

  /** Whether the model was trained on that atomic number. */
  public boolean knows(int atomicNumber) {
    return scales.knows(atomicNumber);
  }

  /** Energies and derivatives of several crystals in one run, in order. */
  public List<Point> at(List<TracedCrystal> crystals) {
    if (crystals.isEmpty()) {
      return List.of();
    }
    List<MaterialGraph> graphs = crystals.stream().map(TracedCrystal::graph).toList();
    GraphBatch batch = GraphBatch.of(shape(), graphs);
    float[] energies;
    float[] distances;
    float[] weights;
    try (Tensors tensors = new Tensors();
        Result result =
            session
                .network()
                .feed(session.session().runner(), batch, tensors)
                .fetch(means)
                .fetch(byDistance)
                .fetch(byWeight)
                .run()) {
      energies = Tensors.read(result.get(0));
      distances = scaled(Tensors.read(result.get(1)));
      weights = scaled(Tensors.read(result.get(2)));
    }
    List<Point> points = new ArrayList<>();
    int edge = 0;
    for (int row = 0; row < graphs.size(); row++) {
      double energy = scale.referenceOf(graphs.get(row)) + energies[row] * scale.deviation();
      points.add(new Point(energy, crystals.get(row).derivative(distances, weights, edge)));
      edge += graphs.get(row).edges();
    }
    return points;
  }

  private float[] scaled(float[] gradient) {
    for (int index = 0; index < gradient.length; index++) {
      gradient[index] *= (float) scale.deviation();
    }
    return gradient;
  }

  @Override
  public void close() {
    session.close();
  }
}
