package io.athanor.inference.training.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.athanor.inference.model.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  private static final Path EXAMPLE = Path.of("training", "example.yaml");

  @Test
  void shouldReadEveryConfigurationOfTheRepository() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLE.getParent())) {
      List<Path> all = files.filter(each -> each.toString().endsWith(".yaml")).toList();
      assertThat(all).hasSizeGreaterThanOrEqualTo(2);
      for (Path file : all) {
        assertThat(ConfigFile.read(file).stages()).as(file.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void shouldReadTheExampleField() {
    TrainingConfig config = ConfigFile.read(EXAMPLE);
    assertThat(config.model().networkShape().width()).isEqualTo(16);
    assertThat(config.model().networkShape().messageDepth()).isEqualTo(2);
    SourceConfig few = config.sources().get(4);
    assertThat(few.labels().byName()).containsEntry("gap_pbe", Property.BAND_GAP);
    assertThat(few.where().get("fold").meets(JsonNodeFactory.instance.numberNode(4))).isFalse();
    assertThat(few.where().get("fold").meets(JsonNodeFactory.instance.numberNode(3))).isTrue();
    assertThat(few.where().get("year").meets(JsonNodeFactory.instance.numberNode(2010))).isFalse();
    assertThat(config.sources(config.stages().get(0))).hasSize(1);
    assertThat(config.stages().get(0).weightDecay()).isEqualTo(0.02);
  }

  @Test
  void shouldNeverTrainTheShippedModelOnPublishedTestSplits() {
    TrainingConfig config = ConfigFile.read(Path.of("training", "ember.yaml"));
    for (SourceConfig source : config.sources(Role.TRAINING)) {
      if (source.file().contains("mp20") || source.file().contains("mpts")) {
        assertThat(source.where().get("split").meets(JsonNodeFactory.instance.textNode("test")))
            .as(source.name())
            .isFalse();
      }
      assertThat(source.file()).doesNotContain("aflow");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size: S | size: XL | model.size | XL",
        "width: 16 | width: 0 | model.shape | width must be positive",
        "width: 16 | widht: 16 | model.shape.widht | no such field; known",
        "[formation_energy_per_atom, band_gap] | [hardness] | model.properties[0] | 'hardness' is"
            + " no property; known: formation_energy_per_atom",
        "convention: made-up-elsewhere | convention: other | sources[3].convention | none of",
        "exclude: [watched] | exclude: [few] | sources[2].exclude | no source before",
        "every: 8 | every: 0 | sources[1].every | must be at least 1, got 0",
        "year: {max: 2010} | year: {most: 2010} | most | no such field; known: not, min, max",
        "file: rows.jsonl | folder: rows | sources[0].file | either file or log must be given",
        "where: {split: test} | wehre: {split: test} | sources[0].wehre | no such field; known",
        "epochs: 8 | epochs: many | stages[1].epochs | many",
        "learningRate: 0.003 | learningRate: -1 | stages[1].learningRate | must be in",
        "sources: [few, many] | sources: [held-out] | stages[1].sources | no training source",
        "patience: 3 | patience: 0 | stages[1].earlyStopping.patience | at least 1",
        "role: validation | role: [validation, calibration] | stages[1].earlyStopping | too narrow",
        "role: test | role: calibration | sources | none has the role test",
        "role: validation | role: [validation, frontier] | sources[1].role | no other role",
        "name: few | name: many | sources | 'many' is given twice",
        "threads: 1 | threads: 0 | run.threads | at least 1",
        "store: models | stores: models | output.store | is missing",
      })
  void shouldNameTheFieldAndTheReason(String from, String to, String field, String reason)
      throws IOException {
    String text = Files.readString(EXAMPLE);
    assertThat(text).contains(from);
    assertThatThrownBy(() -> ConfigFile.parse(text.replace(from, to)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(field)
        .hasMessageContaining(reason);
  }

  @Test
  void shouldRefuseAFieldThatIsGivenTwice() throws IOException {
    String text = Files.readString(EXAMPLE) + "\nrun: {seed: 8}\n";
    assertThatThrownBy(() -> ConfigFile.parse(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("duplicate key run");
  }

  @Test
  void shouldSayThatAFileIsMissingOrNoYaml() {
    assertThatThrownBy(() -> ConfigFile.read(Path.of("nowhere.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("nowhere.yaml");
    assertThatThrownBy(() -> ConfigFile.parse("model: [")).hasMessageContaining("no YAML");
    assertThatThrownBy(() -> ConfigFile.parse("")).hasMessageContaining("must be a map");
  }
}
