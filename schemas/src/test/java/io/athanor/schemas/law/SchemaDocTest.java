package io.athanor.schemas.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Every event explains itself, down to the unit of each number. */
class SchemaDocTest {
  private static final Pattern UNIT =
      Pattern.compile(
          "microseconds UTC|seconds\\)|Angstrom|eV/atom|dimensionless|own scale|objective's unit"
              + "|in degrees"
              + "|`unit`|`xUnit`|`yUnit`|\\(unit as|Held-out metrics|Calibration figures");

  /** Counts, places, fractions and the like: numbers that have no unit by their nature. */
  private static final Set<String> PURE_NUMBERS =
      new TreeSet<>(
          Set.of(
              "AccessAudited.sequence",
              "AccessAudited.suppressed",
              "AccessAudited.status",
              "AcquisitionBreakdown.observations",
              "AcquisitionBreakdown.pending",
              "ApprovalNeeded.quorum",
              "ApprovalTerms.aboveOutOfDomain",
              "ApprovalTerms.aboveRisk",
              "ApprovalTerms.quorum",
              "CampaignConcluded.observations",
              "CampaignConcluded.proposals",
              "CampaignDefined.budget",
              "CampaignDefined.parallelism",
              "CampaignDefined.seed",
              "CandidateProposed.index",
              "CapacityGranted.capacity",
              "CapacityGranted.demand",
              "CapacityGranted.share",
              "CapacityGranted.slots",
              "CapacityGranted.value",
              "Cardinality.fewest",
              "Cardinality.most",
              "CorrectiveAction.parameters",
              "CoverageReported.claimed",
              "CoverageReported.count",
              "CoverageReported.observed",
              "CriticTerms.blockAbove",
              "Critique.risk",
              "DeadLetter.offset",
              "DeadLetter.partition",
              "DeadLetterRetried.letterOffset",
              "DeadLetterRetried.letterPartition",
              "DeadLetterRetried.offset",
              "DeadLetterRetried.partition",
              "Dispatch.priority",
              "Dispatch.quota",
              "Dispatch.weight",
              "ExperimentDecided.boost",
              "ExperimentProgressed.evidence",
              "ExperimentProgressed.leaseEpoch",
              "ExperimentProgressed.step",
              "ExperimentProposed.campaignEpoch",
              "ExperimentProposed.ordinal",
              "ExperimentProposed.poolIndex",
              "ExperimentProposed.seed",
              "FailureCause.probability",
              "Finding.score",
              "HaltDeclared.epoch",
              "InstrumentRegistered.capacity",
              "InstrumentRegistered.credits",
              "MaterialUpdated.version",
              "Membership.index",
              "Mixture.divisions",
              "Mixture.fewest",
              "Mixture.most",
              "ModelReleased.embeddingSize",
              "OffsetSeen.offset",
              "OffsetSeen.partition",
              "Policy.initialDesign",
              "Policy.kappa",
              "OffPolicyEstimate.decisions",
              "OffPolicyEstimate.matched",
              "Pool.size",
              "PredictionMade.outOfDomain",
              "PropertyPrediction.coverage",
              "Prospect.expectedImprovement",
              "Prospect.improvement",
              "Prospect.measured",
              "Quantity.n",
              "Retraction.below",
              "RunnerUp.poolIndex",
              "ShadowChosen.ordinal",
              "ShadowChosen.parameters",
              "ShadowChosen.poolIndex",
              "ShadowReported.agreed",
              "ShadowReported.decisions",
              "ShadowReported.skipped"));

  private final SortedMap<String, Schema> types = new TreeMap<>();

  SchemaDocTest() {
    EventSchemas.sources().values().forEach(each -> types.putAll(EvolutionLaw.named(each)));
  }

  @Test
  void shouldDocumentEveryTypeAndField() {
    List<String> silent = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          if (isBlank(type.getDoc())) {
            silent.add(name);
          }
        });
    eachField(
        (path, field) -> {
          if (isBlank(field.doc())) {
            silent.add(path);
          }
        });
    assertThat(silent).as("types and fields without a doc").isEmpty();
  }

  @Test
  void shouldNameTheUnitOfEveryNumber() {
    List<String> unitless = new ArrayList<>();
    TreeSet<String> pure = new TreeSet<>(PURE_NUMBERS);
    eachField(
        (path, field) -> {
          if (isNumber(field.schema()) && !pure.remove(path) && !says(field.doc())) {
            unitless.add(path + ": " + field.doc());
          }
        });
    assertThat(unitless)
        .as("numbers whose doc names no unit; those that can have none are listed in this test")
        .isEmpty();
    assertThat(pure).as("listed numbers that exist no more").isEmpty();
  }

  @Test
  void shouldBeginEveryEventWithMeta() {
    assertThat(EventSchemas.events()).isNotEmpty();
    EventSchemas.events()
        .forEach(
            (name, event) -> {
              Schema.Field first = event.getFields().get(0);
              assertThat(first.name()).as(name).isEqualTo("meta");
              assertThat(first.schema().getFullName()).as(name).isEqualTo("io.athanor.event.Meta");
            });
  }

  @Test
  void shouldKeepEventsInOneNamespace() {
    assertThat(types.values())
        .allSatisfy(type -> assertThat(type.getNamespace()).isEqualTo("io.athanor.event"));
  }

  @Test
  void shouldGiveEveryEnumADefaultSymbolAndEveryUnionOfNullADefault() {
    assertThat(types.values())
        .filteredOn(type -> type.getType() == Schema.Type.ENUM)
        .isNotEmpty()
        .allSatisfy(type -> assertThat(type.getEnumDefault()).as(type.getName()).isNotNull());
    List<String> without = new ArrayList<>();
    eachField(
        (path, field) -> {
          if (field.schema().isNullable() && !field.hasDefaultValue()) {
            without.add(path);
          }
        });
    assertThat(without).as("optional fields without a default").isEmpty();
  }

  @Test
  void shouldSayWhatTimestampsCount() {
    eachField(
        (path, field) -> {
          if (field.schema().toString().contains("\"logicalType\":\"timestamp")
              && field.schema().getType() == Schema.Type.LONG) {
            assertThat(field.schema().getProp("logicalType"))
                .as(path)
                .isEqualTo("timestamp-micros");
            assertThat(field.doc()).as(path).contains("microseconds UTC");
          }
        });
  }

  private void eachField(BiConsumer<String, Schema.Field> check) {
    types
        .values()
        .forEach(
            type -> {
              if (type.getType() == Schema.Type.RECORD) {
                type.getFields()
                    .forEach(field -> check.accept(type.getName() + "." + field.name(), field));
              }
            });
  }

  private static boolean isNumber(Schema schema) {
    return switch (schema.getType()) {
      case INT, LONG, FLOAT, DOUBLE -> true;
      case ARRAY -> isNumber(schema.getElementType());
      case MAP -> isNumber(schema.getValueType());
      case UNION -> schema.getTypes().stream().anyMatch(SchemaDocTest::isNumber);
      case RECORD, ENUM, FIXED, STRING, BYTES, BOOLEAN, NULL -> false;
    };
  }

  private static boolean says(String doc) {
    return doc != null && UNIT.matcher(doc).find();
  }

  private static boolean isBlank(String doc) {
    return doc == null || doc.isBlank();
  }
}
