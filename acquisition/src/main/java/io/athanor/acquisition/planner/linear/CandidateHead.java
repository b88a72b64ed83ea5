package io.athanor.acquisition.planner.linear;

import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Posterior mean and epistemic variance of every candidate, kept exact event by event. One
 * observation changes P by k k'/q, so each candidate needs one scalar product c = x.k: its mean
 * moves by c e/q and its variance by -c^2/q. A single pass over the features does that and finds
 * the best candidate. Every {@value #REFRESH_EVERY} observations each block is made anew from P and
 * m (a different block each time, so no event is slower than others), which bounds rounding. Equal
 * values are decided by the lower index; nothing depends on the number of threads. Not thread-safe.
 */
public final class CandidateHead {
  /** Observations between two exact renewals of a block. */
  public static final int REFRESH_EVERY = 1024;

  private static final double LEADING_KAPPA = 1;

  private final CandidateBlocks candidates;
  private final LinearPosterior posterior;
  private final Moments moments;
  private int observations;

  /**
   * Over these candidates, all of them free, from this posterior; takes the posterior over.
   *
   * @throws IllegalArgumentException where their numbers of features differ
   */
  public CandidateHead(CandidateBlocks candidates, LinearPosterior posterior) {
    if (candidates.columns() != posterior.dimension()) {
      throw new IllegalArgumentException(
          "candidates have %d features, the posterior %d"
              .formatted(candidates.columns(), posterior.dimension()));
    }
    this.candidates = candidates;
    this.posterior = posterior;
    this.moments = new Moments(candidates);
    candidates.forEachBlock(block -> moments.renew(block, posterior));
  }

  /**
   * The best candidate and its posterior.
   *
   * @param row index of the candidate
   * @param value of the merit
   * @param mean of the noise-free objective
   * @param deviation epistemic standard deviation
   */
  public record Pick(int row, double value, double mean, double deviation) {}

  /** Takes a record in and gives the best free candidate, empty where none is free. */
  public Optional<Pick> observe(
      double[] features, double target, double relativeNoise, Merit merit) {
    LinearPosterior.Step step = posterior.add(features, target, relativeNoise);
    observations++;
    int due = observations % REFRESH_EVERY;
    return best(
        merit,
        block -> {
          if (block % REFRESH_EVERY == due) {
            moments.renew(block, posterior);
          } else {
            moments.move(block, step);
          }
        });
  }

  /** The best free candidate as things stand. */
  public Optional<Pick> pick(Merit merit) {
    return best(merit, block -> {});
  }

  private Optional<Pick> best(Merit merit, IntConsumer before) {
    if (candidates.rows() == 0) {
      return Optional.empty();
    }
    double noise = posterior.noiseVariance();
    double kappa =
        merit instanceof Merit.UpperConfidenceBound bound ? bound.kappa() : LEADING_KAPPA;
    candidates.forEachBlock(
        block -> {
          before.accept(block);
          moments.lead(block, kappa, noise);
        });
    int row = moments.best(merit, noise);
    if (row < 0) {
      return Optional.empty();
    }
    double mean = moments.mean(row);
    double deviation = moments.deviation(row, noise);
    return Optional.of(new Pick(row, merit.of(mean, deviation), mean, deviation));
  }

  /** A candidate that must not be picked, or may be again. */
  public void setTaken(int row, boolean isTaken) {
    moments.setTaken(row, isTaken);
  }

  /** Posterior mean at a candidate. */
  public double mean(int row) {
    return moments.mean(row);
  }

  /** Epistemic variance at a candidate, b/(a-1) x'Px. */
  public double variance(int row) {
    return posterior.noiseVariance() * moments.variance(row);
  }

  /** The posterior of the weights; not to be changed. */
  public LinearPosterior posterior() {
    return posterior;
  }

  /** The candidates. */
  public CandidateBlocks candidates() {
    return candidates;
  }

  Moments moments() {
    return moments;
  }
}
