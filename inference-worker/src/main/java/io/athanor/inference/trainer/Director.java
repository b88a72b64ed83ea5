package io.athanor.inference.trainer;

import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.inference.continual.AveragedVersion;
import io.athanor.inference.continual.Refreshed;
import io.athanor.inference.rollout.Comparison;
import io.athanor.inference.rollout.Gate;
import io.athanor.inference.rollout.GateVerdict;
import io.athanor.inference.rollout.Judge;
import io.athanor.inference.rollout.Lessons;
import io.athanor.inference.training.Sample;
import io.athanor.schemas.rollout.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when the model is refreshed and what becomes of each version: one challenger at a time,
 * shadow, canary, champion, or out. All that it must know after a restart is in the log. For one
 * thread.
 */
final class Director {
  private static final Logger LOG = LoggerFactory.getLogger(Director.class);
  private static final String OTHER_CHAMPION = "it was made from another champion";
  private static final String BESIDE = "scored beside the champion from now on";
  private static final int FEWEST_AFTER_DRIFT = 8;

  private final TrainerConfig config;
  private final Lessons lessons;
  private final Surroundings around;
  private final LastWords words;
  private final List<Judge.Case> cases = new ArrayList<>();
  private Optional<Trial> trial = Optional.empty();
  private boolean live;
  private boolean drifted;

  Director(TrainerConfig config, Lessons lessons, Surroundings around) {
    this.config = config;
    this.lessons = lessons;
    this.around = around;
    this.words = new LastWords(config.inference().modelName(), around::now);
  }

  Rollout rollout() {
    return words.rollout();
  }

  Optional<Trial> trial() {
    return trial;
  }

  /** The last word on a version, whole. */
  Optional<ModelReleased> word(String digest) {
    return words.of(digest);
  }

  /** The log says something of a version. */
  void released(ModelReleased event) {
    if (words.hear(event)) {
      RefreshFigures.until(event.getMetrics()).ifPresent(lessons::learnt);
    }
  }

  /** A material is labelled. */
  void labelled(Sample row, Instant when) {
    List<Lessons.Fresh> news = lessons.take(row, when);
    if (live && trial.isPresent() && !news.isEmpty()) {
      cases.add(new Judge.Case(row.crystal(), news));
    }
  }

  /** The log was read to where it ended: from now on labels are outcomes. */
  void live() {
    live = true;
  }

  /** The champion is no longer at home in what comes: it is to be refreshed soon. */
  void drifted() {
    drifted = true;
  }

  /** The champion cannot be held: the one before it serves again, where there is one. */
  void demote(String reason) {
    drifted = true;
    Optional<Rollout.Word> champion = rollout().champion();
    if (champion.isEmpty() || rollout().fallback().isEmpty()) {
      LOG.atWarn()
          .addKeyValue("reason", reason)
          .log("The champion should be demoted and there is none before it");
      return;
    }
    say(champion.get().digest(), RolloutStage.RETIRED, 0, reason, Map.of());
  }

  /** What follows from all that came since the last turn. */
  void turn() {
    if (!live) {
      return;
    }
    arrange();
    trial.ifPresent(this::judge);
    // before a refresh, which would be tried first again and again where labels never cease
    admit();
    refreshWhereDue();
  }

  /** A challenger was made. */
  void refreshed(Refreshed made, Lessons.Lesson lesson) {
    String parent = made.model().manifest().parentDigest().orElse("");
    say(
        words.first(
            made.model(),
            "refreshed by %d new and %d remembered materials"
                .formatted(made.fresh(), made.replayed()),
            RefreshFigures.of(made, lesson.until())));
    String digest = made.model().digest();
    if (!rollout().champion().map(Rollout.Word::digest).equals(Optional.of(parent))) {
      say(digest, RolloutStage.RETIRED, 0, OTHER_CHAMPION, Map.of());
      return;
    }
    say(digest, RolloutStage.SHADOW, 0, BESIDE, Map.of());
  }

  /** One trial for the challenger that the log knows, and none for any other. */
  private void arrange() {
    Optional<String> champion = rollout().champion().map(Rollout.Word::digest);
    Optional<String> canary = rollout().canary().map(Rollout.Word::digest);
    Optional<String> challenger = canary.or(() -> rollout().shadow().map(Rollout.Word::digest));
    if (trial.isPresent()) {
      Trial current = trial.get();
      boolean holds =
          champion.equals(Optional.of(current.champion()))
              && challenger.equals(Optional.of(current.challenger()));
      if (holds) {
        return;
      }
      end();
      RolloutStage stage = words.of(current.challenger()).orElseThrow().getStage();
      if (stage == RolloutStage.SHADOW || stage == RolloutStage.CANARY) {
        say(
            current.challenger(),
            RolloutStage.RETIRED,
            0,
            "the champion that it was held against no longer serves",
            current.gate().figures());
        return;
      }
    }
    if (champion.isPresent() && challenger.isPresent()) {
      ModelReleased word = words.of(challenger.get()).orElseThrow();
      String parent = word.getParentDigest();
      boolean isOther = parent != null && !parent.equals(champion.get());
      if (isOther && !AveragedVersion.is(word.getMetrics())) {
        say(challenger.get(), RolloutStage.RETIRED, 0, OTHER_CHAMPION, Map.of());
        return;
      }
      Gate.Stage stage = canary.isPresent() ? Gate.Stage.CANARY : Gate.Stage.SHADOW;
      trial =
          Optional.of(
              new Trial(
                  champion.get(),
                  challenger.get(),
                  Gate.resume(config.rules(), stage, word.getMetrics())));
    }
  }

  /**
   * The newest version that sites averaged and nobody has tried yet, once there is room for a
   * trial: whatever it was made from, it is held against who serves here.
   */
  private void admit() {
    if (trial.isPresent() || around.isRefreshing() || rollout().champion().isEmpty()) {
      return;
    }
    List<ModelReleased> waiting = words.waiting(each -> AveragedVersion.is(each.getMetrics()));
    for (ModelReleased older : waiting.subList(0, Math.max(0, waiting.size() - 1))) {
      say(older.getDigest(), RolloutStage.RETIRED, 0, "sites averaged again since", Map.of());
    }
    if (!waiting.isEmpty()) {
      String newest = waiting.get(waiting.size() - 1).getDigest();
      say(newest, RolloutStage.SHADOW, 0, "averaged with other sites; " + BESIDE, Map.of());
      arrange();
    }
  }

  private void judge(Trial current) {
    if (cases.isEmpty()) {
      return;
    }
    List<Comparison> comparisons;
    try {
      comparisons = around.compare(current.champion(), current.challenger(), List.copyOf(cases));
    } catch (RuntimeException cause) {
      // whatever is wrong with a version, the line goes on without it
      end();
      say(
          current.challenger(),
          RolloutStage.RETIRED,
          0,
          "it cannot be held against the champion: " + cause.getMessage(),
          Map.of());
      return;
    }
    cases.clear();
    for (Comparison comparison : comparisons) {
      Trial next = trial.orElseThrow();
      Gate gate = next.gate().after(comparison);
      trial = Optional.of(next.with(gate));
      act(next.challenger(), gate);
      if (trial.isEmpty()) {
        return;
      }
    }
  }

  private void act(String challenger, Gate gate) {
    GateVerdict verdict = gate.verdict();
    if (verdict instanceof GateVerdict.RollBack back) {
      end();
      say(challenger, RolloutStage.RETIRED, 0, back.reason(), gate.figures());
    } else if (verdict instanceof GateVerdict.Advance advance) {
      if (gate.stage() == Gate.Stage.SHADOW) {
        trial = Optional.of(trial.orElseThrow().with(gate.advanced()));
        say(challenger, RolloutStage.CANARY, config.share(), advance.reason(), gate.figures());
      } else {
        end();
        say(challenger, RolloutStage.CHAMPION, 0, advance.reason(), gate.figures());
      }
    }
  }

  private void end() {
    trial = Optional.empty();
    cases.clear();
  }

  private void refreshWhereDue() {
    Optional<Rollout.Word> champion = rollout().champion();
    int due = drifted ? Math.min(FEWEST_AFTER_DRIFT, config.every()) : config.every();
    if (champion.isEmpty()
        || trial.isPresent()
        || around.isRefreshing()
        || lessons.waiting() < due) {
      return;
    }
    drifted = false;
    String digest = champion.get().digest();
    // of what is learnt and from what: whoever reads the same log trains the same way
    long seed = 31L * digest.hashCode() + lessons.materials();
    around.refresh(digest, lessons.draw(), seed);
  }

  private void say(
      String digest, RolloutStage stage, double share, String reason, Map<String, Double> figures) {
    say(words.next(digest, stage, share, reason, figures));
  }

  private void say(ModelReleased word) {
    around.publish(word);
    released(word);
    LOG.atInfo()
        .addKeyValue("modelDigest", word.getDigest())
        .addKeyValue("stage", word.getStage())
        .addKeyValue("reason", word.getReason())
        .log("A version is in another stage");
  }
}
