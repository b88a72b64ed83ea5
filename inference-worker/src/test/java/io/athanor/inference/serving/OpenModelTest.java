package io.athanor.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.inference.modality.Expert;
import io.athanor.inference.modality.Pool;
import io.athanor.inference.modality.Pools;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenModelTest {
  private static final DeviceOptions DEVICE = DeviceOptions.threads(1, 1);

  @TempDir Path root;

  @Test
  void shouldRefuseAModelThatHasNoFiniteAnswer() {
    Map<String, Weights.Entry> broken = new LinkedHashMap<>(Models.weights(5).entries());
    broken.replaceAll(
        (name, entry) -> {
          float[] values = entry.values().clone();
          if (name.startsWith("head")) {
            Arrays.fill(values, Float.NaN);
          }
          return new Weights.Entry(entry.shape(), values);
        });
    StoredModel stored = RandomModels.write(root, new Weights(broken));
    assertThatThrownBy(() -> OpenModel.open(stored, DEVICE, 1_000))
        .isInstanceOf(ModelStoreException.class)
        .hasMessageContaining(stored.digest())
        .hasMessageContaining("does not answer");
  }

  @Test
  void shouldRefuseAModelWhoseExpertsHaveNoFiniteAnswer() {
    StoredModel ember = ModelStore.of("classpath:").load("ember", Optional.empty());
    Pool half =
        new Pool(
            Map.of(Expert.NETWORK, new Pool.Share(0.5, 0), Expert.PATTERN, new Pool.Share(0.5, 0)),
            1,
            1);
    Pools pools =
        new Pools(Map.of("composition+pattern", Map.of(Property.FORMATION_ENERGY_PER_ATOM, half)));
    OpenModel.open(pooled(ember, pools, ember.weights()), DEVICE, 1_000).close();
    Map<String, Weights.Entry> broken = new LinkedHashMap<>(ember.weights().entries());
    broken.replaceAll(
        (name, entry) -> {
          float[] values = entry.values().clone();
          if (name.startsWith("pattern/")) {
            Arrays.fill(values, Float.NaN);
          }
          return new Weights.Entry(entry.shape(), values);
        });
    StoredModel stored = pooled(ember, pools, new Weights(broken));
    assertThatThrownBy(() -> OpenModel.open(stored, DEVICE, 1_000))
        .isInstanceOf(ModelStoreException.class)
        .hasMessageContaining(stored.digest());
  }

  private StoredModel pooled(StoredModel known, Pools pools, Weights weights) {
    ModelManifest manifest = known.manifest();
    return ModelStore.write(
        root,
        new ModelManifest(
            ModelManifest.FORMAT,
            "pooled",
            "test",
            Optional.empty(),
            manifest.shape(),
            List.of(),
            manifest.literature(),
            manifest.calibrations(),
            manifest.beyond(),
            pools,
            Map.of(),
            List.of("none")),
        weights,
        true);
  }

  @Test
  void shouldRefuseAModelWithoutOneOfItsTensors() {
    Map<String, Weights.Entry> broken = new LinkedHashMap<>(Models.weights(5).entries());
    String missing =
        broken.keySet().stream().filter(name -> name.startsWith("head")).findFirst().orElseThrow();
    broken.remove(missing);
    StoredModel stored = RandomModels.write(root, new Weights(broken));
    assertThatThrownBy(() -> OpenModel.open(stored, DEVICE, 1_000))
        .isInstanceOf(ModelStoreException.class)
        .hasMessageContaining(missing);
  }

  @Test
  void shouldAnswerOnceItIsOpen() throws Exception {
    try (OpenModel model =
        OpenModel.open(RandomModels.write(root, Models.weights(5)), DEVICE, 1_000)) {
      var graph = model.admission().graph(new RawMaterial(Optional.empty(), Optional.of("MgO")));
      assertThat(model.scorer().score(List.of(graph)))
          .singleElement()
          .isInstanceOf(Verdict.Scored.class);
    }
  }
}
