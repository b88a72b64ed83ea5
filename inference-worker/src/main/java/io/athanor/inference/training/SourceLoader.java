package io.athanor.inference.training;

import io.athanor.inference.training.config.ConfigException;
import io.athanor.inference.training.config.Role;
import io.athanor.inference.training.config.SourceConfig;
import io.athanor.inference.training.config.StageConfig;
import io.athanor.inference.training.config.TrainingConfig;
import io.athanor.inference.training.data.Defects;
import io.athanor.inference.training.data.RowSource;
import io.athanor.inference.training.report.SourceSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the sources of a configuration, in its order. */
final class SourceLoader {
  private SourceLoader() {}

  /**
   * All rows of a training.
   *
   * @param samples by source
   * @param summaries of the sources, in order
   */
  record Loaded(Map<String, List<Sample>> samples, List<SourceSummary> summaries) {
    /** Rows of all sources with a role, in order. */
    List<Sample> of(TrainingConfig config, Role role) {
      return of(config.sources(role));
    }

    /** Training rows of a stage, in order. */
    List<Sample> of(TrainingConfig config, StageConfig stage) {
      return of(config.sources(stage));
    }

    private List<Sample> of(List<SourceConfig> sources) {
      List<Sample> all = new ArrayList<>();
      sources.forEach(source -> all.addAll(samples.get(source.name())));
      return all;
    }
  }

  /**
   * Reads everything.
   *
   * @param opener finds the rows of a source
   * @param heard is told of each source when it is read
   * @throws ConfigException where a source gives nothing, or trains on held-out rows
   */
  static Loaded load(
      TrainingConfig config,
      Function<SourceConfig, RowSource> opener,
      Consumer<SourceSummary> heard) {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    List<SourceSummary> summaries = new ArrayList<>();
    for (int index = 0; index < config.sources().size(); index++) {
      SourceConfig source = config.sources().get(index);
      Set<String> excluded = new HashSet<>();
      for (String other : source.exclude()) {
        samples.get(other).forEach(sample -> excluded.add(sample.id()));
      }
      Read read = read(config, index, opener, excluded);
      samples.put(source.name(), read.samples());
      summaries.add(read.summary());
      heard.accept(read.summary());
    }
    refuseHeldOutRows(config, samples);
    return new Loaded(samples, summaries);
  }

  /**
   * What one source gave.
   *
   * @param samples taken
   * @param summary of the reading
   */
  record Read(List<Sample> samples, SourceSummary summary) {}

  /** Reads one source; ids of other sources' rows that are left out are given. */
  static Read read(
      TrainingConfig config,
      int index,
      Function<SourceConfig, RowSource> opener,
      Set<String> excluded) {
    SourceConfig source = config.sources().get(index);
    int convention = config.model().conventions().indexOf(source.convention());
    Selection selection =
        new Selection(source, convention, config.model().networkShape().properties(), excluded);
    RowSource rows = opener.apply(source);
    String digest;
    Defects defects;
    try {
      digest = rows.digest();
      defects = rows.read(digest, selection::offer);
    } catch (IOException cause) {
      throw new ConfigException(
          "sources[" + index + "]",
          "'%s' cannot be read: %s".formatted(source.name(), cause.getMessage()));
    }
    List<Sample> taken = selection.samples();
    if (taken.isEmpty()) {
      throw new ConfigException(
          "sources[" + index + "]",
          "'%s' gives no row: %d read, %d broken"
              .formatted(source.name(), selection.read(), defects.count()));
    }
    int unlabelled = (int) taken.stream().filter(each -> each.labels().isEmpty()).count();
    return new Read(
        taken,
        new SourceSummary(source, selection.read(), taken.size(), unlabelled, defects, digest));
  }

  private static void refuseHeldOutRows(TrainingConfig config, Map<String, List<Sample>> samples) {
    Map<String, String> heldOut = new LinkedHashMap<>();
    for (SourceConfig source : config.sources()) {
      // of a frontier only what training does not know is looked at
      if (!source.role().contains(Role.TRAINING) && !source.role().contains(Role.FRONTIER)) {
        samples.get(source.name()).forEach(each -> heldOut.put(each.id(), source.name()));
      }
    }
    for (SourceConfig source : config.sources(Role.TRAINING)) {
      for (Sample sample : samples.get(source.name())) {
        String other = heldOut.get(sample.id());
        if (other != null) {
          throw new ConfigException(
              "sources",
              "'%s' would train on row '%s' that '%s' holds out; add that to its exclude"
                  .formatted(source.name(), sample.id(), other));
        }
      }
    }
  }
}
