package io.athanor.allinone.bench.suite;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Made-up data, the same on every machine: something real to measure where there is no data. */
final class MadeUp {
  private static final int RIDGE = 300;
  private static final int KINDS = 60;
  private static final List<String> SOLVENTS = List.of("water", "ethanol", "acetone", "toluene");
  private static final List<String> A =
      List.of("Li1", "Na1", "K1", "Rb1", "Cs1", "Mg2", "Ca2", "Sr2", "Ba2", "Y3", "La3");
  private static final List<String> B =
      List.of(
          "Ti4", "Zr4", "Hf4", "Sn4", "Ge4", "Si4", "V5", "Nb5", "Ta5", "Al3", "Ga3", "In3", "Fe3",
          "Zn2", "Mg2");
  private static final List<String> X = List.of("O2", "N3", "F1", "S2", "Cl1");
  private static final List<Double> GAPS = List.of(3.2, 1.8, 6.0, 1.4, 4.5);

  private MadeUp() {}

  /** 300 candidates of three numbers: a narrow ridge with one summit, a little noise. */
  static Path ridge(Path directory) throws IOException {
    SplittableRandom random = Seeds.stream(1, "ridge");
    StringBuilder csv = new StringBuilder("x,y,z,height\n");
    for (int i = 0; i < RIDGE; i++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      double z = random.nextDouble();
      double across = x - y * y;
      double along = y - 0.7;
      double height =
          Math.exp(-across * across / 0.02 - along * along / 0.1)
              - 0.3 * (z - 0.4) * (z - 0.4)
              + 0.01 * random.nextGaussian();
      csv.append(line("%.4f,%.4f,%.4f,%.5f%n", x, y, z, height));
    }
    return Files.writeString(directory.resolve("made-ridge.csv"), csv);
  }

  /** 240 candidates of a named and two real parameters, whose best place depends on the name. */
  static Path solvents(Path directory) throws IOException {
    SplittableRandom random = Seeds.stream(1, "solvents");
    StringBuilder csv = new StringBuilder("solvent,heat,time,yield\n");
    for (int s = 0; s < SOLVENTS.size(); s++) {
      for (int i = 0; i < KINDS; i++) {
        double heat = random.nextDouble();
        double time = random.nextDouble();
        double best = 0.2 + 0.2 * s;
        double yield =
            0.5 + 0.1 * s - (heat - best) * (heat - best) - 0.5 * (time - 0.5) * (time - 0.5);
        csv.append(
            line(
                "%s,%.4f,%.4f,%.5f%n",
                SOLVENTS.get(s), heat, time, yield + 0.01 * random.nextGaussian()));
      }
    }
    return Files.writeString(directory.resolve("made-solvents.csv"), csv);
  }

  /** 825 cells ABX3: heat from how far charges are from balance, gap from X and the charge of B. */
  static Path cells(Path directory) throws IOException {
    SplittableRandom random = Seeds.stream(1, "cells");
    StringBuilder lines = new StringBuilder();
    int row = 0;
    for (String a : A) {
      for (String b : B) {
        for (int x = 0; x < X.size(); x++) {
          double heat =
              0.25 * Math.abs(charge(a) + charge(b) - 3 * charge(X.get(x)))
                  + 0.04 * Math.abs(A.indexOf(a) % 5 - B.indexOf(b) % 4)
                  + 0.02 * random.nextDouble();
          double gap = GAPS.get(x) - 0.35 * charge(b) + 0.2 * random.nextDouble();
          lines.append(
              line(
                  "{\"id\":\"made-%d\",\"split\":\"test\",\"species\":[\"%s\",\"%s\",\"%s\",\"%s\","
                      + "\"%s\"],\"cell\":[4,4,4,90,90,90],\"frac\":[[0,0,0],[0.5,0.5,0.5],"
                      + "[0.5,0.5,0],[0.5,0,0.5],[0,0.5,0.5]],"
                      + "\"props\":{\"heat_all\":%.4f,\"ind_gap\":%.4f}}%n",
                  row,
                  symbol(a),
                  symbol(b),
                  symbol(X.get(x)),
                  symbol(X.get(x)),
                  symbol(X.get(x)),
                  heat,
                  gap));
          row++;
        }
      }
    }
    return Files.writeString(directory.resolve("made-cells.jsonl"), lines);
  }

  private static int charge(String ion) {
    return ion.charAt(ion.length() - 1) - '0';
  }

  private static String symbol(String ion) {
    return ion.substring(0, ion.length() - 1);
  }

  private static String line(String form, Object... values) {
    return String.format(Locale.ROOT, form, values).replace("\r\n", "\n");
  }
}
