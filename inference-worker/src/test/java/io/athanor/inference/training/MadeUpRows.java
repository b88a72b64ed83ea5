package io.athanor.inference.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Salts with an energy and a gap that follow a simple rule, as JSON lines. */
public final class MadeUpRows {
  private static final List<String> CATIONS = List.of("Li", "Na", "K", "Rb", "Cs", "Ag", "Cu");
  private static final List<String> ANIONS = List.of("F", "Cl", "Br", "I", "O", "S", "Se");

  private MadeUpRows() {}

  /** That many records; every fifth is of the test split. */
  public static List<String> lines(int count) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int cation = row % CATIONS.size();
      int anion = row / CATIONS.size() % ANIONS.size();
      double edge = 3.5 + 0.15 * cation + 0.2 * anion + 0.002 * (row % 13);
      double energy = -3 + 0.2 * cation + 0.3 * anion + 0.02 * (row % 5);
      double gap = cation > 4 ? 0 : 6 - 0.5 * anion;
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"id\":\"row-%d\",\"split\":\"%s\",\"year\":%d,\"fold\":%d,"
                  + "\"cell\":[%.3f,%.3f,%.3f,90,90,90],\"species\":[\"%s\",\"%s\"],"
                  + "\"frac\":[[0,0,0],[0.5,0.5,0.5]],"
                  + "\"props\":{\"formation_energy_per_atom\":%.3f,\"gap_pbe\":%.2f,"
                  + "\"band_gap\":%.2f}}",
              row,
              row % 5 == 4 ? "test" : row % 5 == 3 ? "val" : "train",
              2000 + row % 20,
              row % 6,
              edge,
              edge,
              edge,
              CATIONS.get(cation),
              ANIONS.get(anion),
              energy,
              gap,
              gap));
    }
    return lines;
  }

  /** Writes them as the example's rows. */
  public static void write(Path directory, int count) throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve("rows.jsonl"), lines(count), StandardCharsets.UTF_8);
  }
}
