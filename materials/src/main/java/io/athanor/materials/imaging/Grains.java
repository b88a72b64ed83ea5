package io.athanor.materials.imaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Sizes of the connected parts of a phase, in pixels. Parts and chords that touch the edge of the
 * image are cut there and left out; a chord counts no matter how its part lies.
 *
 * @param chords how many straight sections in the phase, along rows and columns
 * @param meanIntercept their mean length (Heyn's mean linear intercept, ASTM E112); for discs of
 *     radius R it is pi R / 2
 * @param interceptError its standard error
 * @param parts how many connected parts (by edges)
 * @param meanDiameter mean of their diameters as circles of the same area
 * @param diameterError its standard error
 */
public record Grains(
    int chords,
    double meanIntercept,
    double interceptError,
    int parts,
    double meanDiameter,
    double diameterError) {

  /** Of a phase, row by row. Means and errors are NaN where there is nothing to take them of. */
  public static Grains of(boolean[] phase, int width, int height) {
    List<Double> chords = new ArrayList<>();
    for (int y = 0; y < height; y++) {
      chords(phase, y * width, 1, width, chords);
    }
    for (int x = 0; x < width; x++) {
      chords(phase, x, width, height, chords);
    }
    List<Double> diameters = diameters(phase, width, height);
    return new Grains(
        chords.size(),
        mean(chords),
        error(chords),
        diameters.size(),
        mean(diameters),
        error(diameters));
  }

  private static void chords(boolean[] phase, int start, int step, int n, List<Double> chords) {
    int from = -1;
    for (int i = 1; i < n; i++) {
      boolean now = phase[start + i * step];
      boolean before = phase[start + (i - 1) * step];
      if (now && !before) {
        from = i;
      } else if (!now && before && from >= 0) {
        chords.add((double) (i - from));
        from = -1;
      }
    }
  }

  private static List<Double> diameters(boolean[] phase, int width, int height) {
    List<Double> diameters = new ArrayList<>();
    boolean[] seen = new boolean[phase.length];
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < phase.length; i++) {
      if (!phase[i] || seen[i]) {
        continue;
      }
      seen[i] = true;
      open.add(i);
      long area = 0;
      boolean cut = false;
      while (!open.isEmpty()) {
        int at = open.remove();
        int x = at % width;
        int y = at / width;
        area++;
        cut |= x == 0 || y == 0 || x == width - 1 || y == height - 1;
        visit(phase, seen, open, x > 0, at - 1);
        visit(phase, seen, open, x + 1 < width, at + 1);
        visit(phase, seen, open, y > 0, at - width);
        visit(phase, seen, open, y + 1 < height, at + width);
      }
      if (!cut) {
        diameters.add(2 * Math.sqrt(area / Math.PI));
      }
    }
    return diameters;
  }

  private static void visit(
      boolean[] phase, boolean[] seen, ArrayDeque<Integer> open, boolean inside, int at) {
    if (inside && phase[at] && !seen[at]) {
      seen[at] = true;
      open.add(at);
    }
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static double error(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
    return values.size() < 2
        ? Double.NaN
        : Math.sqrt(squares / (values.size() - 1) / values.size());
  }
}
