package io.athanor.inference.relax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.TracedCrystal;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RelaxerTest {
  private static EnergySurface surface;

  @BeforeAll
  static void open() {
    StoredModel ember = ModelStore.classpath().load("ember", Optional.empty());
    surface =
        EnergySurface.open(ember.manifest().shape(), ember.weights(), DeviceOptions.threads(1, 1));
  }

  @AfterAll
  static void close() {
    surface.close();
  }

  @Test
  void shouldFindTheSameVolumeFromBothSides() {
    Relaxer relaxer = new Relaxer(surface, RelaxSettings.of(Freedom.VOLUME));
    List<Relaxation> relaxed = relaxer.relax(List.of(perovskite(3.75, 0), perovskite(4.1, 0)));
    for (Relaxation relaxation : relaxed) {
      assertThat(relaxation.converged()).isTrue();
      assertThat(relaxation.energyAfter()).isLessThan(relaxation.energyBefore());
      assertThat(relaxation.largestStress()).isLessThan(1);
    }
    double first = relaxed.get(0).crystal().lattice().a();
    // the measured edge of SrTiO3 is 3.905 angstrom
    assertThat(first).isCloseTo(3.9, within(0.12));
    assertThat(relaxed.get(1).crystal().lattice().a()).isCloseTo(first, within(0.02));
  }

  @Test
  void shouldEndWhereTheNetworkGivesNoNumber() {
    Crystal start = perovskite(3.9, 0);
    double[][] slopes = new double[start.sites().size()][3];
    slopes[0][0] = Double.NaN;
    Descent descent = new Descent(start, RelaxSettings.of(Freedom.ALL));
    descent.take(
        new EnergySurface.Point(-1, new TracedCrystal.Derivative(slopes, new double[3][3])));
    descent.refuse();
    assertThat(descent.ended()).isTrue();
    assertThat(descent.relaxation().crystal()).isEqualTo(start);
  }

  @Test
  void shouldKeepASymmetricCrystalSymmetric() {
    Relaxer relaxer = new Relaxer(surface, RelaxSettings.of(Freedom.ALL));
    Relaxation relaxed = relaxer.relax(List.of(perovskite(4.05, 0))).get(0);
    Lattice lattice = relaxed.crystal().lattice();
    assertThat(relaxed.steps()).isGreaterThan(2);
    assertThat(lattice.b()).isCloseTo(lattice.a(), within(1e-9));
    assertThat(lattice.c()).isCloseTo(lattice.a(), within(1e-9));
    assertThat(List.of(lattice.alpha(), lattice.beta(), lattice.gamma()))
        .allSatisfy(angle -> assertThat(angle).isCloseTo(90, within(1e-7)));
    List<Site> before = perovskite(4.05, 0).sites();
    for (int site = 0; site < before.size(); site++) {
      Site after = relaxed.crystal().sites().get(site);
      assertThat(after.x()).isCloseTo(before.get(site).x(), within(1e-9));
      assertThat(after.y()).isCloseTo(before.get(site).y(), within(1e-9));
      assertThat(after.z()).isCloseTo(before.get(site).z(), within(1e-9));
    }
  }

  @Test
  void shouldBringADisplacedAtomTowardsItsPlace() {
    Relaxer relaxer = new Relaxer(surface, RelaxSettings.of(Freedom.ALL));
    Relaxation relaxed = relaxer.relax(List.of(rockSaltWithOneAside(5.64, 0.05))).get(0);
    assertThat(relaxed.energyAfter()).isLessThan(relaxed.energyBefore() - 1e-3);
    assertThat(relaxed.converged()).isTrue();
    assertThat(relaxed.largestForce()).isLessThan(0.05);
  }

  @Test
  void shouldTreatACrystalAlikeAloneAndAmongOthers() {
    RelaxSettings settings = RelaxSettings.of(Freedom.VOLUME_AND_SITES);
    List<Crystal> crystals =
        List.of(perovskite(4.0, 0.02), rockSalt(5.9), rockSaltWithOneAside(5.5, 0.03));
    List<Relaxation> together = new Relaxer(surface, settings).relax(crystals);
    for (int index = 0; index < crystals.size(); index++) {
      Relaxation alone = new Relaxer(surface, settings).relax(List.of(crystals.get(index))).get(0);
      assertThat(together.get(index).energyAfter()).isCloseTo(alone.energyAfter(), within(1e-3));
    }
  }

  @Test
  void shouldNotLeaveTheGuards() {
    RelaxSettings narrow = new RelaxSettings(Freedom.VOLUME, 60, 0.05, 0.05, 0.1, 0.01, 0.6, 8);
    Relaxation relaxed = new Relaxer(surface, narrow).relax(List.of(perovskite(4.3, 0))).get(0);
    assertThat(relaxed.ending()).isEqualTo(Relaxation.Ending.GUARD);
    assertThat(relaxed.converged()).isFalse();
    assertThat(relaxed.crystal().lattice().a()).isBetween(4.3 * 0.99 - 1e-6, 4.3);
    assertThat(relaxed.energyAfter()).isLessThan(relaxed.energyBefore());
  }

  @Test
  void shouldMoveOnlyWhatIsFree() {
    Relaxation relaxed =
        new Relaxer(surface, RelaxSettings.of(Freedom.SITES))
            .relax(List.of(rockSaltWithOneAside(5.5, 0.04)))
            .get(0);
    assertThat(relaxed.crystal().lattice().a()).isCloseTo(5.5, within(1e-9));
    assertThat(relaxed.energyAfter()).isLessThan(relaxed.energyBefore());
  }

  @Test
  void shouldNameAnElementThatTheModelNeverSaw() {
    Crystal unknown =
        new Crystal(
            Lattice.cubic(5),
            List.of(new Site(Element.Rn, 0, 0, 0), new Site(Element.O, .5, 0, 0)));
    Relaxer relaxer = new Relaxer(surface, RelaxSettings.of(Freedom.VOLUME));
    List<Crystal> asked = List.of(unknown);
    assertThatThrownBy(() -> relaxer.relax(asked))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Rn");
  }

  @Test
  void shouldRefuseSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> new RelaxSettings(Freedom.ALL, 10, 0, 1, 0.1, 0.1, 0.6, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("forceTolerance");
    assertThatThrownBy(() -> new RelaxSettings(Freedom.ALL, 10, 1, 1, 0.1, 0.6, 0.6, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("largestStrain");
  }

  private static Crystal perovskite(double edge, double aside) {
    return new Crystal(
        Lattice.cubic(edge),
        List.of(
            new Site(Element.Sr, 0, 0, 0),
            new Site(Element.Ti, .5 + aside, .5, .5),
            new Site(Element.O, .5, .5, 0),
            new Site(Element.O, .5, 0, .5),
            new Site(Element.O, 0, .5, .5)));
  }

  private static Crystal rockSalt(double edge) {
    return rockSaltWithOneAside(edge, 0);
  }

  private static Crystal rockSaltWithOneAside(double edge, double aside) {
    return new Crystal(
        Lattice.cubic(edge),
        List.of(
            new Site(Element.Na, aside, 0.7 * aside, 0),
            new Site(Element.Na, 0, .5, .5),
            new Site(Element.Na, .5, 0, .5),
            new Site(Element.Na, .5, .5, 0),
            new Site(Element.Cl, .5, .5, .5),
            new Site(Element.Cl, .5, 0, 0),
            new Site(Element.Cl, 0, .5, 0),
            new Site(Element.Cl, 0, 0, .5)));
  }
}
