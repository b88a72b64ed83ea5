package io.athanor.allinone.bench.suite;

import java.util.List;

/** Chapters on what the loop learns, invents and foretells, on measured data. */
final class Learned {
  static final String DESIGN =
      "How soon are the few structures found that meet every demand, in a closed table and"
          + " beyond it?";
  private static final String INVENTED =
      "Evaluations until hits are found: chosen from a table. The other figures are of invented"
          + " structures, judged by labels that the model did not see, by rules, and by a surrogate"
          + " of the model's own.";

  private Learned() {}

  static Chapter design(DataSets sets, int runs) {
    return new Chapter(
        "inverse-design",
        "Readiness for inverse design",
        DESIGN,
        INVENTED,
        List.of(
            Measurements.hits(
                sets.perovskites(), List.of(), runs, 1200, "Perov-5, 7,572 computed cells"),
            Measurements.measured(
                sets.perovskites(),
                "Perov-5: 18,928 cells, 8,596 of them computed",
                InventionReaders::table,
                "inverse",
                "--data",
                sets.root().toString(),
                "--part",
                "table"),
            Measurements.measured(
                sets.crystals(),
                "MP-20, 14,734 materials",
                InventionReaders::hygiene,
                "inverse",
                "--data",
                sets.root().toString(),
                "--part",
                "hygiene"),
            Measurements.measured(
                sets.perovskites(),
                "Perov-5, CDVAE's protocol",
                InventionReaders::optimisation,
                "inverse",
                "--data",
                sets.root().toString(),
                "--part",
                "optimisation")));
  }

  static Chapter learning(DataSets sets) {
    return new Chapter(
        "learning",
        "Learning on, and together",
        "Does only a better version come to serve everybody, and what do sites and campaigns"
            + " gain from each other?",
        "",
        List.of(
            Measurements.measured(
                sets.perovskites(),
                "Perov-5: versions of the model made better and worse",
                LearningReaders::gate,
                "continual",
                "--data",
                sets.root().toString(),
                "--only",
                "gate"),
            Measurements.measured(
                sets.perovskites(),
                "Perov-5, four sites split by anion",
                LearningReaders::federated,
                "federated",
                "--data",
                sets.root().toString()),
            Measurements.measured(
                sets.olympus("photo_pce10"),
                "two sets of photoactive blends, each taught by the other",
                LearningReaders::transfer,
                "transfer",
                "--pools",
                sets.olympus("photo_pce10") + "," + sets.olympus("photo_wf3"))));
  }

  static Chapter foresight(DataSets sets) {
    return new Chapter(
        "foresight",
        "Forks and shadows",
        "Does what a log alone foretells of another policy come true?",
        "An interval that claims 95 % is to hold 95 %.",
        List.of(
            Measurements.measured(
                sets.olympus("autoam"),
                "AutoAM, three policies forked at the fifth proposal",
                ForesightReaders::fork,
                "fork",
                "--pool",
                sets.olympus("autoam").toString()),
            Measurements.measured(
                sets.olympus("autoam"),
                "AutoAM, shadows of one campaign",
                ForesightReaders::shadow,
                "shadow",
                "--pool",
                sets.olympus("autoam").toString())));
  }
}
