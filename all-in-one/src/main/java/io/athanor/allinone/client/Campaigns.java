package io.athanor.allinone.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/** What is said about campaigns and candidates at the door; names as in its contract. */
public final class Campaigns {
  private Campaigns() {}

  /** A campaign to define. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Definition(
      String campaignId,
      String name,
      List<Objective> objectives,
      Search search,
      Policy policy,
      int budget,
      int parallelism,
      int proposalSeconds,
      int leaseSeconds,
      long seed,
      boolean simulated) {}

  /**
   * A property to be improved.
   *
   * @param goal {@code maximize} or {@code minimize}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Objective(String property, String unit, String goal) {}

  /** Where to look: a pool. */
  public record Search(Pool pool) {}

  /** A finite set of candidates. */
  public record Pool(int size, List<Parameter> parameters) {}

  /**
   * A column of a pool.
   *
   * @param kind {@code continuous}, {@code discrete} or {@code categorical}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Parameter(
      String name, String kind, String unit, Double low, Double high, List<String> options) {
    /** A number between two others. */
    public static Parameter continuous(String name, String unit, double low, double high) {
      return new Parameter(name, "continuous", unit, low, high, null);
    }

    /** One of several numbers. */
    public static Parameter discrete(String name, String unit, List<String> options) {
      return new Parameter(name, "discrete", unit, null, null, List.copyOf(options));
    }

    /** One of several words. */
    public static Parameter categorical(String name, List<String> options) {
      return new Parameter(name, "categorical", null, null, null, List.copyOf(options));
    }
  }

  /** How to choose; what is null is left to the door's defaults. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Policy(
      String acquisition,
      String surrogate,
      List<String> features,
      Double kappa,
      Integer initialDesign) {}

  /** A member of a pool. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Candidate(
      int index,
      String formula,
      Crystal crystal,
      Map<String, Object> parameters,
      Map<String, String> labels) {
    /** Without a crystal. */
    public Candidate(
        int index, String formula, Map<String, Object> parameters, Map<String, String> labels) {
      this(index, formula, null, parameters, labels);
    }
  }

  /**
   * A structure.
   *
   * @param lattice its vectors as rows, nine numbers, Angstrom
   * @param species element symbol of each site
   * @param fractional three coordinates for each site
   */
  public record Crystal(List<Double> lattice, List<String> species, List<Double> fractional) {}

  /** The answer for one member: an id, or what was wrong with it. */
  public record Admission(int index, String candidateId, Problem error) {}

  /** RFC 9457, and our field and code. */
  public record Problem(String title, Integer status, String detail, String field, String code) {}

  /** Where a campaign stands. */
  public record View(String campaignId, int budget, Progress progress) {}

  /** Counts and the best so far; what is not known yet is null. */
  public record Progress(
      int proposed,
      int open,
      int leased,
      int running,
      int succeeded,
      int failed,
      int expired,
      int cancelled,
      int observations,
      Best best,
      Double posteriorStandardDeviation,
      Latency readingToProposalMillis) {
    /** Experiments that are over. */
    public int ended() {
      return succeeded + failed + expired + cancelled;
    }
  }

  /** The best observation. */
  public record Best(
      double value, String unit, Double sem, String experimentId, String candidateId) {}

  /** Milliseconds from an accepted reading to the proposal it triggered. */
  public record Latency(Double p50, Double p99, long count) {}
}
