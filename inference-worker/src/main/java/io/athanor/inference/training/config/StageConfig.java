package io.athanor.inference.training.config;

import java.util.List;

/**
 * One part of a training. The first starts from fresh weights, each further one from the stage
 * before; {@code from} says otherwise.
 *
 * @param name by which reports call it
 * @param task labels, or the pretext tasks that need none, or fusion; labels where absent
 * @param from a stored model whose fitting tensors are taken over at the start
 * @param sources names of the training sources; all of them where absent
 * @param epochs passes over the rows
 * @param edgesPerBatch materials are added to a batch until it holds this many edges
 * @param learningRate peak rate
 * @param weightDecay decoupled decay per unit of rate
 * @param averaging decay per step of the average of the weights, in [0, 1)
 * @param compositionShare chance that a row is also shown as a bare composition
 * @param leaveOut share of the labels that each ensemble member never sees, in [0, 1)
 * @param balance how much rare labels are raised, in [0, 1]
 * @param earlyStopping when to stop before the last epoch
 */
public record StageConfig(
    String name,
    Task task,
    StoredWeights from,
    List<String> sources,
    Integer epochs,
    Integer edgesPerBatch,
    Double learningRate,
    Double weightDecay,
    Double averaging,
    Double compositionShare,
    Double leaveOut,
    Double balance,
    EarlyStopping earlyStopping) {

  /** What a stage learns from. */
  public enum Task {
    /** The sources' labels. */
    LABELS,
    /** Masked atoms, noisy distances and descriptors; not resumed inside the stage. */
    PRETEXT,
    /** Patterns and literature vectors, into the latent space of the network as it is. */
    FUSION
  }

  public StageConfig {
    task = Checks.or(task, Task.LABELS);
    Checks.name("name", name);
    sources = Checks.list(sources);
    Checks.distinct("sources", sources);
    Checks.atLeast("epochs", 1, Checks.given("epochs", epochs));
    edgesPerBatch = Checks.atLeast("edgesPerBatch", 1, Checks.or(edgesPerBatch, 1000));
    learningRate = Checks.in("learningRate", 1e-9, 1, Checks.or(learningRate, 3e-3));
    weightDecay = Checks.in("weightDecay", 0, 1, Checks.or(weightDecay, 0.02));
    averaging = Checks.in("averaging", 0, 0.999999, Checks.or(averaging, 0.999));
    balance = Checks.in("balance", 0, 1, Checks.or(balance, 0.0));
    leaveOut = Checks.in("leaveOut", 0, 0.9, Checks.or(leaveOut, 0.0));
    compositionShare = Checks.in("compositionShare", 0, 1, Checks.or(compositionShare, 0.5));
  }
}
