package io.athanor.gateway.room;

import io.athanor.event.AccessAudited;
import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CandidateProposed;
import io.athanor.event.CapacityGranted;
import io.athanor.event.CoverageReported;
import io.athanor.event.DeadLetter;
import io.athanor.event.DeadLetterRetried;
import io.athanor.event.DriftDetected;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.HeadFederated;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ModelReleased;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionMade;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.SimulationCompleted;
import io.athanor.event.StabilityAssessed;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** An event in a few words, with its figures, their units and their errors. Pure. */
final class EventText {
  private EventText() {}

  /** Never longer than a line; nothing that somebody sent is repeated at length. */
  static String of(SpecificRecord event) {
    String text = words(event);
    return text.length() <= 200 ? text : text.substring(0, 199) + "…";
  }

  private static String words(SpecificRecord event) {
    if (event instanceof ReadingReported reading) {
      return "%s of %s at %s"
          .formatted(reading.getTechnique(), reading.getSampleId(), reading.getInstrumentId());
    } else if (event instanceof ObservationDerived each) {
      return each.getProperty() + " = " + quantity(each.getQuantity());
    } else if (event instanceof SimulationCompleted each) {
      return each.getMethod() + (each.getConverged() ? "" : ", not converged");
    } else if (event instanceof MaterialUpdated each) {
      return "%s, version %d: %s".formatted(name(each), each.getVersion(), lower(each.getChange()));
    } else if (event instanceof PredictionMade each) {
      return each.getPredictions().stream()
          .map(
              one ->
                  "%s = %s to %s %s"
                      .formatted(
                          one.getProperty(),
                          number(one.getLower()),
                          number(one.getUpper()),
                          one.getUnit()))
          .collect(Collectors.joining(", "));
    }
    return decided(event);
  }

  private static String decided(SpecificRecord event) {
    if (event instanceof ExperimentProposed each) {
      return "experiment %d: %s".formatted(each.getOrdinal(), each.getExperimentId());
    } else if (event instanceof ExperimentProgressed each) {
      return lower(each.getState())
          + (each.getWorker() == null ? "" : " by " + each.getWorker())
          + (each.getReason() == null ? "" : ": " + each.getReason());
    } else if (event instanceof ExperimentDecided each) {
      return lower(each.getDecision()) + " by " + each.getBy();
    } else if (event instanceof CampaignDefined each) {
      return "%s, %s".formatted(each.getName(), lower(each.getState()));
    } else if (event instanceof CampaignConcluded each) {
      return each.getReason();
    } else if (event instanceof CapacityGranted each) {
      return "%d of %d slots".formatted(each.getSlots(), each.getCapacity());
    } else if (event instanceof HaltDeclared each) {
      return (each.getHalted() ? "stop of " : "go on: ") + each.getScope();
    } else if (event instanceof FailureDiagnosed each) {
      return each.getCauses().isEmpty()
          ? "no cause found"
          : "%s, probability %s"
              .formatted(
                  each.getCauses().get(0).getKind(),
                  number(each.getCauses().get(0).getProbability()));
    }
    return said(event);
  }

  private static String said(SpecificRecord event) {
    if (event instanceof InstrumentRegistered each) {
      return each.getName() + (each.getState() == null ? "" : ", " + lower(each.getState()));
    } else if (event instanceof ModelReleased each) {
      return "%s %s, %s".formatted(each.getModelName(), each.getVersion(), lower(each.getStage()))
          + (each.getReason().isEmpty() ? "" : ": " + each.getReason());
    } else if (event instanceof CoverageReported each) {
      return "%s: %s observed where %s was claimed, of %d"
          .formatted(
              each.getProperty(),
              number(each.getObserved()),
              number(each.getClaimed()),
              each.getCount());
    } else if (event instanceof DriftDetected each && !each.getMessage().isEmpty()) {
      return each.getMessage();
    } else if (event instanceof DriftDetected each) {
      return "%s of %s: %s above %s"
          .formatted(
              each.getDetector(),
              each.getProperty(),
              number(each.getStatistic()),
              number(each.getThreshold()));
    } else if (event instanceof DeadLetter each) {
      return "%s: %s".formatted(each.getCode(), each.getReason());
    } else if (event instanceof DeadLetterRetried each) {
      return "put back to %s/%d/%d"
          .formatted(each.getTopic(), each.getPartition(), each.getOffset());
    } else if (event instanceof AccessAudited each) {
      return "%s: %s".formatted(each.getOperation(), each.getOutcome());
    }
    return learned(event);
  }

  private static String learned(SpecificRecord event) {
    if (event instanceof StabilityAssessed each) {
      return "%s: %s ± %s eV/atom above the hull, stable with probability %s"
          .formatted(
              each.getFormula(),
              number(each.getEnergyAboveHull()),
              number(each.getStandardDeviation()),
              number(each.getProbabilityStable()));
    } else if (event instanceof CandidateProposed each) {
      return each.getInvention() == null
          ? ""
          : "invented by %s in wave %d"
              .formatted(each.getInvention().getGenerator(), each.getInvention().getWave());
    } else if (event instanceof InventionRequested each) {
      return "wave %d: %d candidates wanted".formatted(each.getWave(), each.getCount());
    } else if (event instanceof InventionAnswered each) {
      return each.getProblem() == null
          ? "wave %d: %d candidates".formatted(each.getWave(), each.getCandidates().size())
          : "wave %d: %s".formatted(each.getWave(), each.getProblem());
    } else if (event instanceof HeadFederated each) {
      return "%s from %s outcomes of %d sites"
          .formatted(each.getProperty(), number(each.getCount()), each.getSites());
    }
    return "";
  }

  private static String name(MaterialUpdated material) {
    String formula = material.getCandidate() == null ? null : material.getCandidate().getFormula();
    return formula == null ? material.getCandidateId() : formula;
  }

  private static String quantity(Quantity quantity) {
    return quantity.getSem() == null
        ? number(quantity.getValue()) + " " + quantity.getUnit()
        : "%s ± %s %s"
            .formatted(number(quantity.getValue()), number(quantity.getSem()), quantity.getUnit());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String lower(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
