package io.athanor.inference.trainer;

import io.athanor.event.CoverageReported;
import io.athanor.event.DriftDetected;
import io.athanor.event.DriftKind;
import io.athanor.event.ModelReleased;
import io.athanor.inference.rollout.CoverageWatch;
import io.athanor.schemas.rollout.Rollout;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What alarms and reports of coverage mean for the champion. For one thread. */
final class ChampionWatch {
  private static final Set<DriftKind> OF_MODELS =
      EnumSet.of(DriftKind.RESIDUALS, DriftKind.EVIDENCE, DriftKind.EMBEDDINGS, DriftKind.COVERAGE);

  private final Director director;
  private CoverageWatch watch = new CoverageWatch();
  private String watched = "";

  ChampionWatch(Director director) {
    this.director = director;
  }

  /** An alarm: of the champion, or one that asks for a refresh. */
  void on(DriftDetected alarm) {
    Optional<ModelReleased> champion = champion();
    if (champion.isEmpty()) {
      return;
    }
    boolean isOfChampion =
        isOf(champion.get(), alarm.getSubject(), alarm.getMeta().getRecordedAt())
            && OF_MODELS.contains(alarm.getKind());
    if (isOfChampion && alarm.getKind() == DriftKind.COVERAGE && answers(alarm, "demot")) {
      director.demote(
          alarm.getMessage().isBlank()
              ? "its intervals of " + alarm.getProperty() + " no longer cover what they claim"
              : alarm.getMessage());
    } else if (isOfChampion || answers(alarm, "refresh")) {
      director.drifted();
    }
  }

  /** A report of coverage. */
  void on(CoverageReported report) {
    Optional<ModelReleased> champion = champion();
    if (champion.isEmpty()
        || !isOf(champion.get(), report.getSubject(), report.getMeta().getRecordedAt())) {
      return;
    }
    String digest = champion.get().getDigest();
    if (!digest.equals(watched)) {
      watched = digest;
      watch = new CoverageWatch();
    }
    watch
        .report(
            report.getProperty(),
            report.getClaimed(),
            report.getObserved(),
            report.getCount(),
            report.getTotal())
        .ifPresent(
            reason -> {
              watch = new CoverageWatch();
              director.demote(reason);
            });
  }

  private Optional<ModelReleased> champion() {
    return director.rollout().champion().map(Rollout.Word::digest).flatMap(director::word);
  }

  private static boolean isOf(ModelReleased champion, String subject, Instant when) {
    boolean named =
        subject.equals(champion.getModelName())
            || subject.equals(champion.getDigest())
            || subject.equals(Rollout.key(champion));
    return named && when.isAfter(champion.getMeta().getRecordedAt());
  }

  private static boolean answers(DriftDetected alarm, String word) {
    return alarm.getAnswers().stream()
        .anyMatch(answer -> answer.toLowerCase(Locale.ROOT).contains(word));
  }
}
