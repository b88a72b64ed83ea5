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
  private final DataSets sets;

  /** With data sets below a folder, which need not be there. */
  Plan(Path data) {
    this.sets = new DataSets(data);
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
                    sets.olympus("autoam"),
                    Optional.empty(),
                    6,
                    40,
                    "AutoAM, 100 measured prints"))),
        new Chapter(
            "inverse-design",
            "Readiness for inverse design",
            Learned.DESIGN,
            "Structures are chosen from a table, not invented: this is what inverse design has to"
                + " beat.",
            List.of(
                Measurements.hits(
                    cells,
                    List.of("--splits", "test", "--windows", "heat_all:..0.08,ind_gap:1.5..3.0"),
                    3,
                    400,
                    MADE))),
        adaptation(50, 10, true),
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
            sets.olympus("autoam"), Optional.empty(), runs, 100, "AutoAM, 100 measured prints"));
    pools.add(
        Measurements.pool(
            sets.olympus("agnp"), Optional.empty(), runs, 100, "AgNP, 164 measured syntheses"));
    pools.add(
        Measurements.pool(
            sets.olympus("crossed_barrel"),
            Optional.empty(),
            runs,
            200,
            "Crossed barrel, 600 measured structures"));
    pools.add(
        Measurements.pool(
            sets.olympus("oer_plate_3496"),
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
                    List.of(
                        "bench", "model", "--only", "accuracy", "--data", sets.root().toString()),
                    "MP-20, 6,515 test structures (Materials Project)",
                    "bootstrap over structures, seed 1",
                    Optional.of(sets.crystals()),
                    JudgementReaders::model))),
        Learned.design(sets, runs),
        adaptation(200, 20, false),
        Learned.learning(sets),
        Learned.foresight(sets),
        judgement(
            Measurements.critic(
                sets.root(), 480, "recipes and compounds people made, faults injected"),
            Measurements.diagnosis(200, 200)),
        new Chapter(
            "capacity",
            "Shared capacity",
            "What does it save to move a common budget to the campaigns that gain most from it, and"
                + " to choose an experiment only when it can begin?",
            "",
            List.of(
                Measurements.portfolio(
                    Stream.of("agnp", "alkox", "autoam", "crossed_barrel", "suzuki")
                        .map(sets::olympus)
                        .toList(),
                    runs),
                Measurements.measured(
                    sets.olympus("autoam"),
                    "AutoAM, 4 instruments, 16 experiments ahead",
                    ForesightReaders::credits,
                    "credits",
                    "--pool",
                    sets.olympus("autoam").toString()))),
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

  private Chapter adaptation(int madeUp, int measured, boolean quick) {
    List<String> drift =
        new ArrayList<>(List.of("continual", "--only", "drift", "--data", sets.root().toString()));
    if (quick) {
      drift.add("--quick");
    }
    return new Chapter(
        "adaptation",
        "Continual adaptation",
        "When the world changes, is it noticed, do 90 % intervals cover 90 % again, and how soon?",
        "",
        List.of(
            Measurements.adaptation(Optional.empty(), madeUp),
            Measurements.adaptation(Optional.of(sets.perovskites()), measured),
            Measurements.measured(
                sets.perovskites(),
                "streams that are made up, and Perov-5: oxides, then nitrides",
                LearningReaders::drift,
                drift.toArray(String[]::new))));
  }

  private static Chapter judgement(Measurement... measurements) {
    return new Chapter(
        "judgement",
        "Critic and diagnosis",
        "What does the critic stop, what does it stop by mistake, and is a failure's cause named?",
        "",
        List.of(measurements));
  }
}
