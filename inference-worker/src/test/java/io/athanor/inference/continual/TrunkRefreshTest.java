package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.inference.model.Calibration;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrunkRefreshTest {
  private static final Property ENERGY = Property.FORMATION_ENERGY_PER_ATOM;
  private static final RefreshOptions FAST = steps(40);
  private static final List<Sample> OLD = Champions.salts("old", new int[] {3, 11, 19}, 9, 60);
  private static final List<Sample> NEW = Champions.salts("new", new int[] {29, 47}, 35, 60);

  @TempDir static Path root;

  private static TrunkRefresh refresher;
  private static StoredModel champion;
  private static Refreshed refreshed;

  /** A model that knows the old rows, and its child. */
  @BeforeAll
  static void learnOldRows() {
    StoredModel random = Champions.random(root, 3);
    try (TrunkRefresh refresh = new TrunkRefresh(steps(300), Champions.DEVICE, root)) {
      champion = refresh.refresh(random, OLD, List.of(), 1).model();
    }
    refresher = new TrunkRefresh(FAST, Champions.DEVICE, root);
    refreshed = refresher.refresh(champion, NEW, OLD, 1);
  }

  @AfterAll
  static void close() {
    refresher.close();
  }

  @Test
  void shouldLearnNewRowsAndSaySo() {
    double before = Champions.error(champion, NEW, ENERGY);
    assertThat(Champions.error(refreshed.model(), NEW, ENERGY)).isLessThan(0.7 * before);
    Refreshed.Change change = refreshed.errors().get(ENERGY);
    assertThat(change.after()).isLessThan(change.before());
    assertThat(change.rows()).isEqualTo(refreshed.heldOut());
    assertThat(refreshed.fresh() + refreshed.replayed() + refreshed.heldOut())
        .isEqualTo(NEW.size() + OLD.size());
    assertThat(refreshed.steps()).isEqualTo(40);
    assertThat(refreshed.grown()).isEmpty();
  }

  @Test
  void shouldRepeatItselfToTheDigestWhateverItRefreshedBefore() {
    refresher.refresh(champion, OLD, NEW, 8);
    String digest = refreshed.model().digest();
    assertThat(refresher.refresh(champion, NEW, OLD, 1).model().digest()).isEqualTo(digest);
    assertThat(refreshed(FAST, 1).model().digest()).isEqualTo(digest);
    assertThat(refresher.refresh(champion, NEW, OLD, 2).model().digest()).isNotEqualTo(digest);
  }

  @Test
  void shouldStoreAChildOfTheChampion() {
    StoredModel made = refreshed.model();
    StoredModel read = ModelStore.directory(root).load("champion", Optional.of(made.digest()));
    assertThat(read.manifest().parentDigest()).contains(champion.digest());
    assertThat(champion.manifest().version()).isEqualTo("2.r1");
    assertThat(read.manifest().version()).isEqualTo("2.r2");
    assertThat(read.manifest().data()).isEqualTo(champion.manifest().data());
    assertThat(read.manifest().metrics())
        .containsKeys("crystal/formation_energy_per_atom/mae", "refresh/steps")
        .doesNotContainKey("crystal/band_gap/mae");
    assertThat(read.card().orElseThrow()).contains(champion.digest()).contains("version 2.r2");
    assertThat(ModelStore.directory(root).released("champion")).isNotEqualTo(made.digest());
  }

  @Test
  void shouldFitIntervalsOnRowsKeptBack() {
    StoredModel made = refreshed.model();
    Calibration fitted = made.manifest().calibrations().get(InputMode.CRYSTAL).get(ENERGY);
    assertThat(fitted).isNotEqualTo(Calibration.NONE);
    assertThat(made.manifest().calibrations().get(InputMode.CRYSTAL).get(Property.BAND_GAP))
        .as("no row has one")
        .isEqualTo(Calibration.NONE);
  }

  @Test
  void shouldMoveOldAnswersLessWhenElastic() {
    double[] before = Champions.said(champion, OLD, ENERGY);
    RefreshOptions naive = FAST.withReplay(false).withElasticity(0);
    double free = Champions.apart(before, Champions.said(refreshed(naive, 1).model(), OLD, ENERGY));
    double held =
        Champions.apart(
            before, Champions.said(refreshed(naive.withElasticity(100), 1).model(), OLD, ENERGY));
    assertThat(held).isLessThan(0.5 * free);
  }

  @Test
  void shouldForgetLessWithReplay() {
    RefreshOptions naive = FAST.withReplay(false).withElasticity(0);
    double forgot = Champions.error(refreshed(naive, 1).model(), OLD, ENERGY);
    double replayed = Champions.error(refreshed(naive.withReplay(true), 1).model(), OLD, ENERGY);
    assertThat(replayed).isLessThan(0.7 * forgot);
  }

  @Test
  void shouldKeepOldAnswersByAskingTheChampionAloneWithoutAnOldLabel() {
    RefreshOptions naive = FAST.withReplay(false).withElasticity(0);
    List<Sample> asked = Champions.bare(Champions.salts("asked", new int[] {3, 11, 19}, 9, 60));
    double[] before = Champions.said(champion, OLD, ENERGY);
    StoredModel forgot = refreshed(naive, 1).model();
    try (TrunkRefresh refresh =
        new TrunkRefresh(
            naive,
            Champions.DEVICE,
            root,
            Optional.of(new OldTask(champion, (count, seed) -> asked)))) {
      StoredModel kept = refresh.refresh(champion, NEW, List.of(), 1).model();
      assertThat(Champions.apart(before, Champions.said(kept, OLD, ENERGY)))
          .isLessThan(0.5 * Champions.apart(before, Champions.said(forgot, OLD, ENERGY)));
      assertThat(Champions.error(kept, NEW, ENERGY))
          .isLessThan(0.8 * Champions.error(champion, NEW, ENERGY));
      assertThat(refresh.refresh(champion, NEW, List.of(), 1).model().digest())
          .isEqualTo(kept.digest());
    }
  }

  @Test
  void shouldLearnAPropertyThatTheChampionCannotPredict() {
    List<Sample> heats = new ArrayList<>();
    for (Sample row : NEW) {
      double heat = 2 + 3 * row.label(ENERGY);
      heats.add(
          new Sample(
              "heat-" + row.id(),
              0,
              row.crystal(),
              row.composition(),
              Map.of(Property.PEROVSKITE_HEAT, heat)));
    }
    Refreshed grown = refresher.refresh(champion, heats, OLD, 1);
    assertThat(grown.grown()).containsExactly(Property.PEROVSKITE_HEAT);
    assertThat(grown.model().manifest().shape().properties())
        .containsExactly(ENERGY, Property.BAND_GAP, Property.PEROVSKITE_HEAT);
    assertThat(Champions.error(grown.model(), heats, Property.PEROVSKITE_HEAT))
        .isLessThan(0.4 * deviation(heats, Property.PEROVSKITE_HEAT));
  }

  @Test
  void shouldRefuseRowsWithNothingToLearn() {
    assertThatThrownBy(() -> refresher.refresh(champion, Champions.bare(NEW), OLD, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fresh none of 60 rows has a label that the model can learn");
  }

  private static RefreshOptions steps(int count) {
    return new RefreshOptions(count, 16, 3e-3, 1, 24, true, 0.2, 16, 1);
  }

  /** Of the best constant: mean absolute deviation from the mean. */
  private static double deviation(List<Sample> rows, Property property) {
    double mean = rows.stream().mapToDouble(row -> row.label(property)).average().orElseThrow();
    return rows.stream()
        .mapToDouble(row -> Math.abs(row.label(property) - mean))
        .average()
        .orElseThrow();
  }

  private static Refreshed refreshed(RefreshOptions options, long seed) {
    try (TrunkRefresh refresh = new TrunkRefresh(options, Champions.DEVICE, root)) {
      return refresh.refresh(champion, NEW, OLD, seed);
    }
  }
}
