package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.Invented;
import io.athanor.acquisition.campaign.CampaignEvent.InventionAnswered;
import io.athanor.acquisition.campaign.CampaignEvent.InventionRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Candidates that a campaign has asked for, one wave after the other. What arrives in the places of
 * the open wave waits here, in any order, until the answer says which of it belongs to the wave and
 * all of that is here and scored. Part of the aggregate: owned by its thread.
 */
final class Waves {
  private record Open(InventionRequested request, Optional<InventionAnswered> answer) {
    boolean has(int index) {
      return index >= request.firstIndex() && index - request.firstIndex() < request.count();
    }

    Instant since() {
      return answer.map(InventionAnswered::at).orElse(request.at());
    }
  }

  private final Map<Invented, CandidateAdmitted> arrived = new HashMap<>();
  private int asked;
  private OptionalDouble first = OptionalDouble.empty();
  private Optional<Open> open = Optional.empty();

  /** Waves asked for so far. */
  int asked() {
    return asked;
  }

  boolean areOpen() {
    return open.isPresent();
  }

  /** Whether something may still come of the open wave that is worth waiting for. */
  boolean areAwaited(Instant now, Duration grace) {
    return open.filter(each -> each.answer().isPresent() || !isLate(each, now, grace)).isPresent();
  }

  /** Largest expected improvement at the first decision by a posterior. */
  OptionalDouble first() {
    return first;
  }

  void begin(double improvement) {
    first = OptionalDouble.of(improvement);
  }

  /** Whether a place is one of the open wave's. */
  boolean expect(int index) {
    return open.filter(each -> each.has(index)).isPresent();
  }

  Outcome admit(CandidateAdmitted candidate) {
    Invented place = new Invented(candidate.candidateId(), candidate.index());
    return arrived.putIfAbsent(place, candidate) == null
        ? new Outcome.Accepted()
        : new Outcome.Duplicate();
  }

  /**
   * The campaign's own word.
   *
   * @param size of the pool
   */
  Outcome requested(InventionRequested request, int size) {
    if (request.wave() < asked) {
      return new Outcome.Duplicate();
    }
    if (request.wave() > asked || open.isPresent() || request.firstIndex() != size) {
      return new Outcome.Refused(
          "invalid-field", "wave", "wave %d cannot be asked for now".formatted(request.wave()));
    }
    asked++;
    open = Optional.of(new Open(request, Optional.empty()));
    return new Outcome.Accepted();
  }

  /** What generators made of it; with a problem it is the last word on its wave. */
  Outcome answered(InventionAnswered answer) {
    if (answer.wave() >= asked) {
      return new Outcome.Refused(
          "invalid-field", "wave", "wave %d was not asked for".formatted(answer.wave()));
    }
    if (open.isEmpty() || answer.wave() != open.get().request().wave()) {
      return new Outcome.Ignored("wave %d is over".formatted(answer.wave()));
    }
    Open wave = open.get();
    if (answer.problem().isEmpty() && wave.answer().isPresent()) {
      return new Outcome.Duplicate();
    }
    for (int i = 0; i < answer.candidates().size(); i++) {
      Invented each = answer.candidates().get(i);
      boolean next = answer.problem().isPresent() || each.index() == answer.firstIndex() + i;
      if (!wave.has(each.index()) || !next) {
        return new Outcome.Refused(
            "invalid-field",
            "candidates.index",
            "candidate %s has place %d, the wave has %d places from %d on and leaves none out"
                .formatted(
                    each.candidateId(),
                    each.index(),
                    wave.request().count(),
                    wave.request().firstIndex()));
      }
    }
    open = Optional.of(new Open(wave.request(), Optional.of(answer)));
    return new Outcome.Accepted();
  }

  /**
   * What is to join the pool now; the wave is over then. Empty while something is awaited, and
   * where nothing came of it.
   *
   * @param settled whether it is known what the campaign's model makes of a candidate
   */
  List<CandidateAdmitted> ready(Predicate<String> settled) {
    Optional<InventionAnswered> answer = open.flatMap(Open::answer);
    if (answer.isEmpty()) {
      return List.of();
    }
    List<Invented> here = here(answer.get(), settled);
    if (here.size() < answer.get().candidates().size() && answer.get().problem().isEmpty()) {
      return List.of();
    }
    List<CandidateAdmitted> joining = new ArrayList<>();
    here.forEach(each -> joining.add(arrived.get(each)));
    arrived.clear();
    open = Optional.empty();
    return joining;
  }

  /** That the open wave ends with what is here, as the rest is overdue. */
  Optional<Decision.EndWave> overdue(Instant now, Duration grace, Predicate<String> settled) {
    return open.filter(each -> isLate(each, now, grace))
        .flatMap(Open::answer)
        .map(
            answer -> {
              List<Invented> here = here(answer, settled);
              return new Decision.EndWave(
                  answer.wave(),
                  answer.firstIndex(),
                  here,
                  "%d of %d candidates are here and scored, the others are overdue"
                      .formatted(here.size(), answer.candidates().size()));
            });
  }

  private List<Invented> here(InventionAnswered answer, Predicate<String> settled) {
    return answer.candidates().stream()
        .filter(each -> arrived.containsKey(each) && settled.test(each.candidateId()))
        .toList();
  }

  private static boolean isLate(Open wave, Instant now, Duration grace) {
    return now.isAfter(wave.since().plus(grace));
  }
}
