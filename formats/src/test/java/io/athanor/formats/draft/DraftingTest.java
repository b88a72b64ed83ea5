package io.athanor.formats.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.athanor.formats.FormatException;
import io.athanor.materials.identity.ContentHash;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DraftingTest {
  private static final String CELLS =
      """
      Sample,Temperature (°C),time_min,Solvent,Stirring,x_Ni,x_Fe,x_Co,Vessel,Yield %,comment
      a1,60,10.5,DMF,low,0.2,0.3,0.5,glass,41.2,
      a2,80,20.25,EtOH,high,0.5,0.5,0,glass,55.1,ok
      a3,100,30,DMF,medium,0.1,0.1,0.8,glass,60.7,
      a4,120,10.5,EtOH,low,0.6,0.2,0.2,glass,35.3,bubbles
      a5,60,20.25,DMF,high,0.3,0.3,0.4,glass,44.4,
      """;

  @Test
  void eachColumnIsWhatALaboratoryWouldTakeItFor() {
    Map<String, ColumnDraft> columns = columns(Drafting.of(CELLS, Edits.NONE));
    assertThat(columns.get("Sample").role()).isEqualTo(Role.IDENTIFIER);
    assertThat(columns.get("Temperature").kind()).contains(Kind.CONTINUOUS);
    assertThat(columns.get("Temperature").unit()).isEqualTo("Cel");
    assertThat(columns.get("Temperature").low()).hasValue(60);
    assertThat(columns.get("Temperature").high()).hasValue(120);
    assertThat(columns.get("Temperature").step()).hasValue(20);
    assertThat(columns.get("time").unit()).isEqualTo("min");
    assertThat(columns.get("Solvent").kind()).contains(Kind.CATEGORICAL);
    assertThat(columns.get("Solvent").options()).containsExactly("DMF", "EtOH");
    assertThat(columns.get("Stirring").kind()).contains(Kind.ORDINAL);
    assertThat(columns.get("Stirring").options()).containsExactly("low", "medium", "high");
    assertThat(columns.get("Vessel").role()).isEqualTo(Role.CONSTANT);
    assertThat(columns.get("Vessel").guess().why()).contains("'glass' in every row");
    assertThat(columns.get("Yield").role()).isEqualTo(Role.OUTCOME);
    assertThat(columns.get("Yield").unit()).isEqualTo("%");
    assertThat(columns.get("Yield").goal()).contains("maximize");
    assertThat(columns.get("comment").role()).isEqualTo(Role.NOTE);
  }

  @Test
  void fractionsThatSumToOneAreAMixture() {
    Draft draft = Drafting.of(CELLS, Edits.NONE);
    assertThat(draft.groups())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.members()).containsExactly(5, 6, 7);
              assertThat(group.total()).isEqualTo(1);
              assertThat(group.divisions()).isEqualTo(10);
            });
    assertThat(space(draft).get("mixtures"))
        .isEqualTo(List.of(Map.of("members", List.of("x_Ni", "x_Fe", "x_Co"))));
    Edits free =
        new Edits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());
    assertThat(space(Drafting.of(CELLS, free))).doesNotContainKey("mixtures");
  }

  @Test
  void percentagesOfASpaceBecomeFractionsAndSayAtMostHowMany() {
    StringBuilder csv = new StringBuilder("a %,b %,c %,error\n");
    for (int i = 0; i < 24; i++) {
      int a = 5 * (i % 12);
      csv.append(i % 2 == 0 ? a + "," + (100 - a) + ",0" : "0," + a + "," + (100 - a));
      csv.append(',').append(0.1 + i / 7.0).append('\n');
    }
    Draft draft = Drafting.of(csv.toString(), Edits.NONE);
    assertThat(draft.groups()).singleElement().extracting(Group::total).isEqualTo(100.0);
    assertThat(draft.groups()).singleElement().extracting(Group::most).isEqualTo(2);
    assertThat(draft.groups()).singleElement().extracting(Group::divisions).isEqualTo(20);
    assertThat(space(draft).get("mixtures"))
        .isEqualTo(List.of(Map.of("members", List.of("a", "b", "c"), "most", 2)));
    assertThat(draft.rows())
        .allSatisfy(
            row ->
                assertThat(
                        ((Map<?, ?>) row.get("parameters"))
                            .values().stream().mapToDouble(value -> (Double) value).sum())
                    .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9)));
    assertThat(columns(draft).get("error").goal()).contains("minimize");
  }

  @Test
  void rowsWithoutAnOutcomeAreThePoolsOpenCandidatesAndTheOthersItsHistory() {
    String csv =
        "id;T (K);p_bar;Ausbeute (%)\n1;300;1,5;40,5\n2;310;2,5;\n3;320;1,5;61,0\n4;330;3,5;\n";
    Draft draft =
        Drafting.of(
            csv,
            new Edits(
                Optional.of("Ausbeute 2"),
                Optional.empty(),
                Optional.of("Ausbeute"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(7L),
                true,
                Optional.empty()));
    assertThat(draft.search().value()).isEqualTo("pool");
    assertThat(draft.campaignId()).isEqualTo("ausbeute-2");
    assertThat(draft.table().decimalComma()).isTrue();
    assertThat(draft.candidates()).hasSize(4);
    assertThat(draft.candidates().get(1).get("parameters")).isEqualTo(Map.of("T", 310.0, "p", 2.5));
    assertThat(draft.history().value()).isTrue();
    assertThat(draft.readings()).hasSize(2);
    Map<String, Object> reading = draft.readings().get(1);
    assertThat(reading.get("scalars"))
        .isEqualTo(Map.of("Ausbeute", Map.of("value", 61.0, "unit", "%")));
    assertThat(reading.get("candidateId"))
        .isEqualTo(
            ContentHash.candidateId(
                Optional.empty(), Map.of("T", 320.0, "p", 1.5), Optional.empty()));
    assertThat(draft.budget().value()).isEqualTo(2);
    assertThat(draft.definition()).containsEntry("seed", 7L);
  }

  @Test
  void repeatsSayHowMuchAMeasurementScatters() {
    StringBuilder csv = new StringBuilder("temp,ligand,conversion\n");
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      csv.append(20 + 10 * (i % 5)).append(',').append(i % 3 == 0 ? "L1" : "L2").append(',');
      csv.append(50 + 3 * random.nextGaussian()).append('\n');
    }
    csv.append("99,L1,\n");
    Draft draft = Drafting.of(csv.toString(), Edits.NONE);
    assertThat(draft.repeats().orElseThrow().settings()).isEqualTo(10);
    assertThat(draft.repeats().orElseThrow().standardDeviation()).isBetween(2.7, 3.3);
    assertThat(draft.readings()).hasSize(400);
    assertThat(draft.readings().get(0).get("scalars").toString()).contains("sem=");
  }

  @Test
  void copiesCountOnceAndASpreadIsTheStandardErrorOfItsOutcome() {
    String csv = "temp,yield,yield_sd,run\n10,1.25,0.1,1\n10,1.25,0.1,1\n20,2.5,0.2,2\n30,,,3\n";
    Draft draft = Drafting.of(csv, Edits.NONE);
    assertThat(draft.remarks()).anySatisfy(each -> assertThat(each).contains("1 rows are another"));
    assertThat(columns(draft).get("yield_sd").role()).isEqualTo(Role.UNCERTAINTY);
    assertThat(draft.readings()).hasSize(2);
    assertThat(draft.readings().get(1).get("scalars"))
        .isEqualTo(Map.of("yield", Map.of("value", 2.5, "unit", "1", "sem", 0.2)));
  }

  @Test
  void formulasAloneAreAPoolOverTheirElements() {
    String csv =
        "formula,overpotential [mV]\n"
            + "NiFe2O4,310\n"
            + "NiO,420\n"
            + "CoFe2O4,\n"
            + "Co3O4,390\n"
            + "Fe2O3,450\n"
            + "NiCo2O4,\n";
    Draft draft = Drafting.of(csv, Edits.NONE);
    assertThat(draft.search().value()).isEqualTo("pool");
    assertThat(draft.candidates().get(0)).containsEntry("formula", "NiFe2O4");
    assertThat(((Map<?, ?>) draft.candidates().get(1).get("parameters")).get("Ni")).isEqualTo(0.5);
    assertThat(columns(draft).get("overpotential").goal()).contains("minimize");
    assertThat(columns(draft).get("overpotential").unit()).isEqualTo("mV");
  }

  @Test
  void whatAPersonSaysHolds() {
    Edits.OfColumn temperature =
        new Edits.OfColumn(
            Optional.of("T"),
            Optional.empty(),
            Optional.of(Kind.DISCRETE),
            Optional.of("K"),
            java.util.OptionalDouble.empty(),
            java.util.OptionalDouble.of(200),
            Optional.empty(),
            Optional.empty());
    Draft draft = Drafting.of(CELLS, edits(Map.of(1, temperature)));
    ColumnDraft column = columns(draft).get("T");
    assertThat(column.options()).containsExactly("60", "80", "100", "120");
    assertThat(column.unit()).isEqualTo("K");
    assertThat(column.high()).hasValue(200);
    assertThat(column.unitGuess().confidence()).isEqualTo(1);
  }

  @Test
  void aCellThatContradictsWhatAPersonSaidIsNamedByLineAndColumn() {
    Edits.OfColumn number =
        new Edits.OfColumn(
            Optional.empty(),
            Optional.empty(),
            Optional.of(Kind.CONTINUOUS),
            Optional.empty(),
            java.util.OptionalDouble.empty(),
            java.util.OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty());
    assertThatThrownBy(() -> Drafting.of(CELLS, edits(Map.of(3, number))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'Solvent'");
  }

  @Test
  void aSettingThatMostRowsLackIsLeftOutAndRowsThatLackOneAreNamed() {
    String csv = "temp,extra,gas,yield\n10,1,Ar,1.5\n20,,Ar,2.5\n30,,,3.5\n40,,N2,4.5\n";
    Draft draft = Drafting.of(csv, Edits.NONE);
    assertThat(columns(draft).get("extra").role()).isEqualTo(Role.IGNORED);
    assertThat(draft.remarks()).contains("Left out line 4: 'gas' says nothing that can be read.");
    assertThat(draft.table().settings()).isEqualTo(3);
  }

  @Test
  void theSameTableGivesTheSameDraft() {
    assertThat(Drafting.of(CELLS, Edits.NONE)).isEqualTo(Drafting.of(CELLS, Edits.NONE));
  }

  @Test
  void aHundredThousandRowsAreRead() {
    String rows =
        IntStream.range(0, 100_000)
            .mapToObj(i -> (i % 17) + "," + (i % 5) * 0.25 + "," + Math.sqrt(i))
            .collect(Collectors.joining("\n", "layers,dose,signal\n", "\n"));
    Draft draft = Drafting.of(rows, Edits.NONE);
    assertThat(draft.table().rows()).isEqualTo(100_000);
    assertThat(draft.table().settings()).isEqualTo(85);
    assertThat(columns(draft).get("signal").role()).isEqualTo(Role.OUTCOME);
  }

  @Test
  void aWideTableWithHolesIsSearchedForSumsInTheTimeOfItsCells() {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("w0");
    IntStream.range(1, 1_000).forEach(column -> csv.append(",w").append(column));
    for (int row = 0; row < 400; row++) {
      csv.append('\n').append(row);
      for (int column = 1; column < 1_000; column++) {
        csv.append(',')
            .append(random.nextInt(20) == 0 ? "" : Integer.toString(random.nextInt(1_000)));
      }
    }
    List<Profile> profiles = Profile.all(SheetReader.read(csv.toString()));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(Groups.of(profiles)).isEmpty());
  }

  private static Edits edits(Map<Integer, Edits.OfColumn> columns) {
    return new Edits(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        columns,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty());
  }

  private static Map<Object, Object> space(Draft draft) {
    return Map.copyOf((Map<?, ?>) ((Map<?, ?>) draft.definition().get("search")).get("space"));
  }

  private static Map<String, ColumnDraft> columns(Draft draft) {
    return draft.columns().stream().collect(Collectors.toMap(ColumnDraft::name, each -> each));
  }
}
