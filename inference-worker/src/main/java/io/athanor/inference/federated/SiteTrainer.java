package io.athanor.inference.federated;

import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.Trainer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains a site's copy of the network. With a proximal strength mu the weights are drawn back
 * towards the common ones after each epoch, theta - common becoming (theta - common) / (1 + mu):
 * the backward step of FedProx (Li et al. 2020) once an epoch, for sites whose records differ.
 */
public final class SiteTrainer implements LocalTraining {
  private final NetworkShape shape;
  private final SortedMap<String, List<Sample>> samples;
  private final Scales scales;
  private final Recipe recipe;
  private final double proximal;

  /**
   * A trainer.
   *
   * @param samples by site
   * @param scales the network's units, the same at all sites
   * @param recipe of one round at one site
   * @param proximal mu, not negative; 0 for plain federated averaging
   */
  public SiteTrainer(
      NetworkShape shape,
      SortedMap<String, List<Sample>> samples,
      Scales scales,
      Recipe recipe,
      double proximal) {
    if (!(proximal >= 0)) {
      throw new IllegalArgumentException("proximal " + proximal + " is negative");
    }
    this.shape = shape;
    this.samples = new TreeMap<>(samples);
    this.scales = scales;
    this.recipe = recipe;
    this.proximal = proximal;
  }

  @Override
  public Weights train(String site, Weights common, int round) {
    try (NetworkSession session = new NetworkSession(new Network(shape), 1, 1)) {
      session.assign(common);
      new Trainer(session, scales, seeded(round))
          .run(samples.get(site), (done, loss) -> drawBack(session, common));
      return common.with(session.weights().entries());
    }
  }

  private void drawBack(NetworkSession session, Weights common) {
    if (proximal > 0) {
      Weights now = session.weights();
      session.assign(now.with(drawnBack(now, common, proximal).entries()));
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

  private Recipe seeded(int round) {
    return new Recipe(
        recipe.epochs(),
        recipe.edgesPerBatch(),
        recipe.learningRate(),
        recipe.weightDecay(),
        0,
        recipe.compositionShare(),
        recipe.leaveOut(),
        recipe.balance(),
        recipe.seed() + round);
  }
}
