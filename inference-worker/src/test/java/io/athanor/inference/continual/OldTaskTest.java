package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.StoredModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldTaskTest {
  @TempDir Path root;

  private StoredModel released;
  private OldTask task;

  @BeforeEach
  void release() {
    released = Champions.random(root, 1);
    task = new OldTask(released, (count, seed) -> List.of());
  }

  @Test
  void shouldLetTheReleasedModelAnswerForItsDescendants() {
    NetworkShape grown =
        Champions.SHAPE.withProperties(
            List.of(
                Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP, Property.PEROVSKITE_HEAT));
    assertThat(task.teacher(released).digest()).isEqualTo(released.digest());
    assertThat(task.teacher(other("champion", "2.r7", grown))).isSameAs(released);
  }

  @Test
  void shouldLetAChampionOfAnotherLineAnswerForItself() {
    NetworkShape fewer =
        Champions.SHAPE.withProperties(List.of(Property.FORMATION_ENERGY_PER_ATOM));
    for (StoredModel stranger :
        List.of(
            other("champion", "3.r1", Champions.SHAPE),
            other("champion", "22.r1", Champions.SHAPE),
            other("champion", "2", Champions.SHAPE),
            other("another", "2.r1", Champions.SHAPE),
            other("champion", "2.r1", fewer),
            other("champion", "2.r1", Champions.SHAPE.withMembers(2, 1)))) {
      assertThat(task.teacher(stranger)).isSameAs(stranger);
    }
  }

  @Test
  void shouldAskAModelWithoutDataAboutMadeUpStructures() {
    OldTask made = OldTask.of(released);
    assertThat(made.model()).isSameAs(released);
    assertThat(made.questions().drawn(30, 1)).hasSize(30);
    assertThat(made.questions().drawn(30, 1).get(0).crystal().distances())
        .isNotEqualTo(made.questions().drawn(30, 2).get(0).crystal().distances());
  }

  @Test
  void shouldCountRefreshes() {
    assertThat(RefreshedVersion.of("2").next()).hasToString("2.r1");
    assertThat(RefreshedVersion.of("2.r9").next()).hasToString("2.r10");
    assertThat(RefreshedVersion.of("2.r9").leadsTo(RefreshedVersion.of("2.r10"))).isTrue();
    assertThat(RefreshedVersion.of("2.r10").leadsTo(RefreshedVersion.of("2.r9"))).isFalse();
  }

  private StoredModel other(String name, String version, NetworkShape shape) {
    ModelManifest known = released.manifest();
    ModelManifest manifest =
        new ModelManifest(
            known.format(),
            name,
            version,
            Optional.empty(),
            shape,
            known.tensors(),
            known.literature(),
            known.calibrations(),
            known.beyond(),
            known.pools(),
            known.metrics(),
            known.data());
    return new StoredModel("0".repeat(64), manifest, released.weights(), Optional.empty());
  }
}
