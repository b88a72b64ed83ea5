package io.athanor.materials.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.athanor.materials.space.ParameterDraft.Descriptor;
import io.athanor.materials.space.ParameterDraft.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every definition that makes no sense, with the field and the reason it is refused for. */
class SpaceDraftTest {
  private static ParameterDraft range(String name, Double low, Double high) {
    return new ParameterDraft(Kind.CONTINUOUS, name, low, high, List.of(), List.of());
  }

  private static ParameterDraft options(Kind kind, String name, String... options) {
    return new ParameterDraft(kind, name, null, null, List.of(options), List.of());
  }

  private static ParameterDraft described(String name, Descriptor... descriptors) {
    return new ParameterDraft(
        Kind.CATEGORICAL,
        name,
        null,
        null,
        List.of("water", "ethanol"),
        Arrays.asList(descriptors));
  }

  private static SpaceDraft draft(ParameterDraft... parameters) {
    SpaceDraft draft = new SpaceDraft();
    for (ParameterDraft parameter : parameters) {
      draft.parameter(parameter);
    }
    return draft;
  }

  private static SpaceDraft abc() {
    return draft(range("a", 0.0, 1.0), range("b", 0.0, 1.0), range("c", 0.0, 1.0));
  }

  private static Mixture mixture(int fewest, int most, double presence, int divisions) {
    return new Mixture("m", List.of("a", "b", "c"), fewest, most, presence, divisions);
  }

  private static Arguments bad(String field, String reason, Runnable definition) {
    return Arguments.of(field, reason, definition);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        bad("parameters", "must not be empty", () -> draft().space()),
        bad("parameters[0].low", "finite", () -> draft(range("a", Double.NaN, 1.0))),
        bad("parameters[0].low", "finite", () -> draft(range("a", null, 1.0))),
        bad("parameters[0].high", "finite", () -> draft(range("a", 0.0, Double.POSITIVE_INFINITY))),
        bad("parameters[0].high", "greater than low", () -> draft(range("a", 1.0, 0.0))),
        bad("parameters[0].high", "a constant", () -> draft(range("a", 1.0, 1.0))),
        bad("parameters[0].name", "blank", () -> draft(range(" ", 0.0, 1.0))),
        bad(
            "parameters[1].name",
            "'a' is there twice",
            () -> draft(range("a", 0.0, 1.0), range("a", 0.0, 2.0)).space()),
        bad(
            "parameters[0].options[2]",
            "'water' is there twice",
            () -> draft(options(Kind.CATEGORICAL, "s", "water", "ethanol", "water"))),
        bad("parameters[0].options", "a constant", () -> draft(options(Kind.ORDINAL, "s", "low"))),
        bad("parameters[0].options", "empty", () -> draft(options(Kind.CATEGORICAL, "s"))),
        bad(
            "parameters[0].options[1]",
            "is there twice",
            () -> draft(options(Kind.DISCRETE, "d", "1", "1.0"))),
        bad(
            "parameters[0].options[1]",
            "not a number",
            () -> draft(options(Kind.DISCRETE, "d", "1", "one"))),
        bad(
            "parameters[0].options[0]",
            "finite",
            () -> draft(options(Kind.DISCRETE, "d", "NaN", "1"))),
        bad(
            "parameters[0].high",
            "no whole number",
            () -> draft(new ParameterDraft(Kind.INTEGER, "n", 0.2, 0.8, List.of(), List.of()))),
        bad(
            "parameters[0].descriptors[0].values",
            "1 numbers for 2 options",
            () -> draft(described("s", new Descriptor("logP", List.of(1.0))))),
        bad(
            "parameters[0].descriptors[0].values",
            "a constant tells no options apart",
            () -> draft(described("s", new Descriptor("logP", List.of(1.0, 1.0))))),
        bad(
            "parameters[0].descriptors[0].values",
            "finite",
            () -> draft(described("s", new Descriptor("logP", List.of(1.0, Double.NaN))))),
        bad(
            "parameters[0].descriptors",
            "only categories",
            () ->
                draft(
                    new ParameterDraft(
                        Kind.ORDINAL,
                        "s",
                        null,
                        null,
                        List.of("a", "b"),
                        List.of(new Descriptor("d", List.of(1.0, 2.0)))))),
        bad(
            "mixtures[0].members[1]",
            "there is no parameter 'z'",
            () -> abc().mixture(Mixture.free("m", List.of("a", "z"))).space()),
        bad(
            "mixtures[0].members",
            "at least two",
            () -> abc().mixture(Mixture.free("m", List.of("a"))).space()),
        bad(
            "mixtures[1].members[0]",
            "is in a mixture already",
            () ->
                abc()
                    .mixture(Mixture.free("m", List.of("a", "b")))
                    .mixture(Mixture.free("n", List.of("b", "c")))
                    .space()),
        bad(
            "mixtures[0]",
            "is empty: the lows of its members sum to 1.2",
            () ->
                draft(range("a", 0.6, 1.0), range("b", 0.6, 1.0))
                    .mixture(Mixture.free("m", List.of("a", "b")))
                    .space()),
        bad(
            "mixtures[0]",
            "is empty: the 2 greatest highs of its members sum to 0.8",
            () ->
                draft(range("a", 0.0, 0.4), range("b", 0.0, 0.4), range("c", 0.0, 0.4))
                    .mixture(mixture(1, 2, 0, 0))
                    .space()),
        bad(
            "mixtures[0]",
            "is empty: 3 members of at least 0.4",
            () -> abc().mixture(mixture(3, 3, 0.4, 0)).space()),
        bad("mixtures[0]", "fewest 4", () -> abc().mixture(mixture(4, 3, 0, 0)).space()),
        bad(
            "mixtures[0].presence",
            "within 0 and 1",
            () -> abc().mixture(mixture(1, 3, Double.NaN, 0)).space()),
        bad(
            "mixtures[0].members[0]",
            "must lie within 0 and 1",
            () ->
                draft(range("a", 0.0, 100.0), range("b", 0.0, 1.0))
                    .mixture(Mixture.free("m", List.of("a", "b")))
                    .space()),
        bad(
            "linear[0]",
            "there is no parameter 'z'",
            () -> abc().linear(Map.of("z", 1.0), Relation.AT_MOST, 1).space()),
        bad(
            "linear[0]",
            "must be finite",
            () -> abc().linear(Map.of("a", Double.NaN), Relation.AT_MOST, 1).space()),
        bad(
            "linear[0]",
            "no coefficient but zero",
            () -> abc().linear(Map.of("a", 0.0), Relation.AT_MOST, 1).space()),
        bad(
            "linear[0]",
            "cannot be met within the bounds",
            () -> abc().linear(Map.of("a", 1.0), Relation.AT_LEAST, 2).space()),
        bad(
            "linear[0]",
            "cannot be met together with linear[1]",
            () ->
                abc()
                    .linear(Map.of("a", 1.0, "b", 1.0), Relation.AT_LEAST, 1)
                    .linear(Map.of("a", 1.0, "b", 1.0), Relation.AT_MOST, 0.9)
                    .space()),
        bad(
            "linear[0]",
            "cannot be met together with mixtures[0]",
            () ->
                abc()
                    .mixture(mixture(1, 3, 0, 0))
                    .linear(Map.of("a", 1.0, "b", 1.0, "c", 1.0), Relation.AT_LEAST, 1.1)
                    .space()),
        bad(
            "comparisons[0]",
            "character 9: 'z' is no numeric parameter",
            () -> abc().comparison("a * b > z").space()),
        bad(
            "comparisons[0]",
            "an equality must be linear",
            () -> abc().comparison("a * b = 0.5").space()),
        bad("comparisons[0]", "no parameter", () -> abc().comparison("1 < 2").space()),
        bad(
            "comparisons[1]",
            "search from a fixed seed",
            () -> abc().comparison("a > 0.1").comparison("a * b + c * c > 3").space()),
        bad(
            "comparisons[0]",
            "'s' is no numeric parameter",
            () ->
                draft(range("a", 0.0, 1.0), options(Kind.ORDINAL, "s", "x", "y"))
                    .comparison("s < 1")
                    .space()),
        bad(
            "cardinalities[0]",
            "from 3 to 2 of 2 cannot be",
            () -> abc().cardinality(List.of("a", "b"), 3, 2).space()),
        bad(
            "cardinalities[0]",
            "search from a fixed seed",
            () ->
                draft(range("a", 0.5, 1.0), range("b", 0.5, 1.0), range("c", 0.0, 1.0))
                    .cardinality(List.of("a", "b"), 0, 1)
                    .space()),
        bad(
            "forbidden[0]",
            "has no option 'c'",
            () -> draft(options(Kind.ORDINAL, "s", "a", "b")).forbid(Map.of("s", "c")).space()),
        bad("forbidden[0]", "has no named options", () -> abc().forbid(Map.of("a", "0")).space()),
        bad(
            "forbidden[0]",
            "leaves no combination of options",
            () ->
                draft(options(Kind.ORDINAL, "s", "a", "b"))
                    .forbid(Map.of("s", "a"))
                    .forbid(Map.of("s", "b"))
                    .space()));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("wrong")
  void shouldNameFieldAndReason(String field, String reason, Runnable definition) {
    SpaceException refused = catchThrowableOfType(SpaceException.class, definition::run);
    assertThat(refused).isNotNull();
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.reason()).contains(reason);
  }

  @Test
  void shouldAcceptAMixtureTogetherWithEverythingElse() {
    RecipeSpace space =
        abc()
            .parameter(range("temperature", 20.0, 200.0))
            .parameter(new ParameterDraft(Kind.INTEGER, "n", 1.0, 5.5, List.of(), List.of()))
            .parameter(options(Kind.DISCRETE, "rpm", "100", "200", "400"))
            .parameter(options(Kind.ORDINAL, "purity", "technical", "pure", "ultra"))
            .parameter(described("solvent", new Descriptor("logP", List.of(-1.4, -0.3))))
            .mixture(mixture(2, 0, 0.1, 0))
            .linear(Map.of("a", 1.0, "b", 1.0), Relation.AT_LEAST, 0.3)
            .comparison("temperature * n < 800")
            .comparison("temperature <= 150 + 50 * a")
            .cardinality(List.of("a", "b"), 1, 0)
            .forbid(Map.of("purity", "ultra", "solvent", "water"))
            .space();
    assertThat(space.parameters().get(4)).isEqualTo(new Parameter.Whole("n", 1, 5));
    assertThat(space.mixtures().get(0).most()).isEqualTo(3);
    assertThat(space.constraints().get(4).field()).isEqualTo("comparisons[1]");
    assertThat(space.constraints().get(4)).isInstanceOf(Constraint.Linear.class);
    double[] point = {0.3, 0.3, 0.4, 150, 5, 200, 2, 1};
    assertThat(space.breach(point)).isEmpty();
    assertThat(space.breach(with(point, 0, 0.31))).contains("mixtures[0]");
    assertThat(space.breach(with(point, 3, 160))).contains("comparisons[0]");
    assertThat(space.breach(with(point, 5, 300))).contains("parameters[5]");
    assertThat(space.breach(with(point, 4, 2.5))).contains("parameters[4]");
    assertThat(space.breach(with(point, 7, 0))).contains("forbidden[0]");
    assertThat(space.breach(with(point, 0, Double.NaN))).contains("parameters[0]");
  }

  private static double[] with(double[] point, int place, double value) {
    double[] changed = point.clone();
    changed[place] = value;
    return changed;
  }
}
