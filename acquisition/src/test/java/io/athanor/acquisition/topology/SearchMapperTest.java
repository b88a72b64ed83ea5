package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.event.Cardinality;
import io.athanor.event.Descriptor;
import io.athanor.event.LinearConstraint;
import io.athanor.event.Mixture;
import io.athanor.event.Parameter;
import io.athanor.event.ParameterKind;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.Relation;
import io.athanor.event.SpaceConstraint;
import io.athanor.materials.space.RecipeSpace;
import io.athanor.schemas.serde.SchemaRegistries;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SearchMapperTest {
  /** Opening a registry makes Avro trust our classes, which builders with defaults need. */
  @BeforeAll
  static void trustOurClasses() {
    assertThat(SchemaRegistries.open(Driven.REGISTRY)).isNotNull();
  }

  private static Parameter range(String name, double low, double high) {
    return Parameter.newBuilder()
        .setName(name)
        .setKind(ParameterKind.CONTINUOUS)
        .setLow(low)
        .setHigh(high)
        .build();
  }

  private static ProcessSpace.Builder abc() {
    return ProcessSpace.newBuilder()
        .setParameters(List.of(range("a", 0, 1), range("b", 0, 1), range("c", 0, 1)));
  }

  private static Mixture.Builder mixture(String... members) {
    return Mixture.newBuilder().setName("m").setMembers(List.of(members));
  }

  private static RecipeSpace recipes(ProcessSpace space) {
    return ((CampaignDefinition.Process) SearchMapper.space(space)).space().recipes();
  }

  private static void shouldRefuse(Object search, String field, String reason) {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> SearchMapper.space(search));
    assertThat(refused).isNotNull();
    assertThat(refused.code()).isEqualTo("invalid-field");
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.getMessage()).contains(reason);
  }

  @Test
  void shouldUnderstandEveryKindOfParameterAndConstraint() {
    RecipeSpace space =
        recipes(
            ProcessSpace.newBuilder()
                .setParameters(
                    List.of(
                        range("a", 0, 1),
                        range("b", 0, 1),
                        range("t", 20, 200),
                        Parameter.newBuilder(range("n", 1, 9))
                            .setKind(ParameterKind.INTEGER)
                            .build(),
                        Parameter.newBuilder()
                            .setName("level")
                            .setKind(ParameterKind.ORDINAL)
                            .setOptions(List.of("low", "high"))
                            .build(),
                        Parameter.newBuilder()
                            .setName("solvent")
                            .setKind(ParameterKind.CATEGORICAL)
                            .setOptions(List.of("water", "ethanol"))
                            .setDescriptors(List.of(new Descriptor("eps", List.of(80.0, 25.0))))
                            .build()))
                .setMixtures(List.of(mixture("a", "b").setMost(1).build()))
                .setLinear(List.of(new LinearConstraint(Map.of("t", 1.0), Relation.AT_MOST, 150.0)))
                .setComparisons(List.of("t * n <= 600"))
                .setCardinalities(List.of(new Cardinality(List.of("a", "b"), 1, 0)))
                .setForbidden(List.of(Map.of("level", "high", "solvent", "water")))
                .build());
    assertThat(space.breach(new double[] {1, 0, 100, 6, 1, 1})).isEmpty();
    assertThat(space.breach(new double[] {0.5, 0.5, 100, 6, 1, 1})).contains("mixtures[0]");
    assertThat(space.breach(new double[] {1, 0, 160, 1, 1, 1})).contains("linear[0]");
    assertThat(space.breach(new double[] {1, 0, 100, 7, 1, 1})).contains("comparisons[0]");
    assertThat(space.breach(new double[] {1, 0, 100, 6, 1, 0})).contains("forbidden[0]");
  }

  @Test
  void shouldStillTakeASimplexOfAllContinuousParameters() {
    RecipeSpace space = recipes(abc().setConstraint(SpaceConstraint.SIMPLEX).build());
    assertThat(space.mixtures().get(0).members()).containsExactly("a", "b", "c");
  }

  @Test
  void shouldNameTheFieldOfWhatCannotBe() {
    shouldRefuse(
        abc().setConstraint(SpaceConstraint.UNKNOWN).build(),
        "search.constraint",
        "this version does not know");
    shouldRefuse(
        abc()
            .setLinear(List.of(new LinearConstraint(Map.of("a", 1.0), Relation.UNKNOWN, 1.0)))
            .build(),
        "search.linear[0].relation",
        "this version does not know");
    shouldRefuse(
        abc()
            .setLinear(List.of(new LinearConstraint(Map.of("a", 1.0), Relation.AT_LEAST, 2.0)))
            .build(),
        "search.linear[0]",
        "within the bounds");
    shouldRefuse(
        abc().setComparisons(List.of("a +")).build(), "search.comparisons[0]", "character 4");
    shouldRefuse(
        abc().setMixtures(List.of(mixture("a", "q").build())).build(),
        "search.mixtures[0].members[1]",
        "no parameter 'q'");
    shouldRefuse(
        ProcessSpace.newBuilder().setParameters(List.of(range("a", 0, Double.NaN))).build(),
        "search.parameters[0].high",
        "finite");
    shouldRefuse(
        new Pool(
            3,
            List.of(
                Parameter.newBuilder()
                    .setName("s")
                    .setKind(ParameterKind.CATEGORICAL)
                    .setOptions(List.of("x", "x"))
                    .build())),
        "search.parameters[0].options[1]",
        "is there twice");
  }
}
