package io.athanor.acquisition.campaign;

import io.athanor.acquisition.critic.CriticPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the experiments of a campaign come to be done.
 *
 * @param scheduled whether the scheduler places them: then no more are open than it has granted
 * @param steps how many steps their recipe has
 * @param quota most experiments open at once, beside parallelism and what is granted
 * @param deadline nothing is leased after it
 * @param approval what people have to decide first
 * @param retractBelow a proposal nobody has begun gives way when it is worth less than this share
 *     of what would take its place; empty: never
 * @param critic what the critic may do
 * @param units of the parameters in their order, as they were written; empty words where nobody
 *     said, no words where there are none
 */
public record ActionTerms(
    boolean scheduled,
    int steps,
    OptionalInt quota,
    Optional<Instant> deadline,
    Approval approval,
    OptionalDouble retractBelow,
    CriticPolicy critic,
    List<String> units) {
  /** Any worker does one step; nobody has to approve; nothing is retracted. */
  public static final ActionTerms OPEN =
      new ActionTerms(
          false,
          1,
          OptionalInt.empty(),
          Optional.empty(),
          new Approval.None(),
          OptionalDouble.empty());

  /** With a critic that advises. */
  public ActionTerms(
      boolean scheduled,
      int steps,
      OptionalInt quota,
      Optional<Instant> deadline,
      Approval approval,
      OptionalDouble retractBelow) {
    this(
        scheduled,
        steps,
        quota,
        deadline,
        approval,
        retractBelow,
        CriticPolicy.advise(),
        List.of());
  }

  /** Copies and checks the numbers. */
  public ActionTerms {
    Objects.requireNonNull(critic, "critic");
    units = List.copyOf(units);
    Objects.requireNonNull(deadline, "dispatch.deadline");
    Objects.requireNonNull(approval, "approvalTerms");
    if (steps < 1) {
      throw new IllegalArgumentException("dispatch.recipe must have a step");
    }
    if (quota.isPresent() && quota.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "dispatch.quota must be at least 1, was " + quota.getAsInt());
    }
    if (retractBelow.isPresent()
        && !(retractBelow.getAsDouble() >= 0 && retractBelow.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "retraction.below must be in 0..1, was " + retractBelow.getAsDouble());
    }
  }

  /** Who has to agree before anybody may lease an experiment. */
  public sealed interface Approval {
    /** Nobody. */
    record None() implements Approval {}

    /**
     * So many people must approve; one who objects is enough to refuse.
     *
     * @param people how many different ones
     */
    record Quorum(int people, When when) implements Approval {
      /** Checks the number. */
      public Quorum {
        if (people < 1) {
          throw new IllegalArgumentException(
              "approvalTerms.quorum must be at least 1, was " + people);
        }
      }
    }

    /**
     * Approved unless somebody objects in time.
     *
     * @param window time to object
     */
    record VetoWindow(Duration window, When when) implements Approval {
      /** Checks the window. */
      public VetoWindow {
        if (window.isNegative() || window.isZero()) {
          throw new IllegalArgumentException(
              "approvalTerms.vetoSeconds must be positive, was " + window);
        }
      }
    }
  }

  /**
   * When people are asked; always where both are empty.
   *
   * @param aboveOutOfDomain the model's out-of-domain score
   * @param aboveRisk the critic's risk, 0..1
   */
  public record When(OptionalDouble aboveOutOfDomain, OptionalDouble aboveRisk) {
    /** For every experiment. */
    public static final When ALWAYS = new When(OptionalDouble.empty(), OptionalDouble.empty());

    /**
     * Why people are asked about an experiment; empty where they are not. What nobody knows counts
     * as above the limit.
     */
    public List<String> reasons(OptionalDouble outOfDomain, OptionalDouble risk) {
      List<String> reasons = new ArrayList<>();
      if (aboveOutOfDomain.isEmpty() && aboveRisk.isEmpty()) {
        reasons.add("policy");
      }
      if (exceeds(outOfDomain, aboveOutOfDomain)) {
        reasons.add("out-of-domain");
      }
      if (exceeds(risk, aboveRisk)) {
        reasons.add("risk");
      }
      return List.copyOf(reasons);
    }

    private static boolean exceeds(OptionalDouble value, OptionalDouble limit) {
      return limit.isPresent()
          && !(value.isPresent() && value.getAsDouble() <= limit.getAsDouble());
    }
  }
}
