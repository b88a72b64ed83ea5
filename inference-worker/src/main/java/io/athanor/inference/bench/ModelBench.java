package io.athanor.inference.bench;

import io.athanor.inference.store.StoredModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The benchmarks of the model by name. */
public final class ModelBench {
  private static final Map<String, Consumer<Context>> BENCHES = new LinkedHashMap<>();

  static {
    BENCHES.put("accuracy", StoredBench::accuracy);
    BENCHES.put("phonons", FewLabelsBench::phonons);
    BENCHES.put("phonons-network", FineTuneBench::phonons);
    BENCHES.put("perovskites", FineTuneBench::perovskites);
    BENCHES.put("elastic", FineTuneBench::elastic);
    BENCHES.put("low-data", TransferBench::lowData);
    BENCHES.put("time-shift", ScratchBench::timeShift);
    BENCHES.put("anions", AnionBench::run);
    BENCHES.put("domain", StoredBench::outOfDomain);
    BENCHES.put("chemistries", ScratchBench::chemistries);
    BENCHES.put("retrieval", RetrievalFigures::retrieval);
    BENCHES.put("modalities", ModalityBench::ablation);
    BENCHES.put("cutoffs", ScratchBench::cutoffs);
    BENCHES.put("learning", ScratchBench::learningCurve);
    BENCHES.put("device", DeviceBench::run);
  }

  private ModelBench() {}

  /** All names, in the order they run. */
  public static List<String> names() {
    return List.copyOf(BENCHES.keySet());
  }

  /**
   * Runs benchmarks.
   *
   * @param data directory with {@code structures/} and {@code embeddings/}
   * @param cache where graphs are kept between runs
   * @param model what is judged and fine-tuned
   * @param seed of everything random
   * @param effort 1 for the figures to report; less trains for a shorter time
   * @param only names; all where empty
   * @param heard of each figure as soon as it is known
   * @throws IllegalArgumentException naming an unknown benchmark
   */
  public static List<Figure> run(
      Path data,
      Path cache,
      StoredModel model,
      long seed,
      double effort,
      Set<String> only,
      Consumer<Figure> heard) {
    for (String name : only) {
      if (!BENCHES.containsKey(name)) {
        throw new IllegalArgumentException("no benchmark '" + name + "', known: " + names());
      }
    }
    List<Figure> figures = new ArrayList<>();
    Context context =
        new Context(
            new BenchData(data, cache),
            model,
            seed,
            effort,
            figure -> {
              figures.add(figure);
              heard.accept(figure);
            });
    BENCHES.forEach(
        (name, bench) -> {
          if (only.isEmpty() || only.contains(name)) {
            bench.accept(context);
          }
        });
    return figures;
  }
}
