package io.athanor.inference.federated;

import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.Trainer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains each site's copy of the network. The schedule is one over all rounds: the rate falls from
 * the first round to the last, and a site keeps its own moments of Adam between rounds, which never
 * leave it. A schedule that began and ended in every round would spend most of it at no rate and on
 * moments that know nothing.
 *
 * <p>With a proximal strength mu the weights are drawn back towards the common ones after each
 * pass, theta - common becoming (theta - common) / (1 + mu): the backward step of FedProx (Li et
 * al. 2020) once a pass.
 */
public final class SiteTrainer implements LocalTraining, AutoCloseable {
  private final NetworkShape shape;
  private final SortedMap<String, List<Sample>> samples;
  private final Scales scales;
  private final Recipe recipe;
  private final int passes;
  private final double proximal;
  private final SortedMap<String, Copy> copies = new TreeMap<>();

  /** A site's network and how far its schedule is. */
  private record Copy(NetworkSession session, Trainer trainer) {}

  /**
   * A trainer.
   *
   * @param samples by site
   * @param scales the network's units, the same at all sites
   * @param recipe of all rounds together at one site
   * @param passes over a site's records in each round, a divisor of the recipe's epochs
   * @param proximal mu, not negative; 0 for plain federated averaging
   */
  public SiteTrainer(
      NetworkShape shape,
      SortedMap<String, List<Sample>> samples,
      Scales scales,
      Recipe recipe,
      int passes,
      double proximal) {
    if (passes < 1 || recipe.epochs() % passes != 0) {
      throw new IllegalArgumentException(
          "passes %d are no divisor of %d epochs".formatted(passes, recipe.epochs()));
    }
    if (!(proximal >= 0)) {
      throw new IllegalArgumentException("proximal " + proximal + " is negative");
    }
    this.shape = shape;
    this.samples = new TreeMap<>(samples);
    this.scales = scales;
    this.recipe = recipe;
    this.passes = passes;
    this.proximal = proximal;
  }

  /** How many rounds the schedule has. */
  public int rounds() {
    return recipe.epochs() / passes;
  }

  /**
   * Rounds of a site are to be trained in their order, each once. One that it missed costs it that
   * part of the schedule: its rates are those of the others.
   */
  @Override
  public Weights train(String site, Weights common, int round) {
    if (round >= rounds()) {
      throw new IllegalArgumentException(
          "round %d is beyond a schedule of %d".formatted(round, rounds()));
    }
    Copy copy = copies.computeIfAbsent(site, this::open);
    while (copy.trainer().epochs() < round * passes) {
      copy.trainer().skip(samples.get(site));
    }
    copy.session().assign(common);
    for (int pass = 0; pass < passes; pass++) {
      copy.trainer().epoch(samples.get(site));
      drawBack(copy.session(), common);
    }
    return common.with(copy.session().weights().entries());
  }

  /** Writes where a site stands after a round: its weights, moments and place in the schedule. */
  void save(String site, DataOutputStream out) throws IOException {
    copies.get(site).trainer().save(out);
  }

  /** Goes on from what was saved. */
  void restore(String site, DataInputStream in) throws IOException {
    copies.computeIfAbsent(site, this::open).trainer().restore(in);
  }

  /** Rounds that a site has trained or missed. */
  int done(String site) {
    Copy copy = copies.get(site);
    return copy == null ? 0 : copy.trainer().epochs() / passes;
  }

  /** The site's weights as they are. */
  Weights weights(String site, Weights template) {
    return template.with(copies.get(site).session().weights().entries());
  }

  private Copy open(String site) {
    NetworkSession session = new NetworkSession(new Network(shape), 1, 1);
    return new Copy(session, new Trainer(session, scales, recipe));
  }

  private void drawBack(NetworkSession session, Weights common) {
    if (proximal > 0) {
      session.assign(drawnBack(session.weights(), common, proximal));
    }
  }

  /** (theta + mu common) / (1 + mu). */
  static Weights drawnBack(Weights now, Weights common, double proximal) {
    double[] row = WeightVector.of(now);
    double[] centre = WeightVector.of(common);
    for (int i = 0; i < row.length; i++) {
      row[i] = (row[i] + proximal * centre[i]) / (1 + proximal);
    }
    return WeightVector.weights(row, now);
  }

  @Override
  public void close() {
    copies.values().forEach(each -> each.session().close());
    copies.clear();
  }
}
