package io.athanor.inference.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.inference.modality.Expert;
import io.athanor.inference.modality.Pool;
import io.athanor.inference.modality.Pools;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Cells;
import io.athanor.inference.model.Extrapolation;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final Pool HALF =
      new Pool(
          Map.of(Expert.NETWORK, new Pool.Share(0.5, 0), Expert.PATTERN, new Pool.Share(0.5, -0.1)),
          0.9,
          1.2);

  @TempDir Path root;

  @Test
  void shouldGiveBackWhatItStoredBitForBit() {
    Weights weights = Models.weights(5);
    StoredModel written = ModelStore.write(root, manifest("round"), weights, true);
    StoredModel read = ModelStore.directory(root).load("round", Optional.empty());
    assertThat(read.digest()).isEqualTo(written.digest());
    assertThat(read.manifest()).isEqualTo(written.manifest());
    weights
        .entries()
        .forEach(
            (name, entry) ->
                assertThat(read.weights().get(name).values()).as(name).isEqualTo(entry.values()));
    List<MaterialGraph> graphs = List.of(Cells.random(1).graph(), Cells.random(2).graph());
    try (MaterialModel before = written.open(1, 1);
        MaterialModel after = read.open(1, 1)) {
      List<MaterialPrediction> first = before.predict(graphs);
      List<MaterialPrediction> second = after.predict(graphs);
      for (int row = 0; row < graphs.size(); row++) {
        assertThat(second.get(row).estimates()).isEqualTo(first.get(row).estimates());
        assertThat(second.get(row).embedding()).isEqualTo(first.get(row).embedding());
      }
    }
  }

  @Test
  void shouldKeepWhatIsAddedBeyondTrainingAndHowExpertsAreMixed() {
    ModelManifest plain = manifest("far");
    assertThat(plain.calibration().beyond(InputMode.CRYSTAL, Property.BAND_GAP)).isEmpty();
    ModelManifest wide =
        new ModelManifest(
            plain.format(),
            plain.name(),
            plain.version(),
            plain.parentDigest(),
            plain.shape(),
            plain.tensors(),
            plain.literature(),
            plain.calibrations(),
            Map.of(InputMode.CRYSTAL, Map.of(Property.BAND_GAP, new Extrapolation(0.2, 2.5))),
            new Pools(Map.of("composition+pattern", Map.of(Property.BAND_GAP, HALF))),
            plain.metrics(),
            plain.data());
    ModelStore.write(root, wide, Models.weights(1), true);
    StoredModel read = ModelStore.directory(root).load("far", Optional.empty());
    assertThat(read.manifest().calibration().beyond(InputMode.CRYSTAL, Property.BAND_GAP))
        .contains(new Extrapolation(0.2, 2.5));
    assertThat(read.manifest().pools()).isEqualTo(wide.pools());
    assertThat(plain.pools()).isEqualTo(Pools.NONE);
    assertThat(
            read.manifest()
                .calibration()
                .beyond(InputMode.CRYSTAL, Property.FORMATION_ENERGY_PER_ATOM))
        .isEmpty();
    assertThat(read.manifest().calibration().beyond(InputMode.COMPOSITION, Property.BAND_GAP))
        .isEmpty();
  }

  @Test
  void shouldReadTheCardThatLiesBesideAModel() throws Exception {
    StoredModel written = ModelStore.write(root, manifest("carded"), Models.weights(1), true);
    assertThat(ModelStore.directory(root).load("carded", Optional.empty()).card()).isEmpty();
    Files.writeString(
        root.resolve("carded").resolve(written.digest()).resolve("MODEL_CARD.md"), "# Carded");
    StoredModel read = ModelStore.directory(root).load("carded", Optional.empty());
    assertThat(read.card()).contains("# Carded");
    assertThat(read.digest()).as("no part of the digest").isEqualTo(written.digest());
  }

  @Test
  void shouldNameTheSameContentAlike() {
    StoredModel once = ModelStore.write(root, manifest("same"), Models.weights(5), false);
    StoredModel twice =
        ModelStore.write(root.resolve("b"), manifest("same"), Models.weights(5), false);
    StoredModel other = ModelStore.write(root, manifest("same"), Models.weights(6), false);
    assertThat(twice.digest()).isEqualTo(once.digest());
    assertThat(other.digest()).isNotEqualTo(once.digest());
    assertThat(ModelStore.directory(root).load("same", Optional.of(once.digest())).digest())
        .isEqualTo(once.digest());
  }

  @Test
  void shouldRefuseContentThatIsNotItsDigest() throws Exception {
    StoredModel model = ModelStore.write(root, manifest("bent"), Models.weights(5), true);
    Path file = root.resolve("bent").resolve(model.digest()).resolve("weights.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[12_345] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> ModelStore.directory(root).load("bent", Optional.empty()))
        .isInstanceOf(ModelStoreException.class)
        .hasMessageContaining("not what its digest says")
        .hasMessageContaining(model.digest());
  }

  @Test
  void shouldSayWhatIsMissing() {
    ModelStore store = ModelStore.directory(root);
    assertThatThrownBy(() -> store.load("nobody", Optional.empty()))
        .isInstanceOf(ModelStoreException.class)
        .hasMessageContaining("nobody/RELEASED");
    assertThatThrownBy(() -> store.load("nobody", Optional.of("../../etc/passwd")))
        .isInstanceOf(ModelStoreException.class)
        .hasMessageContaining("64");
    assertThatThrownBy(() -> store.load("nobody", Optional.of("f".repeat(100_000))))
        .as("what is asked for may be of any length, a dead letter may not")
        .isInstanceOf(ModelStoreException.class)
        .hasMessage("model digest must be 64 lower-case hex digits, got 100000 characters");
    assertThatThrownBy(() -> store.load("nobody", Optional.of("0".repeat(64))))
        .hasMessageContaining("model.json");
  }

  @Test
  void shouldReleaseOnlyWhatIsThereAndWhole() throws Exception {
    StoredModel first = ModelStore.write(root, manifest("turn"), Models.weights(5), true);
    StoredModel second = ModelStore.write(root, manifest("turn"), Models.weights(6), false);
    ModelStore store = ModelStore.directory(root);
    assertThat(store.released("turn")).isEqualTo(first.digest());
    ModelStore.release(root, "turn", second.digest());
    assertThat(store.released("turn")).isEqualTo(second.digest());
    assertThatThrownBy(() -> ModelStore.release(root, "turn", "0".repeat(64)))
        .isInstanceOf(ModelStoreException.class);
    assertThat(store.released("turn")).isEqualTo(second.digest());
    assertThat(root.resolve("turn")).isDirectoryNotContaining("glob:**/.RELEASED*");
  }

  @Test
  void shouldRefuseANameThatIsNoFolder() {
    assertThatThrownBy(() -> manifest("../up")).hasMessageContaining("name");
  }

  private static ModelManifest manifest(String name) {
    return new ModelManifest(
        ModelManifest.FORMAT,
        name,
        "test",
        Optional.empty(),
        Models.SHAPE,
        List.of(),
        Calibrations.none(Models.SHAPE.properties()).byMode(),
        Map.of("crystal/band_gap/mae", 0.5),
        List.of("none"));
  }
}
