package io.athanor.allinone.bench.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is measured, chapter by chapter. */
final class Plan {
  private static final String MADE = Measurements.MADE;
  private static final String EFFICIENCY =
      "How many fewer experiments than random choice does the planner take to find the best?";
  private static final String DESIGN =
      "Of a closed table of structures, how soon are the few found that meet every demand?";
  private static final String DESIGN_NOTE =
      "Structures are chosen from a table, not invented: this is what inverse design has to beat,"
          + " not inverse design. How many invented structures are valid, new and stable is not"
          + " measured yet.";
  private final Path data;

  /** With data sets below a folder, which need not be there. */
  Plan(Path data) {
    this.data = data;
  }

  /** Figures that depend on seeds only, in little time. */
  List<Chapter> quick(Path made) throws IOException {
    Path ridge = MadeUp.ridge(made);
    Path solvents = MadeUp.solvents(made);
    Path cells = MadeUp.cells(made);
    return List.of(
        new Chapter(
            "discovery",
            "Discovery efficiency",
            EFFICIENCY,
            "Few runs on small pools: enough to notice a planner that got worse.",
            List.of(
                Measurements.pool(ridge, Optional.of("max"), 6, 40, MADE),
                Measurements.pool(solvents, Optional.of("max"), 6, 40, MADE),
                Measurements.pool(
                    olympus("autoam"), Optional.empty(), 6, 40, "AutoAM, 100 measured prints"))),
        new Chapter(
            "inverse-design",
            "Readiness for inverse design",
            DESIGN,
            DESIGN_NOTE,
            List.of(
                Measurements.hits(
                    cells,
                    List.of("--splits", "test", "--windows", "heat_all:..0.08,ind_gap:1.5..3.0"),
                    3,
                    400,
                    MADE))),
        adaptation(50, 10),
        judgement(
            Measurements.critic(made, 20, "the demonstration's recipes, faults injected"),
            Measurements.diagnosis(20, 100)));
  }

  /**
   * Everything.
   *
   * @param directory where an engine keeps its data
   */
  List<Chapter> full(int runs, Path directory) {
    List<Measurement> pools = new ArrayList<>();
    pools.add(
        Measurements.pool(
            olympus("autoam"), Optional.empty(), runs, 100, "AutoAM, 100 measured prints"));
    pools.add(
        Measurements.pool(
            olympus("agnp"), Optional.empty(), runs, 100, "AgNP, 164 measured syntheses"));
    pools.add(
        Measurements.pool(
            olympus("crossed_barrel"),
            Optional.empty(),
            runs,
            200,
            "Crossed barrel, 600 measured structures"));
    pools.add(
        Measurements.pool(
            olympus("oer_plate_3496"),
            Optional.empty(),
            runs,
            100,
            "OER plate 3496, 2,121 measured catalysts"));
    return List.of(
        new Chapter("discovery", "Discovery efficiency", EFFICIENCY, "", pools),
        new Chapter(
            "model",
            "Accuracy and calibration of the model",
            "How far off are predictions, and do their 90 % intervals cover 90 %?",
            "Foils see less than the model: composition only, or nothing at all.",
            List.of(
                new Measurement(
                    List.of("bench", "model", "--only", "accuracy", "--data", data.toString()),
                    "MP-20, 6,515 test structures (Materials Project)",
                    "bootstrap over structures, seed 1",
                    Optional.of(data.resolve("structures").resolve("mp20_subset.jsonl.gz")),
                    JudgementReaders::model))),
        new Chapter(
            "inverse-design",
            "Readiness for inverse design",
            DESIGN,
            DESIGN_NOTE,
            List.of(
                Measurements.hits(
                    perovskites(), List.of(), runs, 1200, "Perov-5, 7,572 computed cells"))),
        adaptation(200, 20),
        judgement(
            Measurements.critic(data, 480, "recipes and compounds people made, faults injected"),
            Measurements.diagnosis(200, 200)),
        new Chapter(
            "capacity",
            "Shared capacity",
            "What does it save to move a common budget to the campaigns that gain most from it?",
            "",
            List.of(
                Measurements.portfolio(
                    Stream.of("agnp", "alkox", "autoam", "crossed_barrel", "suzuki")
                        .map(this::olympus)
                        .toList(),
                    runs))),
        new Chapter(
            "throughput",
            "Throughput",
            "How long does a choice take, and the whole way from a reading to the next proposal?",
            "Times are of this machine and what else ran on it. Perception and the model under"
                + " load: loadtests/run.",
            List.of(
                Measurements.timed(
                    List.of("bench", "acquisition", "--candidates", "200000", "--picks", "30"),
                    SpeedReaders::acquisition),
                Measurements.timed(
                    List.of(
                        "bench",
                        "acquisition",
                        "--subject",
                        "gaussian-process",
                        "--candidates",
                        "20000",
                        "--dimension",
                        "6",
                        "--observations",
                        "100",
                        "--picks",
                        "20"),
                    SpeedReaders::acquisition),
                Measurements.timed(
                    List.of(
                        "demo",
                        "--headless",
                        "--experiments",
                        "30",
                        "--data-dir",
                        directory.resolve("demo").toString(),
                        "--port",
                        "0",
                        "--kafka-port",
                        "0",
                        "--registry-port",
                        "0",
                        "--management-port",
                        "0"),
                    SpeedReaders::demo))));
  }

  private Chapter adaptation(int madeUp, int measured) {
    return new Chapter(
        "adaptation",
        "Continual adaptation",
        "When the world changes, do 90 % intervals cover 90 % again, and how soon?",
        "",
        List.of(
            Measurements.adaptation(Optional.empty(), madeUp),
            Measurements.adaptation(Optional.of(perovskites()), measured)));
  }

  private static Chapter judgement(Measurement... measurements) {
    return new Chapter(
        "judgement",
        "Critic and diagnosis",
        "What does the critic stop, what does it stop by mistake, and is a failure's cause named?",
        "",
        List.of(measurements));
  }

  private Path olympus(String name) {
    return data.resolve("closed-loop").resolve("olympus").resolve(name + ".csv");
  }

  private Path perovskites() {
    return data.resolve("structures").resolve("perov_5.jsonl.gz");
  }
}
