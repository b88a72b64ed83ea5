package io.athanor.gateway.room;

import io.athanor.event.CoverageReported;
import io.athanor.event.DriftDetected;
import io.athanor.event.ModelReleased;
import io.athanor.event.PredictionMade;
import io.athanor.event.RolloutStage;
import io.athanor.gateway.log.Position;
import io.athanor.schemas.rollout.Rollout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * The models that the log speaks of: their releases, how many predictions each version made, how
 * its intervals did, and alarms. Bounded: of each kind the newest. Thread-safe.
 */
public final class ModelShelf {
  private static final int MOST_RELEASES = 100;
  private static final int MOST_STEPS = 300;
  private static final int MOST_REPORTS = 1_000;
  private static final int MOST_ALARMS = 200;
  private static final int MOST_SUBJECTS = 2_000;

  private final Map<String, Map<String, Found<ModelReleased>>> releases = new TreeMap<>();
  private final Map<String, ArrayDeque<Found<ModelReleased>>> steps = newest();
  private final Map<String, Map<String, Long>> predictions = new TreeMap<>();
  private final Map<String, ArrayDeque<Found<CoverageReported>>> coverage = newest();
  private final Map<String, ArrayDeque<Found<DriftDetected>>> drift = newest();

  /** An event and where it lies. */
  public record Found<T>(Position position, T event) {}

  synchronized void on(Position position, SpecificRecord event) {
    if (event instanceof ModelReleased release) {
      Map<String, Found<ModelReleased>> versions =
          releases.computeIfAbsent(release.getModelName(), name -> new LinkedHashMap<>());
      // what was said last of a version counts, and stands last
      versions.remove(release.getDigest());
      versions.put(release.getDigest(), new Found<>(position, release));
      add(steps, release.getModelName(), new Found<>(position, release), MOST_STEPS);
      if (versions.size() > MOST_RELEASES) {
        forgetOne(versions);
      }
    } else if (event instanceof PredictionMade prediction) {
      predictions
          .computeIfAbsent(prediction.getModelName(), name -> new LinkedHashMap<>())
          .merge(prediction.getModelDigest(), 1L, Long::sum);
    } else if (event instanceof CoverageReported report) {
      add(coverage, report.getSubject(), new Found<>(position, report), MOST_REPORTS);
    } else if (event instanceof DriftDetected alarm) {
      add(drift, alarm.getSubject(), new Found<>(position, alarm), MOST_ALARMS);
    }
  }

  /** Names of the models, sorted: released, or known by a prediction. */
  public synchronized List<String> names() {
    TreeMap<String, Boolean> names = new TreeMap<>();
    releases.keySet().forEach(each -> names.put(each, true));
    predictions.keySet().forEach(each -> names.put(each, true));
    return List.copyOf(names.keySet());
  }

  /** Releases of a model, the newest first. */
  public synchronized List<Found<ModelReleased>> releases(String name) {
    List<Found<ModelReleased>> found =
        new ArrayList<>(releases.getOrDefault(name, Map.of()).values());
    java.util.Collections.reverse(found);
    return found;
  }

  /** How many predictions the log has of each version of a model, by digest. */
  public synchronized Map<String, Long> predictions(String name) {
    return new LinkedHashMap<>(predictions.getOrDefault(name, Map.of()));
  }

  /** Reports of how intervals did, oldest first, of subjects that are wanted. */
  public synchronized List<Found<CoverageReported>> coverage(Predicate<String> subjects) {
    return of(coverage, subjects);
  }

  /** Alarms, oldest first, of subjects that are wanted. */
  public synchronized List<Found<DriftDetected>> drift(Predicate<String> subjects) {
    return of(drift, subjects);
  }

  /** All that was said of the versions of a model, oldest first. */
  public synchronized List<Found<ModelReleased>> steps(String name) {
    return of(steps, name::equals);
  }

  /** Who serves whom. */
  public synchronized Rollout rollout(String name) {
    return Rollout.of(releases(name).stream().map(Found::event).toList());
  }

  /** The oldest of those that are let go: the word on who serves may be older than all of them. */
  private static void forgetOne(Map<String, Found<ModelReleased>> versions) {
    String eldest =
        versions.values().stream()
            .map(Found::event)
            .filter(each -> each.getStage() == RolloutStage.RETIRED)
            .map(ModelReleased::getDigest)
            .findFirst()
            .orElseGet(() -> versions.keySet().iterator().next());
    versions.remove(eldest);
  }

  private static <T> List<Found<T>> of(
      Map<String, ArrayDeque<Found<T>>> all, Predicate<String> subjects) {
    List<Found<T>> found = new ArrayList<>();
    all.forEach(
        (subject, each) -> {
          if (subjects.test(subject)) {
            found.addAll(each);
          }
        });
    return found;
  }

  private static <T> void add(
      Map<String, ArrayDeque<Found<T>>> all, String subject, Found<T> found, int most) {
    ArrayDeque<Found<T>> line = all.computeIfAbsent(subject, each -> new ArrayDeque<>());
    line.addLast(found);
    if (line.size() > most) {
      line.removeFirst();
    }
  }

  /** Of more subjects than memory is given for, those silent longest are forgotten. */
  private static <T> Map<String, ArrayDeque<Found<T>>> newest() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Found<T>>> eldest) {
        return size() > MOST_SUBJECTS;
      }
    };
  }
}
