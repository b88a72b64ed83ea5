package io.athanor.materials.space;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Small changes of a setting that stay allowed. */
final class Steps {
  private static final double FLIP = 0.15;
  private static final double SWITCH = 0.25;
  private static final int HALVINGS = 6;

  private final RecipeSpace space;
  private final Supports supports;
  private final Tidy tidy;

  Steps(RecipeSpace space, Supports supports, Tidy tidy) {
    this.space = space;
    this.supports = supports;
    this.tidy = tidy;
  }

  Optional<double[]> near(
      double[] centre, double scale, DoubleSupplier normal, SplittableRandom random) {
    double[] point = centre.clone();
    flipOptions(point, random);
    stepNumbers(point, scale, normal, random);
    if (supports.matter() && random.nextDouble() < SWITCH) {
      switchSupport(point, random);
    }
    Slice slice = supports.of(point);
    double[] direction = new double[slice.free().length];
    for (int f = 0; f < direction.length; f++) {
      direction[f] = scale * normal.getAsDouble();
    }
    if (!slice.hasOnlyMixtures()) {
      slice.equalities().project(direction);
    }
    for (int halving = 0; halving < HALVINGS; halving++) {
      double[] tidied = tidy.of(moved(slice, point, direction));
      if (tidied != null) {
        return Optional.of(tidied);
      }
      for (int f = 0; f < direction.length; f++) {
        direction[f] /= 2;
      }
    }
    return Optional.empty();
  }

  private double[] moved(Slice slice, double[] from, double[] direction) {
    double[] point = from.clone();
    double reach =
        slice.hasOnlyMixtures() ? 1 : Math.max(0, Math.min(1, slice.chord(from, direction)[1]));
    for (int f = 0; f < direction.length; f++) {
      int place = slice.free()[f];
      point[place] += reach * direction[f] * slice.width(place);
    }
    if (slice.hasOnlyMixtures()) {
      slice.clamp(point);
      for (int m = 0; m < space.mixtures().size(); m++) {
        project(slice, space.members(m), point);
      }
    } else {
      slice.equalities().correct(point);
      slice.clamp(point);
    }
    return point;
  }

  private static void project(Slice slice, int[] members, double[] point) {
    double[] values = new double[members.length];
    double[] low = new double[members.length];
    double[] high = new double[members.length];
    for (int i = 0; i < members.length; i++) {
      values[i] = point[members[i]];
      low[i] = slice.low(members[i]);
      high[i] = slice.high(members[i]);
    }
    double[] projected = SimplexProjection.project(values, low, high);
    for (int i = 0; i < members.length; i++) {
      point[members[i]] = projected[i];
    }
  }

  private void flipOptions(double[] point, SplittableRandom random) {
    double[] before = point.clone();
    for (int i = 0; i < point.length; i++) {
      if (space.parameters().get(i) instanceof Parameter.Named named
          && random.nextDouble() < FLIP) {
        int count = named.options().size();
        double next =
            named instanceof Parameter.Ordinal
                ? point[i] + (random.nextBoolean() ? 1 : -1)
                : random.nextInt(count);
        point[i] = Math.max(0, Math.min(count - 1, next));
      }
    }
    if (!space.rules().allowsOptions(point)) {
      System.arraycopy(before, 0, point, 0, point.length);
    }
  }

  private void stepNumbers(
      double[] point, double scale, DoubleSupplier normal, SplittableRandom random) {
    for (int i = 0; i < point.length; i++) {
      Parameter parameter = space.parameters().get(i);
      if (parameter instanceof Parameter.Whole whole && random.nextDouble() < 2 * FLIP) {
        double width = (double) (whole.high() - whole.low());
        double step = Math.rint(scale * width * normal.getAsDouble());
        double least = random.nextBoolean() ? 1 : -1;
        double next = point[i] + (step == 0 ? least : step);
        point[i] = Math.max(whole.low(), Math.min(whole.high(), next)) + 0.0;
      } else if (parameter instanceof Parameter.Discrete discrete && random.nextDouble() < FLIP) {
        List<Double> values = discrete.values();
        point[i] = values.get(random.nextInt(values.size())) + 0.0;
      }
    }
  }

  /** Turns one optional number on or off, or lets one take the place of another. */
  private void switchSupport(double[] point, SplittableRandom random) {
    int[] optional = supports.optional();
    int one = optional[random.nextInt(optional.length)];
    int other = optional[random.nextInt(optional.length)];
    if ((point[one] == 0) != (point[other] == 0)) {
      double amount = point[one];
      point[one] = point[other];
      point[other] = amount;
    } else {
      Slice slice = supports.of(point);
      double range = Math.max(Math.abs(space.low(one)), Math.abs(space.high(one)));
      boolean step = !(space.parameters().get(one) instanceof Parameter.Continuous);
      point[one] =
          point[one] != 0 ? 0 : step ? slice.step(one, true, random) : range * random.nextDouble();
    }
  }
}
