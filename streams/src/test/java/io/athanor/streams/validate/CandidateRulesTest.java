package io.athanor.streams.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.Crystal;
import io.athanor.event.Meta;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.identity.ContentHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CandidateRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final CandidateRules RULES =
      new CandidateRules(InstantSource.fixed(NOW), Duration.ofMinutes(5));
  private static final List<Double> CUBE = List.of(4.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 4.0);

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(formula("Cs(Pb"), "invalid-field", "candidate.formula"),
        Arguments.of(formula("(".repeat(5_000)), "invalid-field", "candidate.formula"),
        Arguments.of(formula("CsPbBr3"), "invalid-field", "candidateId"),
        Arguments.of(Candidate.newBuilder(), "invalid-field", "candidate.candidate"),
        Arguments.of(
            Candidate.newBuilder().setParameters(Map.of("t", Double.NaN)),
            "not-finite",
            "candidate.parameters.t"),
        Arguments.of(
            Candidate.newBuilder().setParameters(Map.of(" ", 1.0)),
            "invalid-field",
            "candidate.parameters (name)"),
        Arguments.of(
            crystal(CUBE.subList(0, 8), List.of("Po"), List.of(0.0, 0.0, 0.0)),
            "invalid-field",
            "candidate.crystal.lattice"),
        Arguments.of(
            crystal(CUBE, List.of("Po"), List.of(0.0, 0.0)),
            "invalid-field",
            "candidate.crystal.fractional"),
        Arguments.of(
            crystal(CUBE, List.of("Po"), List.of(0.0, Double.NaN, 0.0)),
            "not-finite",
            "candidate.crystal.fractional[1]"),
        Arguments.of(
            crystal(CUBE, List.of("Qq"), List.of(0.0, 0.0, 0.0)),
            "invalid-field",
            "candidate.crystal.species[0]"),
        Arguments.of(
            crystal(CUBE, List.of("Po", "Po"), List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.01)),
            "invalid-field",
            "candidate.crystal.sites"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shouldNameTheFieldAndTheCode(Candidate.Builder candidate, String code, String field) {
    String id = idOf("CsPbI3");
    CandidateProposed proposed = proposed(candidate.setCandidateId(id).build()).build();

    assertThat(RULES.check(id, proposed))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.code().text()).isEqualTo(code);
              assertThat(refusal.field()).isEqualTo(Optional.of(field));
              assertThat(refusal.reason()).isNotBlank();
            });
  }

  @Test
  void shouldTakeACandidateWhoseIdIsItsContent() {
    String id = idOf("PbCsI3");

    assertThat(RULES.check(id, proposed(formula("CsPbI3").setCandidateId(id).build()).build()))
        .isEmpty();
  }

  @Test
  void shouldRefuseAnEnvelopeThatDisagreesWithItsContent() {
    String id = idOf("CsPbI3");
    Candidate candidate = formula("CsPbI3").setCandidateId(id).build();

    assertThat(RULES.check("other", proposed(candidate).build()))
        .hasValueSatisfying(refusal -> assertThat(refusal.field()).contains("key"));
    assertThat(RULES.check(id, proposed(candidate).setIndex(-2).build()))
        .hasValueSatisfying(refusal -> assertThat(refusal.field()).contains("index"));
    assertThat(RULES.check("c-x", proposed(candidate).setCandidateId("c-x").build()))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.field()).contains("candidate.candidateId"));
  }

  private static Candidate.Builder formula(String formula) {
    return Candidate.newBuilder().setFormula(formula);
  }

  private static Candidate.Builder crystal(
      List<Double> lattice, List<String> species, List<Double> fractional) {
    return Candidate.newBuilder().setCrystal(new Crystal(lattice, species, fractional));
  }

  private static String idOf(String formula) {
    return ContentHash.candidateId(
        Optional.of(Composition.parse(formula)), Map.of(), Optional.empty());
  }

  private static CandidateProposed.Builder proposed(Candidate candidate) {
    return CandidateProposed.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId("p-1")
                .setSource("person/test")
                .setOccurredAt(NOW)
                .setRecordedAt(NOW)
                .build())
        .setCandidateId(candidate.getCandidateId())
        .setCandidate(candidate);
  }
}
