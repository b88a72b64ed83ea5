package io.athanor.allinone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.client.Experiments;
import io.athanor.materials.unit.Quantity;
import io.athanor.streams.derive.Curve;
import io.athanor.streams.derive.Derivation;
import io.athanor.streams.derive.Property;
import io.athanor.streams.derive.Techniques;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What perception makes of the laboratory's curves, against the truth behind them. */
class PerceptionOfLabTest {
  private static final int RECIPES = 300;

  private record Pair(double truth, double derived) {}

  private static Curve curve(Experiments.Curve curve) {
    Map<String, Quantity> conditions = new HashMap<>();
    curve
        .conditions()
        .forEach((name, value) -> conditions.put(name, Quantity.of(value.value(), value.unit())));
    return new Curve(
        curve.xName(),
        curve.xUnit(),
        curve.x(),
        curve.yName(),
        curve.yUnit(),
        curve.y(),
        conditions);
  }

  /** Pairs for the films worth measuring; the share of them that gave the property is checked. */
  private static List<Pair> pairs(
      String technique, String property, ToDoubleFunction<Sample.Made> truth, double share) {
    VirtualLab lab = new VirtualLab(3);
    List<Recipe> recipes = RecipePool.of(3, RECIPES);
    List<Pair> pairs = new ArrayList<>();
    int made = 0;
    for (int i = 0; i < RECIPES; i++) {
      if (lab.make("e-" + i, i, recipes.get(i)) instanceof Sample.Made sample
          && !sample.badContact()
          && sample.film().phases().perovskite() > 0.5
          && sample.film().efficiency() > 1) {
        made++;
        for (Experiments.Reading reading : lab.measure(sample, "k", "c", Instant.EPOCH)) {
          if (reading.technique().equals(technique)
              && Techniques.derive(technique, curve(reading.curve()))
                  instanceof Derivation.Derived derived) {
            for (Property each : derived.properties()) {
              if (each.name().equals(property)) {
                pairs.add(new Pair(truth.applyAsDouble(sample), each.quantity().value()));
              }
            }
          }
        }
      }
    }
    assertThat(made).isGreaterThan(RECIPES / 3);
    assertThat((double) pairs.size() / made)
        .as("share of films that gave %s", property)
        .isGreaterThan(share);
    return pairs;
  }

  private static double medianError(List<Pair> pairs) {
    List<Double> errors =
        pairs.stream().map(pair -> Math.abs(pair.derived() - pair.truth())).sorted().toList();
    return errors.get(errors.size() / 2);
  }

  @Test
  void shouldReadEfficiencyFromSweep() {
    List<Pair> pairs =
        pairs(
            Techniques.CURRENT_VOLTAGE,
            VirtualLab.OBJECTIVE,
            sample -> sample.film().efficiency(),
            0.97);
    assertThat(medianError(pairs)).as("%%").isLessThan(0.25);
  }

  @Test
  void shouldReadGapFromSpectrum() {
    List<Pair> pairs = pairs(Techniques.ABSORPTION, "band_gap", sample -> sample.film().gap(), 0.8);
    assertThat(medianError(pairs)).as("eV").isLessThan(0.04);
  }

  @Test
  void shouldReadLatticeParameterFromPattern() {
    List<Pair> pairs =
        pairs(Techniques.DIFFRACTION, "lattice_parameter", sample -> sample.film().lattice(), 0.6);
    assertThat(medianError(pairs)).as("Angstrom").isLessThan(0.03);
  }
}
