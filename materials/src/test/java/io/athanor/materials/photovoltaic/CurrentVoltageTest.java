package io.athanor.materials.photovoltaic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.photovoltaic.CurrentVoltageResult.Estimate;
import io.athanor.materials.photovoltaic.CurrentVoltageResult.FiguresOfMerit;
import io.athanor.materials.photovoltaic.CurrentVoltageResult.Refused;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurrentVoltageTest {
  private static final long SEED = 20_261_122L;

  /** One diode with series and shunt resistance (Ohm cm², currents in mA/cm²). */
  private record Cell(
      double photo, double saturation, double thermal, double series, double shunt) {

    static Cell random(Random random) {
      double photo = 10 + 15 * random.nextDouble();
      double thermal = 0.02585 * (1.2 + 0.8 * random.nextDouble());
      double open = 0.7 + 0.5 * random.nextDouble();
      double saturation = photo / (Math.exp(open / thermal) - 1);
      return new Cell(
          photo, saturation, thermal, 6 * random.nextDouble(), 500 + 5_000 * random.nextDouble());
    }

    double current(double voltage) {
      double low = -1_000;
      double high = 100;
      for (int i = 0; i < 55; i++) {
        double middle = (low + high) / 2;
        if (middle < right(voltage, middle)) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return (low + high) / 2;
    }

    private double right(double voltage, double current) {
      double junction = voltage + current * series / 1000;
      return photo
          - saturation * Math.expm1(Math.min(60, junction / thermal))
          - junction / shunt * 1000;
    }

    double openCircuit() {
      double low = 0;
      double high = 2;
      for (int i = 0; i < 45; i++) {
        double middle = (low + high) / 2;
        if (current(middle) > 0) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return (low + high) / 2;
    }

    double maximumPower() {
      double low = 0;
      double high = openCircuit();
      for (int i = 0; i < 45; i++) {
        double left = low + (high - low) * 0.382;
        double right = low + (high - low) * 0.618;
        if (left * current(left) < right * current(right)) {
          low = left;
        } else {
          high = right;
        }
      }
      return low * current(low);
    }
  }

  @Test
  void shouldRecoverFiguresOfMeritWithinTheirErrors() {
    Random random = new Random(SEED);
    int cases = 1_000;
    int[] covered = new int[4];
    for (int i = 0; i < cases; i++) {
      Cell cell = Cell.random(random);
      double noise = 0.01 + 0.1 * random.nextDouble();
      CurrentVoltageResult result = CurrentVoltage.analyse(sweep(cell, noise, random, i));
      assertThat(result).as("seed %d case %d", SEED, i).isInstanceOf(FiguresOfMerit.class);
      FiguresOfMerit figures = (FiguresOfMerit) result;
      double open = cell.openCircuit();
      double current = cell.current(0);
      double power = cell.maximumPower();
      covered[0] += covers(figures.openCircuitVoltage(), open);
      covered[1] += covers(figures.shortCircuitCurrent(), current);
      covered[2] += covers(figures.fillFactor(), power / open / current);
      covered[3] += covers(figures.efficiency(), power);
      assertThat(figures.efficiency().value())
          .as("seed %d case %d", SEED, i)
          .isCloseTo(power, within(0.03 * power));
    }
    for (int count : covered) {
      assertThat(count / (double) cases)
          .as("seed %d: within two standard errors", SEED)
          .isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void shouldNotCareForSweepDirectionOrSign() {
    Random random = new Random(SEED + 1);
    for (int i = 0; i < 100; i++) {
      CurrentVoltageCurve curve = sweep(Cell.random(random), 0.05, random, 1);
      int n = curve.voltages().length;
      double[] voltages = new double[n];
      double[] currents = new double[n];
      for (int j = 0; j < n; j++) {
        voltages[j] = curve.voltages()[n - 1 - j];
        currents[j] = -curve.currents()[n - 1 - j];
      }
      assertThat(CurrentVoltage.analyse(new CurrentVoltageCurve(voltages, currents, 1000)))
          .as("seed %d case %d", SEED + 1, i)
          .isEqualTo(CurrentVoltage.analyse(curve));
    }
  }

  @Test
  void shouldRelateTheEfficiencyToTheLamp() {
    CurrentVoltageCurve sun = sweep(Cell.random(new Random(1)), 0.05, new Random(2), 1);
    CurrentVoltageCurve half = new CurrentVoltageCurve(sun.voltages(), sun.currents(), 500);
    double whole = ((FiguresOfMerit) CurrentVoltage.analyse(sun)).efficiency().value();
    assertThat(((FiguresOfMerit) CurrentVoltage.analyse(half)).efficiency().value())
        .isCloseTo(2 * whole, within(1e-9));
  }

  @Test
  void shouldSayWhyThereAreNoFigures() {
    assertRefused(0, 1.2, 8, 20, "sweep has 8 points");
    assertRefused(0.1, 1.2, 60, 20, "does not reach short circuit");
    assertRefused(-0.1, 0.6, 60, 20, "does not reach open circuit");
    assertRefused(-0.1, 1.2, 60, 1e-9, "no photocurrent");
  }

  @Test
  void shouldNameTheWrongColumn() {
    double[] up = {0, 1, 2};
    assertWrong(up, up, 0, "irradiance");
    assertWrong(up, new double[2], 1000, "current");
    assertWrong(new double[] {0, 1, 1}, up, 1000, "voltage");
    assertWrong(new double[] {0, 2, 1}, up, 1000, "voltage");
    assertWrong(up, new double[] {0, Double.NaN, 0}, 1000, "current");
    assertWrong(new double[] {0, Double.NaN, 2}, up, 1000, "voltage");
  }

  private static CurrentVoltageCurve sweep(Cell cell, double noise, Random random, int i) {
    double step = 0.01 + 0.01 * random.nextDouble();
    int n = (int) ((cell.openCircuit() + 0.25) / step);
    double[] voltages = new double[n];
    double[] currents = new double[n];
    for (int j = 0; j < n; j++) {
      voltages[j] = -0.1 + step * j;
      currents[j] = cell.current(voltages[j]) + noise * random.nextGaussian();
    }
    if (i % 4 == 0) {
      // a contact that bounced once
      currents[2 + random.nextInt(n - 4)] += 10;
    }
    return new CurrentVoltageCurve(voltages, currents, 1000);
  }

  private static int covers(Estimate estimate, double truth) {
    return Math.abs(estimate.value() - truth) <= 2 * estimate.standardError() ? 1 : 0;
  }

  private static void assertRefused(double from, double to, int n, double photo, String reason) {
    Cell cell = new Cell(photo, 1e-11, 0.035, 1, 1e4);
    Random random = new Random(SEED);
    double[] voltages = new double[n];
    double[] currents = new double[n];
    for (int i = 0; i < n; i++) {
      voltages[i] = from + (to - from) * i / (n - 1);
      currents[i] = cell.current(voltages[i]) + 0.05 * random.nextGaussian();
    }
    assertThat(CurrentVoltage.analyse(new CurrentVoltageCurve(voltages, currents, 1000)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }

  private static void assertWrong(double[] v, double[] j, double irradiance, String field) {
    assertThatThrownBy(() -> new CurrentVoltageCurve(v, j, irradiance))
        .isInstanceOfSatisfying(
            MeasurementException.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
