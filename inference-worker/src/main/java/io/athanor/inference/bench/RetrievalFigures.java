package io.athanor.inference.bench;

import io.athanor.inference.modality.RetrievalBench;
import io.athanor.inference.training.report.Interval;
import java.util.Map;

/** Finding a structure by its measured pattern; see {@link RetrievalBench}. */
final class RetrievalFigures {
  private static final int MINUTES = 4;

  private RetrievalFigures() {}

  /** Recall of the learnt contrast beside the plain cosine. */
  static void retrieval(Context context) {
    int minutes = Math.max(1, (int) Math.round(MINUTES * context.effort()));
    RetrievalBench.Figures figures =
        RetrievalBench.run(context.data().directory(), context.seed(), minutes, line -> {});
    for (String patterns : new String[] {"laboratory", "wide"}) {
      RetrievalBench.Row learnt = figures.row("contrast", patterns);
      RetrievalBench.Row cosine = figures.row("cosine", patterns);
      context
          .figures()
          .accept(
              new Figure(
                  "retrieval",
                  "structure by pattern, " + patterns + " augmentation",
                  "recall@1",
                  "1",
                  figures.gallery(),
                  new Interval(
                      learnt.recallAt1().value(),
                      learnt.recallAt1().low(),
                      learnt.recallAt1().high()),
                  Map.of(
                      "plain cosine", cosine.recallAt1().value(),
                      "recall@5", learnt.recallAt5().value(),
                      "recall@10", learnt.recallAt10().value()),
                  patterns.equals("laboratory") ? ">= 0.8" : ""));
    }
  }
}
