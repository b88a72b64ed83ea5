package io.athanor.inference.training.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole training.
 *
 * @param model what is to be made
 * @param sources rows, in the order they are read
 * @param stages parts of the training, in order
 * @param run how to run
 * @param output where the model goes
 * @param card what only people can say in the model card
 */
public record TrainingConfig(
    ModelConfig model,
    List<SourceConfig> sources,
    List<StageConfig> stages,
    RunConfig run,
    OutputConfig output,
    CardConfig card) {

  public TrainingConfig {
    Checks.given("model", model);
    sources = Checks.some("sources", sources);
    stages = Checks.some("stages", stages);
    run = Checks.or(run, RunConfig.USUAL);
    Checks.given("output", output);
    Checks.given("card", card);
    Checks.distinct("sources", sources.stream().map(SourceConfig::name).toList());
    Checks.distinct("stages", stages.stream().map(StageConfig::name).toList());
    checkSources(model, sources);
    checkStages(model, sources, stages);
    for (Role role : List.of(Role.TRAINING, Role.CALIBRATION, Role.TEST)) {
      if (of(sources, role).isEmpty()) {
        throw new ConfigException(
            "sources", "none has the role " + role.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
  }

  /** Sources with that role, in order. */
  public List<SourceConfig> sources(Role role) {
    return of(sources, role);
  }

  /** Training sources of a stage, in order. */
  public List<SourceConfig> sources(StageConfig stage) {
    return of(sources, Role.TRAINING).stream()
        .filter(each -> stage.sources().isEmpty() || stage.sources().contains(each.name()))
        .toList();
  }

  private static List<SourceConfig> of(List<SourceConfig> sources, Role role) {
    return sources.stream().filter(each -> each.role().contains(role)).toList();
  }

  private static void checkSources(ModelConfig model, List<SourceConfig> sources) {
    List<String> before = new ArrayList<>();
    for (int index = 0; index < sources.size(); index++) {
      SourceConfig source = sources.get(index);
      String at = "sources[" + index + "].";
      if (!model.conventions().contains(source.convention())) {
        throw new ConfigException(
            at + "convention",
            "'" + source.convention() + "' is none of model.conventions " + model.conventions());
      }
      for (String each : source.exclude()) {
        if (!before.contains(each)) {
          throw new ConfigException(at + "exclude", "'" + each + "' is no source before this one");
        }
      }
      source
          .labels()
          .byName()
          .forEach(
              (name, property) -> {
                if (!model.properties().contains(property.key())) {
                  throw new ConfigException(
                      at + "labels", "'" + property.key() + "' is none of model.properties");
                }
              });
      before.add(source.name());
    }
  }

  private static void checkStages(
      ModelConfig model, List<SourceConfig> sources, List<StageConfig> stages) {
    List<String> training = of(sources, Role.TRAINING).stream().map(SourceConfig::name).toList();
    for (int index = 0; index < stages.size(); index++) {
      StageConfig stage = stages.get(index);
      String at = "stages[" + index + "].";
      for (String each : stage.sources()) {
        if (!training.contains(each)) {
          throw new ConfigException(at + "sources", "'" + each + "' is no training source");
        }
      }
      if (stage.earlyStopping() == null) {
        continue;
      }
      if (!model.properties().contains(stage.earlyStopping().property())) {
        throw new ConfigException(
            at + "earlyStopping.property",
            "'" + stage.earlyStopping().property() + "' is none of model.properties");
      }
      List<SourceConfig> validation = of(sources, Role.VALIDATION);
      if (validation.isEmpty()) {
        throw new ConfigException(at + "earlyStopping", "no source has the role validation");
      }
      for (SourceConfig each : validation) {
        if (each.role().contains(Role.CALIBRATION)) {
          throw new ConfigException(
              at + "earlyStopping",
              "'%s' is for validation and calibration: rows that choose the weights make the"
                      .formatted(each.name())
                  + " intervals too narrow");
        }
      }
    }
  }
}
