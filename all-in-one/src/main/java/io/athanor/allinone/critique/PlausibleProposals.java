package io.athanor.allinone.critique;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.critic.Declared;
import io.athanor.acquisition.critic.Familiarity;
import io.athanor.acquisition.critic.ProposalUnderReview;
import io.athanor.acquisition.critic.ReviewTerms;
import io.athanor.allinone.lab.RecipePool;
import io.athanor.allinone.replay.DiscoveryPools;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.CrystalException;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.space.Parameter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What was really made or is known to exist: measured compounds, alloys and glasses, structures
 * near the hull, recipes of published campaigns, the demonstration's recipes.
 */
final class PlausibleProposals {
  /** Recipes of the demonstration that are looked at. */
  private static final int DEMO_RECIPES = 1_500;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> COMPOSITIONS =
      List.of("matbench_expt_gap", "matbench_expt_is_metal", "matbench_glass", "matbench_steels");

  private PlausibleProposals() {}

  /** The groups that the folder has data for; the demonstration's recipes need none. */
  static List<PlausibleGroup> read(Path data) throws IOException {
    List<PlausibleGroup> groups = new ArrayList<>();
    for (String name : COMPOSITIONS) {
      Path file = data.resolve("composition/" + name + ".csv.gz");
      if (Files.exists(file)) {
        groups.add(new PlausibleGroup(name, formulas(file)));
      }
    }
    Path structures = data.resolve("structures/mp20_subset.jsonl.gz");
    if (Files.exists(structures)) {
      groups.add(new PlausibleGroup("mp20", structures(structures)));
    }
    Path olympus = data.resolve("closed-loop/olympus");
    if (Files.isDirectory(olympus)) {
      groups.add(new PlausibleGroup("olympus", recipes(olympus)));
    }
    groups.add(new PlausibleGroup("demo", demo()));
    return groups;
  }

  private static List<ProposalUnderReview> formulas(Path file) throws IOException {
    List<ProposalUnderReview> proposals = new ArrayList<>();
    try (BufferedReader in = unzipped(file)) {
      int column = List.of(in.readLine().split(",")).indexOf("formula");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        proposals.add(ProposalUnderReview.ofFormula(line.split(",")[column]));
      }
    }
    return proposals;
  }

  private static List<ProposalUnderReview> structures(Path file) throws IOException {
    List<ProposalUnderReview> proposals = new ArrayList<>();
    try (BufferedReader in = unzipped(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode node = JSON.readTree(line);
        JsonNode hull = node.path("props").path("e_above_hull");
        proposals.add(
            new ProposalUnderReview(
                ReviewTerms.none(),
                Optional.of(node.path("formula").asText()),
                Map.of(),
                crystal(node),
                hull.isNumber() ? OptionalDouble.of(hull.doubleValue()) : OptionalDouble.empty(),
                Familiarity.none()));
      }
    }
    return proposals;
  }

  private static Optional<Crystal> crystal(JsonNode node) {
    JsonNode cell = node.path("cell");
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < node.path("species").size(); i++) {
      JsonNode place = node.path("frac").path(i);
      sites.add(
          new Site(
              Element.valueOf(node.path("species").path(i).asText()),
              place.path(0).doubleValue(),
              place.path(1).doubleValue(),
              place.path(2).doubleValue()));
    }
    double[] numbers = new double[6];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = cell.path(i).doubleValue();
    }
    try {
      return Optional.of(
          new Crystal(
              new Lattice(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]),
              sites));
    } catch (CrystalException unusable) {
      // the door would refuse the structure; the composition remains
      return Optional.empty();
    }
  }

  /** Every row of every campaign, beside what its description declares. */
  private static List<ProposalUnderReview> recipes(Path folder) throws IOException {
    List<ProposalUnderReview> proposals = new ArrayList<>();
    List<Path> tables;
    try (Stream<Path> files = Files.list(folder)) {
      tables =
          files
              .filter(each -> each.toString().endsWith(".csv"))
              .filter(each -> !each.toString().endsWith(".descriptors.csv"))
              .sorted()
              .toList();
    }
    for (Path table : tables) {
      Path meta = Path.of(table.toString().replaceAll("\\.csv$", ".meta.json"));
      DiscoveryPool pool =
          DiscoveryPools.read(table, Optional.of(meta), Optional.empty(), Optional.of("max"));
      ReviewTerms terms =
          new ReviewTerms(
              pool.parameters().stream().map(each -> new Declared(each, "")).toList(),
              List.of(),
              List.of(),
              OptionalDouble.empty());
      pool.points()
          .forEach(
              point ->
                  proposals.add(
                      ProposalUnderReview.ofSettings(
                          terms, settings(pool.parameters(), point.coordinates()))));
    }
    return proposals;
  }

  private static Map<String, Object> settings(List<Parameter> parameters, List<Double> point) {
    Map<String, Object> settings = new TreeMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      settings.put(
          parameters.get(i).name(),
          parameters.get(i) instanceof Parameter.Named named
              ? named.options().get(point.get(i).intValue())
              : (Object) point.get(i));
    }
    return settings;
  }

  private static List<ProposalUnderReview> demo() {
    return RecipePool.of(1, DEMO_RECIPES).stream()
        .map(
            recipe ->
                new ProposalUnderReview(
                    DemoTerms.TERMS,
                    Optional.of(recipe.formula()),
                    new TreeMap<>(recipe.parameters()),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    Familiarity.none()))
        .toList();
  }

  private static BufferedReader unzipped(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }
}
