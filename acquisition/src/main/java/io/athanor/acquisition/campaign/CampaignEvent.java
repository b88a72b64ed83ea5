package io.athanor.acquisition.campaign;

import io.athanor.acquisition.conformal.PredictiveInterval;
import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.acquisition.planner.posterior.HeadSums;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.event.Candidate;
import io.athanor.event.ExperimentProgressed;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a campaign is told. */
public sealed interface CampaignEvent {
  /** The campaign is (re)defined. */
  record CampaignDefined(CampaignDefinition definition) implements CampaignEvent {}

  /**
   * A candidate joined the pool.
   *
   * @param index its 0-based place
   * @param candidateId content hash
   * @param point its parameters in the campaign's order
   * @param material what it is, as it was admitted
   */
  record CandidateAdmitted(int index, String candidateId, Point point, Optional<Candidate> material)
      implements CampaignEvent {
    /** Of which nothing but its parameters is known. */
    public CandidateAdmitted(int index, String candidateId, Point point) {
      this(index, candidateId, point, Optional.empty());
    }

    /** Whether it is the same place, whatever labels came with it. */
    boolean isSame(CandidateAdmitted other) {
      return index == other.index
          && candidateId.equals(other.candidateId)
          && point.equals(other.point);
    }
  }

  /**
   * A model scored a candidate, or said that it cannot: then all but the candidate is empty.
   *
   * @param candidateId content hash
   * @param mean predicted objective in the campaign's unit, empty where the model has no such
   *     property
   * @param embedding latent vector, may be empty
   * @param modelDigest the model's files
   * @param modelName the model, whichever its files
   * @param intervals where the model expects measurements, one per property at most
   * @param outOfDomain how far from what the model knows, empty where it did not say
   */
  record PredictionReceived(
      String candidateId,
      OptionalDouble mean,
      List<Double> embedding,
      String modelDigest,
      String modelName,
      List<PropertyInterval> intervals,
      OptionalDouble outOfDomain)
      implements CampaignEvent {
    /** Copies. */
    public PredictionReceived {
      embedding = Embedding.copyOf(embedding);
      intervals = List.copyOf(intervals);
    }

    /** By a model that does not say how far it reaches. */
    public PredictionReceived(
        String candidateId,
        OptionalDouble mean,
        List<Double> embedding,
        String modelDigest,
        String modelName,
        List<PropertyInterval> intervals) {
      this(candidateId, mean, embedding, modelDigest, modelName, intervals, OptionalDouble.empty());
    }

    /** The model cannot score this candidate: the campaign goes on without. */
    public static PredictionReceived unscorable(String candidateId) {
      return unscorable(candidateId, "");
    }

    /** The same of one version only, or of whichever where the digest is empty. */
    public static PredictionReceived unscorable(String candidateId, String modelDigest) {
      return new PredictionReceived(
          candidateId, OptionalDouble.empty(), List.of(), modelDigest, "", List.of());
    }

    PredictionReceived withoutEmbedding() {
      return new PredictionReceived(
          candidateId, mean, List.of(), modelDigest, modelName, intervals, outOfDomain);
    }

    Optional<PropertyInterval> interval(String property) {
      return intervals.stream().filter(each -> each.property().equals(property)).findFirst();
    }

    boolean isUnscorable() {
      return modelName.isEmpty();
    }
  }

  /** A version of a model was released, or came to another stage, as the log says it. */
  record ModelReleased(io.athanor.event.ModelReleased release) implements CampaignEvent {}

  /**
   * The campaign's own request for new candidates, fed back.
   *
   * @param wave 0-based; they come in order
   * @param firstIndex place in the pool of the first one
   * @param count how many are wanted
   * @param at when it was made
   */
  record InventionRequested(int wave, int firstIndex, int count, Instant at)
      implements CampaignEvent {
    /** Checks the number. */
    public InventionRequested {
      if (count < 1) {
        throw new IllegalArgumentException("count must be at least 1, was " + count);
      }
    }
  }

  /**
   * What came of a request.
   *
   * @param wave the request's
   * @param firstIndex the request's
   * @param candidates new ones, in the order of their places
   * @param problem why there are no more; the wave is over then, with those that are here
   * @param at when it was answered
   */
  record InventionAnswered(
      int wave, int firstIndex, List<Invented> candidates, Optional<String> problem, Instant at)
      implements CampaignEvent {
    /** Copies. */
    public InventionAnswered {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * A new candidate.
   *
   * @param candidateId content hash
   * @param index its 0-based place in the pool
   */
  record Invented(String candidateId, int index) {}

  /**
   * Where a model expects a property.
   *
   * @param property which
   * @param unit UCUM code of the interval
   * @param interval the model's own
   */
  record PropertyInterval(String property, String unit, PredictiveInterval interval) {}

  /**
   * A property of a candidate was measured.
   *
   * @param readingId the reading it comes from
   * @param property which property
   * @param candidateId content hash
   * @param experimentId the experiment, empty for facts from elsewhere
   * @param value in {@code unit}
   * @param unit UCUM code; the campaign's where it is an objective
   * @param standardError of the value, in {@code unit}; 0 where nobody said
   * @param instrumentId whose reading it is, if anybody said so
   * @param computedBy method, where it was computed and not measured
   */
  record ObservationReceived(
      String readingId,
      String property,
      String candidateId,
      Optional<String> experimentId,
      double value,
      String unit,
      double standardError,
      Optional<String> instrumentId,
      Optional<String> computedBy)
      implements CampaignEvent {
    /** That was measured. */
    public ObservationReceived(
        String readingId,
        String property,
        String candidateId,
        Optional<String> experimentId,
        double value,
        String unit,
        double standardError,
        Optional<String> instrumentId) {
      this(
          readingId,
          property,
          candidateId,
          experimentId,
          value,
          unit,
          standardError,
          instrumentId,
          Optional.empty());
    }

    /** By an instrument that nobody named. */
    public ObservationReceived(
        String readingId,
        String property,
        String candidateId,
        Optional<String> experimentId,
        double value,
        String unit,
        double standardError) {
      this(
          readingId,
          property,
          candidateId,
          experimentId,
          value,
          unit,
          standardError,
          Optional.empty());
    }

    /** With an error that nobody said. */
    public ObservationReceived(
        String readingId,
        String property,
        String candidateId,
        Optional<String> experimentId,
        double value,
        String unit) {
      this(readingId, property, candidateId, experimentId, value, unit, 0);
    }
  }

  /** An experiment moved, as the log says it. */
  record ExperimentMoved(ExperimentProgressed step) implements CampaignEvent {}

  /**
   * A person decided about an experiment.
   *
   * @param eventId of the decision, so that one said twice counts once
   * @param experimentId the experiment
   * @param kind what
   * @param by who
   * @param edited for EDIT: what to do instead
   * @param boost for BOOST: factor on its priority, else 1
   */
  record PersonDecided(
      String eventId,
      String experimentId,
      Kind kind,
      String by,
      Optional<Edited> edited,
      double boost)
      implements CampaignEvent {
    /** What a person may decide. */
    public enum Kind {
      /** Let it be done. */
      APPROVE,
      /** Do not do it. */
      VETO,
      /** Do something else instead. */
      EDIT,
      /** It matters more, or less. */
      BOOST,
      /** Stop it, also if it has begun. */
      CANCEL
    }

    /** Checks that an edit says what to do. */
    public PersonDecided {
      if (by.isBlank()) {
        throw new IllegalArgumentException("by must not be blank");
      }
      if ((kind == Kind.EDIT) != edited.isPresent()) {
        throw new IllegalArgumentException("edited belongs to EDIT, and to nothing else");
      }
      if (!(boost > 0) || Double.isInfinite(boost)) {
        throw new IllegalArgumentException("boost must be positive and finite, was " + boost);
      }
    }
  }

  /**
   * What a person asks for instead.
   *
   * @param candidateId content hash
   * @param point its parameters in the campaign's order
   */
  record Edited(String candidateId, Point point) {}

  /**
   * The scheduler says how many experiments may be open.
   *
   * @param slots not negative
   */
  record CapacityGranted(int slots) implements CampaignEvent {
    /** Checks the number. */
    public CapacityGranted {
      if (slots < 0) {
        throw new IllegalArgumentException("slots must not be negative, was " + slots);
      }
    }
  }

  /**
   * An emergency stop that concerns the campaign, or its end.
   *
   * @param scope what was stopped: everything, a tenant, the campaign
   * @param halted false where work may go on
   * @param epoch how often that scope has been halted
   */
  record HaltDeclared(String scope, boolean halted, int epoch) implements CampaignEvent {}

  /** The campaign's own word on a failure, fed back. */
  record FailureDiagnosed(String experimentId) implements CampaignEvent {}

  /**
   * The campaign's own decision, fed back.
   *
   * @param experimentId the experiment
   * @param ordinal 0-based number in the campaign; they come in order
   * @param candidate pool index, or the ordinal in a process space
   * @param candidateId content hash
   * @param point its parameters
   * @param terms what holds for its whole life
   * @param interval where its measurement is expected, empty before there was a posterior
   * @param approval what people have to decide first
   * @param followsUp the experiment that it corrects or replaces
   * @param fidelity level it is measured at; empty where there is one way only
   */
  record ExperimentProposed(
      String experimentId,
      int ordinal,
      int candidate,
      String candidateId,
      Point point,
      Terms terms,
      Optional<ServedInterval> interval,
      Optional<ApprovalNeeded> approval,
      Optional<FollowUp> followsUp,
      Optional<String> fidelity)
      implements CampaignEvent {
    /** Where there is one way to measure. */
    public ExperimentProposed(
        String experimentId,
        int ordinal,
        int candidate,
        String candidateId,
        Point point,
        Terms terms,
        Optional<ServedInterval> interval,
        Optional<ApprovalNeeded> approval,
        Optional<FollowUp> followsUp) {
      this(
          experimentId,
          ordinal,
          candidate,
          candidateId,
          point,
          terms,
          interval,
          approval,
          followsUp,
          Optional.empty());
    }

    /** That nobody has to approve and that follows no other. */
    public ExperimentProposed(
        String experimentId,
        int ordinal,
        int candidate,
        String candidateId,
        Point point,
        Terms terms,
        Optional<ServedInterval> interval) {
      this(
          experimentId,
          ordinal,
          candidate,
          candidateId,
          point,
          terms,
          interval,
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * Another campaign wants to learn from this one's outcomes.
   *
   * @param borrower that campaign
   */
  record LessonsRequested(String borrower) implements CampaignEvent {}

  /**
   * An outcome of a campaign that this one learns from.
   *
   * @param lender that campaign
   * @param readingId the reading it comes from
   * @param candidateId content hash
   * @param point its setting in this campaign's order of parameters; empty where it has none such
   * @param embedding latent vector, may be empty
   * @param modelDigest the model behind the embedding
   * @param value in the unit of that campaign's objective, finite
   */
  record LessonLearned(
      String lender,
      String readingId,
      String candidateId,
      Optional<Point> point,
      List<Double> embedding,
      Optional<String> modelDigest,
      double value)
      implements CampaignEvent {
    /** Copies and checks. */
    public LessonLearned {
      embedding = Embedding.copyOf(embedding);
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("value must be finite, was " + value);
      }
    }
  }

  /**
   * What several sites learned together of the objective.
   *
   * @param roundId the round it comes from
   * @param modelDigest the model whose embeddings were summed
   * @param unit UCUM code of the sums
   * @param epsilon differential privacy that its noise gives (dimensionless); empty for exact sums
   * @param sums over records [1, embedding]
   */
  record HeadLearned(
      String roundId, String modelDigest, String unit, Optional<Double> epsilon, HeadSums sums)
      implements CampaignEvent {}

  /**
   * The campaign's own conclusion, fed back: it proposes nothing more until it is defined anew.
   *
   * @param rule the rule that holds
   */
  record CampaignEnded(String rule) implements CampaignEvent {}
}
