package io.athanor.materials.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Draws against exact moments and frequencies; tolerances are three to four standard errors or
 * more.
 */
class SpaceSamplerTest {
  private static final int N = 12_000;

  private static Parameter.Continuous fraction(String name, double low, double high) {
    return new Parameter.Continuous(name, low, high);
  }

  private static List<double[]> draws(RecipeSpace space, int count) {
    SpaceSampler sampler = new SpaceSampler(space);
    SplittableRandom random = new SplittableRandom(5);
    return IntStream.range(0, count).mapToObj(i -> sampler.draw(random).orElseThrow()).toList();
  }

  /** The same by the walk alone, which otherwise only serves slices that rejection hardly hits. */
  private static List<double[]> walked(RecipeSpace space, int count) {
    Supports supports = new Supports(space);
    SplittableRandom random = new SplittableRandom(6);
    Walk walk = new Walk(space, supports, supports.draw(random).orElseThrow());
    List<double[]> stops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] point = new double[space.parameters().size()];
      assertThat(walk.next(point, random)).isTrue();
      stops.add(point);
    }
    return stops;
  }

  private static double mean(List<double[]> points, ToDoubleFunction<double[]> of) {
    return points.stream().mapToDouble(of).average().orElseThrow();
  }

  private static double covariance(List<double[]> points, int a, int b) {
    double meanA = mean(points, p -> p[a]);
    double meanB = mean(points, p -> p[b]);
    return mean(points, p -> (p[a] - meanA) * (p[b] - meanB));
  }

  private static <K extends Comparable<K>> void shouldBeEquallyFrequent(
      List<double[]> points, Function<double[], K> kind, int classes) {
    Map<K, Integer> counts = new TreeMap<>();
    points.forEach(p -> counts.merge(kind.apply(p), 1, Integer::sum));
    assertThat(counts).hasSize(classes);
    double expected = points.size() / (double) classes;
    double chi2 =
        counts.values().stream().mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    // mean and standard deviation of chi-squared
    assertThat(chi2).isLessThan(classes - 1 + 4.5 * Math.sqrt(2.0 * (classes - 1)));
  }

  /** x0 of a flat Dirichlet in three fractions has density 2 (1 - x); here it ends at 1/2. */
  @Test
  void shouldBeUniformOnATruncatedSimplexByRejectionAndByWalk() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(fraction("a", 0, 0.5), fraction("b", 0, 1), fraction("c", 0, 1)),
            List.of(Mixture.free("m", List.of("a", "b", "c"))),
            List.of());
    double mean = 2.0 / 9;
    double variance = 5.0 / 72 - mean * mean;
    for (List<double[]> points : List.of(draws(space, N), walked(space, N))) {
      assertThat(mean(points, p -> p[0])).isCloseTo(mean, within(0.006));
      assertThat(mean(points, p -> p[1])).isCloseTo((1 - mean) / 2, within(0.008));
      assertThat(covariance(points, 0, 0)).isCloseTo(variance, within(0.001));
      assertThat(covariance(points, 0, 1)).isCloseTo(-variance / 2, within(0.001));
    }
  }

  /** Where the highs leave a small simplex, draws come from that one: its centre is the mean. */
  @Test
  void shouldBeUniformUnderTightHighs() {
    double high = 0.26;
    RecipeSpace space =
        new RecipeSpace(
            List.of(
                fraction("a", 0, high),
                fraction("b", 0, high),
                fraction("c", 0, high),
                fraction("d", 0, high)),
            List.of(Mixture.free("m", List.of("a", "b", "c", "d"))),
            List.of());
    List<double[]> points = draws(space, N);
    // high - a is (4 high - 1) times a coordinate of a flat Dirichlet in four
    double size = 4 * high - 1;
    assertThat(mean(points, p -> p[0])).isCloseTo(high - size / 4, within(0.0005));
    assertThat(covariance(points, 0, 0)).isCloseTo(size * size * 3.0 / 80, within(5e-6));
  }

  @Test
  void shouldDrawEverySupportAsOften() {
    List<Parameter> parameters = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      names.add("e" + i);
      parameters.add(fraction("e" + i, 0, i == 5 ? 0.2 : 1));
    }
    RecipeSpace space =
        new RecipeSpace(parameters, List.of(new Mixture("m", names, 1, 3, 0.05, 0)), List.of());
    List<double[]> points = draws(space, N);
    // all of 1, 2 or 3 out of 6, but for e5 alone, which may not be more than 0.2
    shouldBeEquallyFrequent(
        points,
        p -> IntStream.range(0, 6).mapToObj(i -> p[i] > 0 ? "1" : "0").reduce("", String::concat),
        6 + 15 + 20 - 1);
    List<double[]> pair =
        points.stream().filter(p -> p[0] > 0 && p[1] > 0 && p[0] + p[1] > 0.99999).toList();
    assertThat(mean(pair, p -> p[0])).isCloseTo(0.5, within(0.05));
    assertThat(covariance(pair, 0, 0)).isCloseTo(0.9 * 0.9 / 12, within(0.012));
  }

  @Test
  void shouldStayUniformOnTheAffineSubspaceOfEqualities() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(
                fraction("a", 0, 1),
                fraction("b", 0, 1),
                fraction("c", 0, 1),
                new Parameter.Continuous("t", 0, 300)),
            List.of(Mixture.free("m", List.of("a", "b", "c"))),
            List.of(
                new Constraint.Linear("linear[0]", Map.of("a", 1.0, "b", -2.0), Relation.EQUAL, 0),
                new Constraint.Linear(
                    "linear[1]", Map.of("t", 1.0, "c", 300.0), Relation.AT_MOST, 300)));
    List<double[]> points = draws(space, 5_000);
    assertThat(points).allMatch(space::allows);
    // c = 1 - 3 b and t <= 900 b: a triangle in b and t
    assertThat(mean(points, p -> p[1])).isCloseTo(2.0 / 9, within(0.006));
    assertThat(covariance(points, 1, 1)).isCloseTo(1.0 / 162, within(0.0006));
    assertThat(mean(points, p -> p[3])).isCloseTo(100, within(6.0));
  }

  @Test
  void shouldDrawWholeNumbersJointlyWithTheRest() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(new Parameter.Whole("n", 0, 9), new Parameter.Continuous("x", 0, 10)),
            List.of(),
            List.of(
                new Constraint.Linear(
                    "linear[0]", Map.of("n", 1.0, "x", 1.0), Relation.AT_MOST, 10)));
    for (List<double[]> points : List.of(draws(space, N), walked(space, N))) {
      for (int n = 0; n < 10; n += 3) {
        int number = n;
        double share = points.stream().filter(p -> p[0] == number).count() / (double) N;
        assertThat(share).isCloseTo((10 - n) / 55.0, within(0.02));
      }
    }
  }

  /** 2 n + x = 10 with x from 0 to 6 leaves n from 2 to 5; no number can move without the other. */
  @Test
  void shouldDrawEveryWholeNumberThatAnEqualityLeaves() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(new Parameter.Whole("n", 0, 1_000), new Parameter.Continuous("x", 0, 6)),
            List.of(),
            List.of(
                new Constraint.Linear(
                    "linear[0]", Map.of("n", 2.0, "x", 1.0), Relation.EQUAL, 10)));
    shouldBeEquallyFrequent(draws(space, 2_000), p -> p[0], 4);
  }

  @Test
  void shouldWalkUniformlyWithinNonlinearRules() {
    List<Parameter> square =
        List.of(new Parameter.Continuous("x", -1, 1), new Parameter.Continuous("y", -1, 1));
    // a ring: not even convex
    List<Constraint> ring =
        List.of(
            new Constraint.Nonlinear(
                "c", Comparison.parse("c", "x*x + y*y <= 1", n -> n.equals("x") ? 0 : 1)),
            new Constraint.Nonlinear(
                "d", Comparison.parse("d", "x*x + y*y >= 0.25", n -> n.equals("x") ? 0 : 1)));
    RecipeSpace space = new RecipeSpace(square, List.of(), ring);
    for (List<double[]> points : List.of(draws(space, N), walked(space, N))) {
      assertThat(mean(points, p -> p[0] * p[0] + p[1] * p[1])).isCloseTo(0.625, within(0.01));
      assertThat(mean(points, p -> p[0])).isCloseTo(0, within(0.02));
      assertThat(mean(points, p -> p[0] * p[1])).isCloseTo(0, within(0.01));
    }
  }

  @Test
  void shouldDrawEveryLatticeMixtureAsOftenAndWriteItsFractionsAsAPersonWould() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(fraction("a", 0, 1), fraction("b", 0, 1), fraction("c", 0, 1)),
            List.of(new Mixture("m", List.of("a", "b", "c"), 1, 3, 0, 10)),
            List.of());
    List<double[]> points = draws(space, N);
    shouldBeEquallyFrequent(points, p -> p[0] + " " + p[1], 66);
    assertThat(points).allSatisfy(p -> assertThat(Double.toString(p[2])).hasSizeLessThan(4));
  }

  @Test
  void shouldDrawAllowedOptionsEquallyOften() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(
                new Parameter.Categorical("solvent", List.of("water", "ethanol", "hexane")),
                new Parameter.Ordinal("stir", List.of("slow", "fast"))),
            List.of(),
            List.of(
                new Constraint.Forbidden(
                    "forbidden[0]", Map.of("solvent", "hexane", "stir", "fast"))));
    shouldBeEquallyFrequent(draws(space, N), p -> p[0] + " " + p[1], 5);
  }

  @Test
  void shouldCountNonZeroNumbersOutsideMixturesToo() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(
                new Parameter.Continuous("x", 0, 5),
                new Parameter.Whole("n", -2, 2),
                new Parameter.Discrete("d", List.of(0.0, 0.5, 1.5)),
                new Parameter.Continuous("always", 1, 2)),
            List.of(),
            List.of(
                new Constraint.Cardinality(
                    "cardinalities[0]", Set.of("x", "n", "d", "always"), 2, 3)));
    List<double[]> points = draws(space, N);
    assertThat(points).allMatch(space::allows);
    shouldBeEquallyFrequent(
        points, p -> (p[0] != 0 ? 4 : 0) + (p[1] != 0 ? 2 : 0) + (p[2] != 0 ? 1 : 0), 6);
  }

  @Test
  void shouldRepeatItselfWithTheSameSeed() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(fraction("a", 0, 1), fraction("b", 0, 1)),
            List.of(Mixture.free("m", List.of("a", "b"))),
            List.of());
    assertThat(draws(space, 50).toArray(double[][]::new))
        .isDeepEqualTo(draws(space, 50).toArray(double[][]::new));
  }
}
