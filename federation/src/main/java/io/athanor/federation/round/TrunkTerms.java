package io.athanor.federation.round;

import java.util.HashSet;
import java.util.List;

/**
 * Which sum of a course in which sites average a network. A course is one sum of counts and moments
 * of labels, from which all sites have the same units, and then one of weights times numbers of
 * records after each pass: federated averaging (McMahan et al. 2017), one schedule over all passes.
 *
 * @param course the same in all of its sums, a UUID
 * @param round 0 for the moments, from 1 to {@code rounds} for the weights
 * @param rounds passes over each site's records
 * @param modelDigest what all sites start from
 * @param properties whose labels are learnt, in the network's units
 * @param learningRate peak rate of Adam
 * @param weightDecay decoupled decay per unit of rate
 * @param edgesPerBatch materials are added to a batch until it holds this many edges
 * @param seed of new outputs and of the order of records
 */
public record TrunkTerms(
    String course,
    int round,
    int rounds,
    String modelDigest,
    List<String> properties,
    double learningRate,
    double weightDecay,
    int edgesPerBatch,
    long seed) {
  /** Peak rate of the benchmark {@code federated}. */
  public static final double RATE = 2e-3;

  /** Decay of the same. */
  public static final double DECAY = 0.1;

  /** Edges in a batch of the same. */
  public static final int EDGES = 400;

  /** Most passes of a course. */
  public static final int MOST_ROUNDS = 1_000;

  private static final double MOST_RATE = 0.1;
  private static final int MOST_EDGES = 1 << 20;
  private static final int MOST_PROPERTIES = 64;

  /** Checks the fields. */
  public TrunkTerms {
    properties = List.copyOf(properties);
    if (!isCourse(course)) {
      throw new IllegalArgumentException("trunk.course is no UUID");
    }
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new IllegalArgumentException("trunk.rounds " + rounds + " is not in 1.." + MOST_ROUNDS);
    }
    if (round < 0 || round > rounds) {
      throw new IllegalArgumentException("trunk.round " + round + " is not in 0.." + rounds);
    }
    if (modelDigest.isBlank()) {
      throw new IllegalArgumentException("trunk.modelDigest is blank");
    }
    if (properties.isEmpty()
        || properties.size() > MOST_PROPERTIES
        || new HashSet<>(properties).size() < properties.size()) {
      throw new IllegalArgumentException("trunk.properties are none, too many, or not distinct");
    }
    if (!(learningRate > 0 && learningRate <= MOST_RATE)) {
      throw new IllegalArgumentException(
          "trunk.learningRate " + learningRate + " is not in (0, " + MOST_RATE + "]");
    }
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException("trunk.weightDecay " + weightDecay + " is negative");
    }
    if (edgesPerBatch < 1 || edgesPerBatch > MOST_EDGES) {
      throw new IllegalArgumentException(
          "trunk.edgesPerBatch " + edgesPerBatch + " is not in 1.." + MOST_EDGES);
    }
  }

  /** The first sum of a course by the benchmark's recipe. */
  public static TrunkTerms first(
      String course, int rounds, String modelDigest, List<String> properties, long seed) {
    return new TrunkTerms(course, 0, rounds, modelDigest, properties, RATE, DECAY, EDGES, seed);
  }

  /** Another sum of the same course. */
  public TrunkTerms at(int other) {
    return new TrunkTerms(
        course,
        other,
        rounds,
        modelDigest,
        properties,
        learningRate,
        weightDecay,
        edgesPerBatch,
        seed);
  }

  /** Whether the average of this sum is the course's result. */
  public boolean isLast() {
    return round == rounds;
  }

  private static boolean isCourse(String name) {
    return name.matches("[0-9a-f-]{36}");
  }
}
