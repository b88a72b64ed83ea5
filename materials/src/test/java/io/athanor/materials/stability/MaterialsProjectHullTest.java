package io.athanor.materials.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Against the energies above hull that the Materials Project publishes. MP-20 here is a third of
 * the base, so that the hull of it lies on the published one or above, never below.
 */
class MaterialsProjectHullTest {
  private static final Pattern NAMES =
      Pattern.compile("\"id\":\"([^\"]+)\",\"formula\":\"([^\"]+)\"");
  private static final Pattern ENERGY =
      Pattern.compile("\"formation_energy_per_atom\":([-0-9.e]+)");
  private static final Pattern HULL = Pattern.compile("\"e_above_hull\":([-0-9.e]+)");

  private record Row(PhaseEntry phase, double published) {}

  @Test
  void shouldShareTheConventionOfTheMaterialsProject() throws IOException {
    List<Row> rows = rows();
    Map<Set<Element>, List<PhaseEntry>> bySystem = new HashMap<>();
    Set<String> stable = new HashSet<>();
    for (Row row : rows) {
      bySystem.computeIfAbsent(system(row.phase()), any -> new ArrayList<>()).add(row.phase());
      if (row.published() <= 1e-6) {
        stable.add(row.phase().id());
      }
    }
    double sum = 0;
    double known = 0;
    int ofKnown = 0;
    for (Row row : rows) {
      Stability ours =
          EnergyAboveHull.of(row.phase(), rivals(row.phase(), bySystem), StabilityTerms.DEFAULT, 1);
      double above = Math.max(0, ours.energyAboveHull());
      assertThat(above).as(row.phase().id()).isLessThan(row.published() + 1e-4);
      sum += row.published() - above;
      List<PhaseFraction> phases = ours.decomposition();
      if (above > 0
          && phases.stream().anyMatch(each -> !each.id().isEmpty())
          && phases.stream().allMatch(each -> each.id().isEmpty() || stable.contains(each.id()))) {
        known += row.published() - above;
        ofKnown++;
      }
    }
    assertThat(sum / rows.size()).isLessThan(0.0085);
    assertThat(ofKnown).isGreaterThan(1_500);
    assertThat(known / ofKnown).as("against phases that are stable there, too").isLessThan(0.004);
  }

  private static List<PhaseEntry> rivals(
      PhaseEntry phase, Map<Set<Element>, List<PhaseEntry>> bySystem) {
    List<Element> elements = phase.composition().elements();
    List<PhaseEntry> rivals = new ArrayList<>();
    for (int subset = 1; subset < 1 << elements.size(); subset++) {
      Set<Element> system = EnumSet.noneOf(Element.class);
      for (int i = 0; i < elements.size(); i++) {
        if ((subset >> i & 1) == 1) {
          system.add(elements.get(i));
        }
      }
      rivals.addAll(bySystem.getOrDefault(system, List.of()));
    }
    return rivals;
  }

  private static Set<Element> system(PhaseEntry phase) {
    return EnumSet.copyOf(phase.composition().elements());
  }

  private static List<Row> rows() throws IOException {
    Path data =
        Optional.ofNullable(System.getenv("ATHANOR_DATA"))
            .map(Path::of)
            .orElse(Path.of("..", "..", "shared", "data"));
    Path file = data.resolve("structures").resolve("mp20_subset.jsonl.gz");
    assumeTrue(Files.exists(file), "skipped: no " + file.toAbsolutePath() + "; set ATHANOR_DATA");
    List<Row> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher names = NAMES.matcher(line);
        Matcher energy = ENERGY.matcher(line);
        Matcher hull = HULL.matcher(line);
        if (names.find() && energy.find() && hull.find()) {
          rows.add(
              new Row(
                  new PhaseEntry(
                      names.group(1),
                      Composition.parse(names.group(2)),
                      EnergyEstimate.exact(Double.parseDouble(energy.group(1)))),
                  Double.parseDouble(hull.group(1))));
        }
      }
    }
    return rows;
  }
}
