package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Calls of the benchmarks, with what reads their reports. */
final class Measurements {
  /** Says of data that the program makes it. */
  static final String MADE = "made up by the program, the same everywhere";

  private static final String STARTS = "start points by seeds 1..%d, intervals by bootstrap";
  private static final String FOILS = "random,greedy,plain-gp";

  private Measurements() {}

  static Measurement pool(Path file, Optional<String> goal, int runs, int picks, String words) {
    List<String> arguments =
        new ArrayList<>(List.of("bench", "discovery", "--pool", file.toString()));
    if (goal.isPresent()) {
      arguments.addAll(List.of("--goal", goal.get()));
    } else {
      arguments.addAll(List.of("--meta", file.toString().replaceFirst("\\.csv$", ".meta.json")));
    }
    arguments.addAll(List.of("--policy", "auto", "--foils", FOILS));
    arguments.addAll(List.of("--runs", Integer.toString(runs), "--picks", Integer.toString(picks)));
    return new Measurement(
        arguments, words, STARTS.formatted(runs), Optional.of(file), SearchReaders::discovery);
  }

  static Measurement hits(Path file, List<String> more, int runs, int budget, String words) {
    List<String> arguments =
        new ArrayList<>(List.of("bench", "rare-hits", "--structures", file.toString()));
    arguments.addAll(more);
    arguments.addAll(List.of("--features", "composition", "--runs", Integer.toString(runs)));
    arguments.addAll(List.of("--budget", Integer.toString(budget)));
    return new Measurement(
        arguments, words, STARTS.formatted(runs), Optional.of(file), SearchReaders::rareHits);
  }

  static Measurement adaptation(Optional<Path> structures, int runs) {
    List<String> arguments =
        new ArrayList<>(List.of("bench", "adaptation", "--runs", Integer.toString(runs)));
    structures.ifPresent(file -> arguments.addAll(List.of("--structures", file.toString())));
    return new Measurement(
        arguments,
        structures.isPresent() ? "Perov-5: oxides learnt, nitrides asked" : MADE,
        "streams by seeds 1..%d, intervals by bootstrap".formatted(runs),
        structures,
        structures.isPresent() ? SearchReaders::anions : SearchReaders::adaptation);
  }

  static Measurement critic(Path data, int each, String words) {
    return new Measurement(
        List.of("bench", "critic", "--data", data.toString(), "--each", Integer.toString(each)),
        words,
        "faults by seed 20261127, Wilson intervals",
        Optional.empty(),
        JudgementReaders::critic);
  }

  static Measurement diagnosis(int laboratories, int experiments) {
    return new Measurement(
        List.of(
            "bench",
            "diagnosis",
            "--laboratories",
            Integer.toString(laboratories),
            "--experiments",
            Integer.toString(experiments)),
        laboratories + " simulated laboratories with known causes",
        "laboratories by seeds from 1001, intervals by bootstrap over laboratories",
        Optional.empty(),
        JudgementReaders::diagnosis);
  }

  /** Campaigns on these pools, and made-up ones. */
  static Measurement portfolio(List<Path> pools, int runs) {
    List<String> arguments =
        new ArrayList<>(List.of("bench", "portfolio", "--runs", Integer.toString(runs)));
    pools.forEach(file -> arguments.addAll(List.of("--pool", file.toString())));
    return new Measurement(
        arguments,
        pools.size() + " measured pools, and made-up campaigns",
        "seeds 1..%d, intervals by bootstrap".formatted(runs),
        Optional.of(pools.get(0)),
        JudgementReaders::portfolio);
  }

  static Measurement timed(List<String> arguments, Function<JsonNode, Findings> read) {
    return new Measurement(arguments, MADE, "seed 1", Optional.empty(), read);
  }

  /** A benchmark whose seeds begin at 1, on a file that it needs. */
  static Measurement measured(
      Path needs, String words, Function<JsonNode, Findings> read, String... benchmark) {
    List<String> arguments = new ArrayList<>(List.of("bench"));
    arguments.addAll(List.of(benchmark));
    return new Measurement(arguments, words, "from seed 1", Optional.of(needs), read);
  }
}
