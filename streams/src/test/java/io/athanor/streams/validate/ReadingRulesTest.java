package io.athanor.streams.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.Action;
import io.athanor.event.ActionLog;
import io.athanor.event.Curve;
import io.athanor.event.ImageReference;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
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

final class ReadingRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final ReadingRules RULES =
      new ReadingRules(InstantSource.fixed(NOW), Duration.ofMinutes(5));

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(reading().setSampleId(" "), "invalid-field", "sampleId"),
        Arguments.of(reading().setSampleId("other"), "invalid-field", "key"),
        Arguments.of(reading().setCandidateId(""), "invalid-field", "candidateId"),
        Arguments.of(reading().setCampaignId("\t"), "invalid-field", "campaignId"),
        Arguments.of(reading().setExperimentId(""), "invalid-field", "experimentId"),
        Arguments.of(reading().setInstrumentId(""), "invalid-field", "instrumentId"),
        Arguments.of(reading().setTechnique("x".repeat(257)), "invalid-field", "technique"),
        Arguments.of(reading().setMeta(meta().setId("").build()), "invalid-field", "meta.id"),
        Arguments.of(
            reading().setMeta(meta().setSource("").build()), "invalid-field", "meta.source"),
        Arguments.of(
            reading().setMeta(meta().setOccurredAt(NOW.plusSeconds(301)).build()),
            "future-timestamp",
            "meta.occurredAt"),
        Arguments.of(
            reading().setMeta(meta().setRecordedAt(NOW.plusSeconds(301)).build()),
            "future-timestamp",
            "meta.recordedAt"),
        Arguments.of(
            reading()
                .setMeta(
                    meta()
                        .setRecordedAt(NOW.minusSeconds(3600))
                        .setOccurredAt(NOW.minusSeconds(3299))
                        .build()),
            "future-timestamp",
            "meta.occurredAt"),
        Arguments.of(scalars(), "invalid-field", "payload.values"),
        Arguments.of(
            scalars("a", new Quantity(Double.NaN, "V", null, 1)),
            "not-finite",
            "payload.values.a.value"),
        Arguments.of(
            scalars("a", new Quantity(1.0, "V", Double.POSITIVE_INFINITY, 1)),
            "not-finite",
            "payload.values.a.sem"),
        Arguments.of(
            scalars("a", new Quantity(1.0, "V", -0.1, 1)), "invalid-field", "payload.values.a.sem"),
        Arguments.of(
            scalars("a", new Quantity(1.0, "V", null, 0)), "invalid-field", "payload.values.a.n"),
        Arguments.of(
            scalars("a", new Quantity(1.0, "furlong", null, 1)),
            "unknown-unit",
            "payload.values.a.unit"),
        Arguments.of(
            scalars("", new Quantity(1.0, "V", null, 1)), "invalid-field", "payload.values (name)"),
        Arguments.of(curve("nm", List.of(1.0), "1", List.of(1.0)), "invalid-field", "payload.x"),
        Arguments.of(
            curve("nm", List.of(1.0, 2.0), "1", List.of(1.0)), "invalid-field", "payload.y"),
        Arguments.of(
            curve("nm", List.of(1.0, 2.0, 2.0), "1", List.of(1.0, 1.0, 1.0)),
            "invalid-field",
            "payload.x[2]"),
        Arguments.of(
            curve("nm", List.of(3.0, 2.0, 4.0), "1", List.of(1.0, 1.0, 1.0)),
            "invalid-field",
            "payload.x[2]"),
        Arguments.of(
            curve("nm", List.of(1.0, Double.NaN), "1", List.of(1.0, 1.0)),
            "not-finite",
            "payload.x[1]"),
        Arguments.of(
            curve("nm", List.of(1.0, 2.0), "1", List.of(1.0, Double.NEGATIVE_INFINITY)),
            "not-finite",
            "payload.y[1]"),
        Arguments.of(
            curve("parsek", List.of(1.0, 2.0), "1", List.of(1.0, 1.0)),
            "unknown-unit",
            "payload.xUnit"),
        Arguments.of(
            curve("nm", List.of(1.0, 2.0), "?", List.of(1.0, 1.0)),
            "unknown-unit",
            "payload.yUnit"),
        Arguments.of(
            reading()
                .setPayload(
                    new Curve(
                        "x",
                        "nm",
                        List.of(1.0, 2.0),
                        "y",
                        "1",
                        List.of(1.0, 2.0),
                        Map.of("t", new Quantity(1.0, "??", null, 1)))),
            "unknown-unit",
            "payload.conditions.t.unit"),
        Arguments.of(
            reading().setPayload(new ImageReference("u", "image/png", "beef")),
            "invalid-field",
            "payload.sha256"),
        Arguments.of(
            reading()
                .setPayload(
                    new ActionLog(
                        List.of(
                            new Action(
                                "heat",
                                NOW,
                                Map.of("to", new Quantity(Double.NaN, "Cel", null, 1)))))),
            "not-finite",
            "payload.steps[0].parameters.to.value"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shouldNameTheFieldAndTheCode(ReadingReported.Builder reading, String code, String field) {
    assertThat(RULES.check("sample-1", reading.build()))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.code().text()).isEqualTo(code);
              assertThat(refusal.field()).isEqualTo(Optional.of(field));
              assertThat(refusal.reason()).isNotBlank();
            });
  }

  @Test
  void shouldTakeWhatIsJustWithinTheLimits() {
    ReadingReported reading =
        reading()
            .setMeta(
                meta()
                    .setRecordedAt(NOW.plusSeconds(300))
                    .setOccurredAt(NOW.plusSeconds(300))
                    .build())
            .setCandidateId(null)
            .setTechnique("x".repeat(256))
            .build();

    assertThat(RULES.check("sample-1", reading)).isEmpty();
    assertThat(
            RULES.check(
                "sample-1",
                curve("nm", List.of(3.0, 2.0, 1.0), "1", List.of(0.0, 0.0, 0.0)).build()))
        .isEmpty();
  }

  @Test
  void shouldRefuseARecordWithoutKey() {
    assertThat(RULES.check(null, reading().build()))
        .hasValueSatisfying(refusal -> assertThat(refusal.field()).contains("key"));
  }

  private static Meta.Builder meta() {
    return Meta.newBuilder()
        .setId("r-1")
        .setSource("instrument/test-1")
        .setOccurredAt(NOW)
        .setRecordedAt(NOW);
  }

  private static ReadingReported.Builder reading() {
    return scalars("a", new Quantity(1.0, "V", 0.0, 1));
  }

  private static ReadingReported.Builder scalars() {
    return of(new Scalars(Map.of()));
  }

  private static ReadingReported.Builder scalars(String name, Quantity quantity) {
    return of(new Scalars(Map.of(name, quantity)));
  }

  private static ReadingReported.Builder curve(
      String xUnit, List<Double> x, String yUnit, List<Double> y) {
    return of(new Curve("x", xUnit, x, "y", yUnit, y, Map.of()));
  }

  private static ReadingReported.Builder of(Object payload) {
    return ReadingReported.newBuilder()
        .setMeta(meta().build())
        .setSampleId("sample-1")
        .setInstrumentId("test-1")
        .setTechnique("scalar")
        .setPayload(payload);
  }
}
