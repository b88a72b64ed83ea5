package io.athanor.acquisition.analysis.why;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.CampaignEnded;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.CapacityGranted;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentMoved;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.campaign.CampaignEvent.FailureDiagnosed;
import io.athanor.acquisition.campaign.CampaignEvent.HaltDeclared;
import io.athanor.acquisition.campaign.CampaignEvent.HeadLearned;
import io.athanor.acquisition.campaign.CampaignEvent.InventionAnswered;
import io.athanor.acquisition.campaign.CampaignEvent.InventionRequested;
import io.athanor.acquisition.campaign.CampaignEvent.LessonLearned;
import io.athanor.acquisition.campaign.CampaignEvent.LessonsRequested;
import io.athanor.acquisition.campaign.CampaignEvent.ModelReleased;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PersonDecided;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.topology.CampaignFold.Told;
import io.athanor.event.ExperimentProgressed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events in a sentence each; experiments by their number in the campaign. */
final class Texts {
  private final Map<String, Integer> ordinals = new HashMap<>();

  /** With the numbers of all experiments among these events. */
  Texts(List<Told> events) {
    for (Told each : events) {
      if (each.event() instanceof ExperimentProposed proposal) {
        ordinals.put(proposal.experimentId(), proposal.ordinal());
      }
    }
  }

  /** A number as people write it. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.6g", value);
    return text.contains(".") && !text.contains("e")
        ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
        : text;
  }

  String of(CampaignEvent event) {
    if (event instanceof ObservationReceived seen) {
      return observation(seen);
    }
    if (event instanceof PersonDecided decision) {
      return "%s of experiment %s by %s"
          .formatted(
              lower(decision.kind().name()), experiment(decision.experimentId()), decision.by());
    }
    if (event instanceof ExperimentMoved moved) {
      ExperimentProgressed step = moved.step();
      return "experiment %s %s%s"
          .formatted(
              experiment(step.getExperimentId()),
              lower(step.getState().name()),
              step.getFailureKind() == null ? "" : ": " + step.getFailureKind());
    }
    if (event instanceof CampaignDefined defined) {
      CampaignDefinition definition = defined.definition();
      return "campaign defined: budget %d, %s"
          .formatted(definition.budget(), definition.policy().acquisition().label());
    }
    if (event instanceof CandidateAdmitted candidate) {
      return "candidate %d admitted to the pool".formatted(candidate.index());
    }
    if (event instanceof PredictionReceived prediction) {
      return prediction.modelName().isEmpty()
          ? "a model cannot score the candidate"
          : "prediction of the candidate by " + prediction.modelName();
    }
    if (event instanceof ModelReleased released) {
      io.athanor.event.ModelReleased version = released.release();
      return "version %s of model %s is %s"
          .formatted(
              version.getVersion(), version.getModelName(), lower(version.getStage().name()));
    }
    if (event instanceof InventionRequested requested) {
      return "%d new candidates asked for".formatted(requested.count());
    }
    if (event instanceof InventionAnswered answered) {
      return "%d new candidates invented%s"
          .formatted(
              answered.candidates().size(), answered.problem().map(why -> ": " + why).orElse(""));
    }
    if (event instanceof LessonsRequested request) {
      return "campaign %s learns from this one".formatted(request.borrower());
    }
    if (event instanceof LessonLearned lesson) {
      return "outcome %s of candidate %s, learned from campaign %s"
          .formatted(number(lesson.value()), lesson.candidateId(), lesson.lender());
    }
    if (event instanceof HeadLearned said) {
      return "round %s of what sites learned together%s"
          .formatted(
              said.roundId(),
              said.epsilon()
                  .map(each -> ", with noise (epsilon " + each + "): not taken")
                  .orElse(""));
    }
    if (event instanceof CapacityGranted grant) {
      return "%d places granted by the scheduler".formatted(grant.slots());
    }
    if (event instanceof HaltDeclared halt) {
      return "emergency stop of %s %s".formatted(halt.scope(), halt.halted() ? "declared" : "over");
    }
    if (event instanceof FailureDiagnosed diagnosed) {
      return "failure of experiment %s diagnosed".formatted(experiment(diagnosed.experimentId()));
    }
    if (event instanceof CampaignEnded ended) {
      return "campaign concluded: " + ended.rule();
    }
    return "experiment %s proposed"
        .formatted(experiment(((ExperimentProposed) event).experimentId()));
  }

  private String observation(ObservationReceived seen) {
    String error = seen.standardError() > 0 ? " +- " + number(seen.standardError()) : "";
    String unit = seen.unit().equals("1") ? "" : " " + seen.unit();
    return "%s = %s%s%s, %s"
        .formatted(
            seen.property(),
            number(seen.value()),
            error,
            unit,
            seen.experimentId()
                .map(id -> "experiment " + experiment(id))
                .orElse("candidate " + seen.candidateId()));
  }

  private String experiment(String experimentId) {
    Integer ordinal = ordinals.get(experimentId);
    return ordinal == null ? experimentId : "#" + ordinal;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
