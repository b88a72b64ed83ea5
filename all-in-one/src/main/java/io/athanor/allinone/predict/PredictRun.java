package io.athanor.allinone.predict;

import io.athanor.inference.modality.Known;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.serving.Admission;
import io.athanor.inference.serving.BatchScorer;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.inference.serving.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Structures through a model, some hundred at a time: graphs on all cores, then forward passes. */
final class PredictRun {
  private static final int MOST_ITEMS = 1_024;
  private static final int MOST_SITES = 20_000;

  private final OpenModel model;
  private final BatchScorer<Known> scorer;
  private final PredictionWriter writer;
  private final List<Item> waiting = new ArrayList<>();
  private int sites;

  /**
   * A run that has scored nothing.
   *
   * @param model what takes structures in
   * @param scorer what answers
   */
  PredictRun(OpenModel model, BatchScorer<Known> scorer, PredictionWriter writer) {
    this.model = model;
    this.scorer = scorer;
    this.writer = writer;
  }

  /** Takes one; scores what waits once that is enough. */
  void add(Item item) {
    waiting.add(item);
    sites += item.content().sites();
    if (waiting.size() >= MOST_ITEMS || sites >= MOST_SITES) {
      flush();
    }
  }

  /**
   * Scores what waits.
   *
   * @throws UncheckedIOException where the report cannot be written
   */
  void flush() {
    // graphs are independent and the order of the list is kept
    List<Admitted> admitted = waiting.parallelStream().map(this::admitted).toList();
    List<Verdict> verdicts =
        scorer.score(admitted.stream().map(Admitted::known).filter(Objects::nonNull).toList());
    try {
      int next = 0;
      for (Admitted each : admitted) {
        if (each.known() == null) {
          writer.refused(each.id(), each.reason());
        } else if (verdicts.get(next++) instanceof Verdict.Scored scored) {
          writer.predicted(each.id(), scored.prediction());
        } else {
          writer.refused(each.id(), ((Verdict.Refused) verdicts.get(next - 1)).reason());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report", e);
    }
    waiting.clear();
    sites = 0;
  }

  /** A structure's graph with what stands beside it, or null and the reason. */
  private record Admitted(String id, Known known, String reason) {}

  private Admitted admitted(Item item) {
    Admission admission = model.admission();
    try {
      if (item.content() instanceof Item.Raw raw) {
        return new Admitted(item.id(), model.knownAdmission().known(raw.known()), null);
      }
      if (item.content() instanceof Item.Checked checked) {
        MaterialGraph graph =
            checked.crystal().isPresent()
                ? admission.crystal(checked.crystal().get())
                : admission.composition(checked.composition());
        return new Admitted(item.id(), Known.of(graph), null);
      }
      return new Admitted(item.id(), null, ((Item.Unreadable) item.content()).reason());
    } catch (UnscorableException e) {
      String field = e.field().isEmpty() ? "" : e.field() + ": ";
      return new Admitted(item.id(), null, field + e.getMessage());
    }
  }
}
