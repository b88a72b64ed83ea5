package io.athanor.acquisition.planner.space;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.ParameterDraft;
import io.athanor.materials.space.ParameterDraft.Kind;
import io.athanor.materials.space.RecipeSpace;
import io.athanor.materials.space.Relation;
import io.athanor.materials.space.SpaceDraft;
import io.athanor.materials.space.SpaceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Random spaces of every kind of parameter and constraint, and their candidates checked by rules
 * written down a second time here, apart from the space's own. {@code main} runs as many as it is
 * told.
 */
final class SpaceFuzz {
  private static final double HALF_DIGIT = 1e-9;

  private final SplittableRandom random;
  private final List<String> names = new ArrayList<>();
  private final List<Predicate<Map<String, Double>>> rules = new ArrayList<>();
  private final SpaceDraft draft = new SpaceDraft();

  private SpaceFuzz(SplittableRandom random) {
    this.random = random;
  }

  /** What came of it. */
  record Tally(int spaces, int refused, long candidates, List<String> violations) {}

  /** At least so many candidates, of as many spaces as they take. */
  static Tally run(long seed, long wanted) {
    SplittableRandom random = new SplittableRandom(seed);
    int spaces = 0;
    int refused = 0;
    long candidates = 0;
    List<String> violations = new ArrayList<>();
    while (candidates < wanted) {
      SpaceFuzz fuzz = new SpaceFuzz(random.split());
      RecipeSpace space;
      try {
        space = fuzz.build();
      } catch (SpaceException e) {
        refused++;
        continue;
      }
      spaces++;
      SearchSpace.Process process = new SearchSpace.Process(space);
      List<Point> first =
          ProcessCandidates.draw(process, List.of(), Seeds.stream(spaces, "candidates"));
      List<Point> incumbents = first.subList(0, Math.min(3, first.size()));
      List<Point> then = ProcessCandidates.draw(process, incumbents, Seeds.stream(spaces, "later"));
      if (first.isEmpty()) {
        violations.add("no candidate of " + space);
      }
      for (List<Point> points : List.of(first, then)) {
        for (Point point : points) {
          candidates++;
          String wrong = fuzz.violation(point);
          if (wrong != null) {
            violations.add(wrong + " in " + point + " of " + space);
          }
        }
      }
    }
    return new Tally(spaces, refused, candidates, violations);
  }

  private RecipeSpace build() {
    for (int m = random.nextInt(3); m > 0; m--) {
      mixture();
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      number();
    }
    for (int i = random.nextInt(3); i > 0 || names.isEmpty(); i--) {
      options();
    }
    List<String> numbers = names.stream().filter(each -> !each.startsWith("o")).toList();
    if (!numbers.isEmpty()) {
      for (int i = random.nextInt(3); i > 0; i--) {
        linear(numbers);
      }
      if (random.nextInt(3) == 0) {
        product(numbers);
      }
      if (random.nextInt(4) == 0) {
        count(numbers);
      }
    }
    List<String> named = names.stream().filter(each -> each.startsWith("o")).toList();
    if (named.size() > 1) {
      draft.forbid(Map.of(named.get(0), "v0", named.get(1), "v1"));
      rules.add(x -> x.get(named.get(0)) != 0 || x.get(named.get(1)) != 1);
    }
    return draft.space();
  }

  private void mixture() {
    int size = 2 + random.nextInt(6);
    int divisions = random.nextInt(4) == 0 ? 20 : 0;
    List<String> members = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double low = random.nextInt(4) == 0 ? 0.05 * random.nextInt(3) : 0;
      double high = random.nextInt(3) == 0 ? low + 0.05 * (1 + random.nextInt(10)) : 1;
      members.add(range("m", low, Math.min(1, high)));
    }
    int most = random.nextBoolean() ? size : 1 + random.nextInt(size);
    int fewest = random.nextInt(3) == 0 ? 1 + random.nextInt(most) : 1;
    double presence = random.nextInt(3) == 0 ? 0.07 : 0;
    draft.mixture(new Mixture("mixture", members, fewest, most, presence, divisions));
    rules.add(x -> Math.abs(members.stream().mapToDouble(x::get).sum() - 1) <= 1e-12);
    rules.add(
        x -> {
          long on = members.stream().filter(each -> x.get(each) > 0).count();
          return on >= fewest && on <= most;
        });
    rules.add(x -> members.stream().allMatch(n -> x.get(n) == 0 || x.get(n) >= presence));
    rules.add(x -> members.stream().noneMatch(n -> x.get(n) > 0 && x.get(n) < 1e-12));
    if (divisions > 0) {
      rules.add(x -> members.stream().allMatch(n -> Double.toString(x.get(n)).length() <= 4));
    }
  }

  private String range(String kind, double low, double high) {
    String name = kind + names.size();
    names.add(name);
    draft.parameter(new ParameterDraft(Kind.CONTINUOUS, name, low, high, List.of(), List.of()));
    rules.add(x -> x.get(name) >= low && x.get(name) <= high);
    return name;
  }

  private void number() {
    double low = random.nextInt(3) == 0 ? 0 : -5 + random.nextInt(5);
    double high = low + 1 + random.nextInt(300);
    switch (random.nextInt(3)) {
      case 0 -> range("x", low, high);
      case 1 -> {
        String name = "n" + names.size();
        names.add(name);
        draft.parameter(new ParameterDraft(Kind.INTEGER, name, low, high, List.of(), List.of()));
        rules.add(x -> x.get(name) >= low && x.get(name) <= high);
        rules.add(x -> x.get(name) == Math.floor(x.get(name)));
      }
      default -> {
        String name = "d" + names.size();
        names.add(name);
        List<String> values = List.of("0", "0.5", "2", "40");
        draft.parameter(new ParameterDraft(Kind.DISCRETE, name, null, null, values, List.of()));
        rules.add(x -> List.of(0.0, 0.5, 2.0, 40.0).contains(x.get(name)));
      }
    }
  }

  private void options() {
    String name = "o" + names.size();
    names.add(name);
    int count = 2 + random.nextInt(3);
    List<String> options = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      options.add("v" + i);
    }
    Kind kind = random.nextBoolean() ? Kind.ORDINAL : Kind.CATEGORICAL;
    draft.parameter(new ParameterDraft(kind, name, null, null, options, List.of()));
    rules.add(x -> x.get(name) >= 0 && x.get(name) < count && x.get(name) % 1 == 0);
  }

  private void linear(List<String> numbers) {
    Map<String, Double> terms = new TreeMap<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      terms.put(numbers.get(random.nextInt(numbers.size())), (double) (random.nextInt(9) - 4));
    }
    boolean fractions = terms.keySet().stream().allMatch(each -> each.startsWith("m"));
    double bound = fractions ? 0.1 * random.nextInt(8) : random.nextInt(100) - 30;
    Relation relation =
        random.nextInt(4) == 0
            ? Relation.EQUAL
            : random.nextBoolean() ? Relation.AT_MOST : Relation.AT_LEAST;
    draft.linear(terms, relation, bound);
    rules.add(
        x -> {
          double sum = -bound;
          double scale = 1 + Math.abs(bound);
          for (Map.Entry<String, Double> term : terms.entrySet()) {
            sum += term.getValue() * x.get(term.getKey());
            scale += Math.abs(term.getValue() * x.get(term.getKey()));
          }
          return switch (relation) {
            case AT_MOST -> sum <= 1e-12 * scale;
            case AT_LEAST -> sum >= -1e-12 * scale;
            case EQUAL -> Math.abs(sum) <= HALF_DIGIT * scale;
          };
        });
  }

  private void product(List<String> numbers) {
    String a = numbers.get(random.nextInt(numbers.size()));
    String b = numbers.get(random.nextInt(numbers.size()));
    double bound = 0.1 + random.nextInt(20);
    draft.comparison(String.format(Locale.ROOT, "abs(%s * %s) + 0.5 * %s^2 < %s", a, b, a, bound));
    rules.add(x -> Math.abs(x.get(a) * x.get(b)) + 0.5 * x.get(a) * x.get(a) < bound + HALF_DIGIT);
  }

  private void count(List<String> numbers) {
    List<String> some = numbers.subList(0, 1 + random.nextInt(numbers.size()));
    int most = 1 + random.nextInt(some.size());
    int fewest = random.nextInt(most + 1);
    draft.cardinality(some, fewest, most);
    rules.add(
        x -> {
          long on = some.stream().filter(each -> x.get(each) != 0).count();
          return on >= fewest && on <= most;
        });
  }

  private String violation(Point point) {
    Map<String, Double> x = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      double value = point.coordinates().get(i);
      if (value == 0 && 1 / value < 0) {
        return "negative zero";
      }
      x.put(names.get(i), value);
    }
    for (int r = 0; r < rules.size(); r++) {
      if (!rules.get(r).test(x)) {
        return "rule " + r;
      }
    }
    return null;
  }

  /** Arguments: seed, least number of candidates. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    Tally tally = run(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]));
    System.out.printf(
        Locale.ROOT,
        "spaces %d, refused at definition %d, candidates %d, violations %d," + " %.1f s%n",
        tally.spaces(),
        tally.refused(),
        tally.candidates(),
        tally.violations().size(),
        (System.nanoTime() - start) * 1e-9);
    tally.violations().stream().limit(5).forEach(System.out::println);
  }
}
