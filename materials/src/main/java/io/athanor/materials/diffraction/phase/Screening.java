package io.athanor.materials.diffraction.phase;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where the lines of a phase would have to lie to match a pattern, and how well they then do: the
 * correlation of the square roots of measured and calculated intensities, both blurred, over zero
 * shift and strain. Square roots let weak lines have their say.
 */
final class Screening {
  private static final double ZERO_REACH = 0.3;
  private static final double ZERO_STEP = 0.06;
  private static final double STRAIN_REACH = 0.024;
  private static final double STRAIN_STEP = 0.002;
  private static final int LINES = 60;

  private final NetPattern pattern;
  private final double[] rough;
  private final double[] fine;
  private final double roughNorm;
  private final double blur;

  /**
   * Screens against what is left of a pattern.
   *
   * @param explained intensity that other phases already account for
   */
  Screening(NetPattern pattern, double[] explained) {
    this.pattern = pattern;
    double[] root = new double[pattern.points];
    for (int i = 0; i < root.length; i++) {
      root[i] = Math.sqrt(Math.max(0, pattern.net[i] - 1.15 * explained[i]));
    }
    blur = Math.max(0.2, pattern.width);
    rough = centred(blurred(root, blur));
    fine = centred(blurred(root, blur / 2));
    double square = 0;
    for (double each : centred(root)) {
      square += each * each;
    }
    roughNorm = Math.sqrt(square) + 1e-12;
  }

  /**
   * A place for a phase.
   *
   * @param score correlation, up to about 1
   * @param zero shift, degrees
   * @param strain per mode
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never written to
  record Place(ReferencePhase phase, Comb comb, double score, double zero, double[] strain) {}

  /**
   * The phases that fit best, best first.
   *
   * @param zero the zero shift, where it is known already; else NaN
   */
  List<Place> best(List<ReferencePhase> phases, double zero, int count) {
    return phases.stream()
        .map(phase -> rough(phase, zero))
        .sorted(Comparator.comparingDouble(place -> -place.score()))
        .limit(count + 4L)
        .map(place -> climbed(place, !Double.isNaN(zero)))
        .sorted(Comparator.comparingDouble(place -> -place.score()))
        .limit(count)
        .toList();
  }

  private Place rough(ReferencePhase phase, double fixedZero) {
    Comb comb = new Comb(phase);
    double[] strain = new double[phase.modes()];
    double bestScore = Double.NEGATIVE_INFINITY;
    double bestZero = 0;
    double bestIsotropic = 0;
    boolean fixed = !Double.isNaN(fixedZero);
    int zeros = fixed ? 0 : (int) Math.round(ZERO_REACH / ZERO_STEP);
    int strains = (int) Math.round(STRAIN_REACH / STRAIN_STEP);
    for (int s = -strains; s <= strains; s++) {
      strain[0] = s * STRAIN_STEP;
      double[] angles = comb.angles(strain);
      for (int z = -zeros; z <= zeros; z++) {
        double zero = fixed ? fixedZero : z * ZERO_STEP;
        double score = comb.score(rough, angles, zero) - penalty(zero, strain);
        if (score > bestScore) {
          bestScore = score;
          bestZero = zero;
          bestIsotropic = strain[0];
        }
      }
    }
    strain[0] = bestIsotropic;
    return new Place(phase, comb, bestScore, bestZero, strain);
  }

  /**
   * Pattern search in all coordinates with shrinking steps, first on the rough, then fine curve.
   */
  private Place climbed(Place start, boolean fixed) {
    Comb comb = start.comb();
    double[] at = new double[start.strain().length + 1];
    at[0] = start.zero();
    System.arraycopy(start.strain(), 0, at, 1, start.strain().length);
    double[] angles = comb.angles(start.strain());
    double[][] slopes = comb.slopes(start.strain());
    double size = 2;
    for (int round = 0; round < 5; round++) {
      double[] curve = round < 3 ? rough : fine;
      double best = value(start, angles, slopes, curve, at);
      boolean moved = true;
      for (int sweep = 0; sweep < 4 && moved; sweep++) {
        moved = false;
        for (int c = fixed ? 1 : 0; c < at.length; c++) {
          double unit = (c == 0 ? ZERO_STEP : STRAIN_STEP) * size;
          for (int direction = -1; direction <= 1; direction += 2) {
            double[] trial = at.clone();
            trial[c] += direction * unit;
            double value = value(start, angles, slopes, curve, trial);
            if (value > best) {
              best = value;
              at = trial;
              moved = true;
            }
          }
        }
      }
      size /= 2;
    }
    double[] found = Arrays.copyOfRange(at, 1, at.length);
    double score = comb.score(rough, comb.angles(found), at[0]);
    return new Place(start.phase(), comb, score, at[0], found);
  }

  /** Angles are taken as linear in the strain around the start: steps are small. */
  private static double value(
      Place start, double[] angles, double[][] slopes, double[] curve, double[] at) {
    double[] moved = angles.clone();
    double[] strain = new double[slopes.length];
    for (int mode = 0; mode < slopes.length; mode++) {
      strain[mode] = at[mode + 1];
      double change = strain[mode] - start.strain()[mode];
      if (change != 0) {
        for (int i = 0; i < moved.length; i++) {
          moved[i] += change * slopes[mode][i];
        }
      }
    }
    return start.comb().score(curve, moved, at[0]) - penalty(at[0], strain);
  }

  /** A gentle pull towards no shift and no strain. */
  private static double penalty(double zero, double[] strain) {
    double sum = (zero / Mixture.zeroSigma()) * (zero / Mixture.zeroSigma());
    double[] sigmas = Mixture.priorSigmas(strain.length);
    for (int mode = 0; mode < strain.length; mode++) {
      sum += (strain[mode] / sigmas[mode]) * (strain[mode] / sigmas[mode]);
    }
    return 0.008 * sum;
  }

  /** The strongest lines as a comb whose teeth are square roots of intensities. */
  final class Comb {
    private final ReferencePhase phase;
    private final int[] lines;
    private final double[] teeth;
    private final double norm;

    Comb(ReferencePhase phase) {
      this.phase = phase;
      double[] relative = phase.relative();
      Integer[] order = new Integer[relative.length];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Double.compare(relative[b], relative[a]));
      lines = Arrays.stream(order).limit(LINES).mapToInt(Integer::intValue).sorted().toArray();
      teeth = new double[lines.length];
      double[] angles = angles(new double[phase.modes()]);
      // lines within one width count as one: the root of their sum, shared among them
      for (int i = 0; i < lines.length; i++) {
        double together = 0;
        for (int j = 0; j < lines.length; j++) {
          if (Math.abs(angles[i] - angles[j]) < blur / 2) {
            together += relative[lines[j]];
          }
        }
        teeth[i] = relative[lines[i]] / Math.sqrt(together);
      }
      double[] drawn = new double[pattern.points];
      for (int i = 0; i < lines.length; i++) {
        PeakShape.add(drawn, pattern.from, pattern.step, angles[i], blur, 0, teeth[i], 2);
      }
      double square = 0;
      double mean = Arrays.stream(drawn).average().orElse(0);
      for (double each : drawn) {
        square += (each - mean) * (each - mean);
      }
      norm = Math.sqrt(square) + 1e-12;
    }

    double[] angles(double[] strain) {
      double[] angles = new double[lines.length];
      for (int i = 0; i < lines.length; i++) {
        double sine = pattern.wavelength * Math.sqrt(phase.inverseSquare(lines[i], strain)) / 2;
        angles[i] = sine < 1 ? 2 * Math.toDegrees(Math.asin(sine)) : Double.NaN;
      }
      return angles;
    }

    /** Change of the angles, degrees, by unit strain of each mode. */
    double[][] slopes(double[] strain) {
      double small = 1e-4;
      double[] base = angles(strain);
      double[][] slopes = new double[strain.length][];
      for (int mode = 0; mode < strain.length; mode++) {
        double[] moved = strain.clone();
        moved[mode] += small;
        slopes[mode] = angles(moved);
        for (int i = 0; i < base.length; i++) {
          slopes[mode][i] = (slopes[mode][i] - base[i]) / small;
        }
      }
      return slopes;
    }

    double score(double[] curve, double[] angles, double zero) {
      double sum = 0;
      for (int i = 0; i < angles.length; i++) {
        double position = (angles[i] + zero - pattern.from) / pattern.step;
        int left = (int) Math.floor(position);
        if (left >= 0 && left < curve.length - 1) {
          double part = position - left;
          sum += teeth[i] * (curve[left] * (1 - part) + curve[left + 1] * part);
        }
      }
      return sum / (norm * roughNorm);
    }
  }

  /** Convolution with a Gaussian of this width at half maximum and unit height. */
  private double[] blurred(double[] y, double width) {
    double[] sum = new double[y.length];
    int reach = (int) Math.ceil(1.5 * width / pattern.step);
    double[] kernel = new double[reach + 1];
    for (int d = 0; d <= reach; d++) {
      double t = 2 * d * pattern.step / width;
      kernel[d] = Math.exp(-Math.log(2) * t * t);
    }
    for (int i = 0; i < y.length; i++) {
      for (int d = -reach; d <= reach; d++) {
        int j = i + d;
        if (j >= 0 && j < y.length) {
          sum[i] += kernel[Math.abs(d)] * y[j];
        }
      }
    }
    return sum;
  }

  private static double[] centred(double[] y) {
    double mean = Arrays.stream(y).average().orElse(0);
    double[] centred = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      centred[i] = y[i] - mean;
    }
    return centred;
  }
}
