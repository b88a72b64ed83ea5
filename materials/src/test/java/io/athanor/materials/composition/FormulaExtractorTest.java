package io.athanor.materials.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormulaExtractorTest {
  private record Example(String text, List<String> formulas) {}

  private static Example says(String text, String... formulas) {
    return new Example(text, List.of(formulas));
  }

  /** Written by hand; what a reader would list. */
  private static final List<Example> WRITTEN =
      List.of(
          says(
              "In this work, CO2 is reduced to CO on Cu/ZnO/Al2O3.",
              "CO2",
              "CO",
              "Cu",
              "ZnO",
              "Al2O3"),
          says("As shown in Fig. 3, Bi2Te3 has the highest ZT at 300 K.", "Bi2Te3"),
          says("I believe that No. 5 was annealed at 5 °C; He agreed."),
          says("(Bi0.5Sb0.5)2Te3 and Bi0.4Sb1.6Te3 films", "(Bi0.5Sb0.5)2Te3", "Bi0.4Sb1.6Te3"),
          says("LiFePO4-based cathodes (LiCoO2, LiMn2O4).", "LiFePO4", "LiCoO2", "LiMn2O4"),
          says("La1-xSrxMnO3 and YBa2Cu3O7-δ are families of perovskites."),
          says("Cu(In,Ga)Se2 absorbs; CuInSe2 does as well.", "CuInSe2"),
          says("The Fe3+ and Cu2+ ions, SO42- and Na+ were removed."),
          says("TiO2(110) and ZnO(nanorods) were grown.", "TiO2", "ZnO"),
          says("CuSO4·5H2O dissolved in H2O (aq).", "CuSO4·5H2O", "H2O"),
          says("Ca(OH)2, Mg(NO3)2 and [Fe(CN)6] salts", "Ca(OH)2", "Mg(NO3)2", "Fe(CN)6"),
          says("SrTiO₃ and Fe₃O₄ with Unicode digits", "SrTiO3", "Fe3O4"),
          says("Fe$_2$O$_3$ in LaTeX, TiO<sub>2</sub> in HTML", "Fe2O3", "TiO2"),
          says("UV light, PVC, HIV, SEM, XRD, III-V and IV curves"),
          says("PC12 and HeLa cells, H1N1, CaV1.2 channels, vitamin B12, U235"),
          says("GaAs, InP and CdTe solar cells; SiC MOSFETs", "GaAs", "InP", "CdTe", "SiC"),
          says("The band gap of MoS2 is 1.8 eV; WSe2: 1.6 eV", "MoS2", "WSe2"),
          says("No material was lost. At 20 V the Ni/Pt contact failed.", "Ni", "Pt"),
          says("Ti6Al4V and Ni60Ti40 alloys, Al6061 plates", "Ti6Al4V", "Ni60Ti40"),
          says("CH3NH3PbI3 (MAPbI3) and CsPbBr3", "CH3NH3PbI3", "CsPbBr3"),
          says(
              "H2SO4, HNO3, NH3, N2 and O2 were used as received",
              "H2SO4",
              "HNO3",
              "NH3",
              "N2",
              "O2"),
          says("The US and the UK, e.g. WHO, PCB, CPU and BCC"),
          says("Bi2Te3–Sb2Te3 superlattices", "Bi2Te3", "Sb2Te3"),
          says("ZnO:Al and Al-doped ZnO", "ZnO", "Al", "Al", "ZnO"),
          says("Be careful: Am I at home? La Paz, Los Angeles"),
          says("C60 and KOH, NaOH, HCl", "C60", "KOH", "NaOH", "HCl"),
          says("rated 5 W, 3 V, 10 K, 4 N, 1 H, 2 F, 7 C"),
          says("NaCl. KBr! LiF? MgO; CaO: BaO", "NaCl", "KBr", "LiF", "MgO", "CaO", "BaO"));

  @Test
  void shouldFindTheWrittenExamplesWithHighPrecisionAndRecall() {
    Score score = new Score();
    for (Example example : WRITTEN) {
      score.add(example.text(), example.formulas());
    }
    assertThat(score.precision()).as(score.toString()).isGreaterThanOrEqualTo(0.97);
    assertThat(score.recall()).as(score.toString()).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void shouldFindFormulasAmongWordsInAnyOrder() {
    List<String> formulas =
        List.of(
            "Bi2Te3", "PbTe", "SnSe", "CoSb3", "Mg2Si", "SrTiO3", "LiNi0.5Mn1.5O4", "H2O", "WO3");
    List<String> words =
        List.of(
            "In",
            "As",
            "No",
            "He",
            "At",
            "I",
            "a",
            "UV",
            "SEM",
            "Fig",
            "was",
            "measured",
            "Be",
            "PVC",
            "III",
            "2",
            "300",
            "K",
            "Re",
            "thermoelectric",
            "PC12",
            "H1N1",
            "V");
    Random random = new Random(20260106);
    Score score = new Score();
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      List<String> expected = new ArrayList<>();
      for (int w = 0; w < 20; w++) {
        boolean formula = random.nextInt(4) == 0;
        List<String> source = formula ? formulas : words;
        String word = source.get(random.nextInt(source.size()));
        if (formula) {
          expected.add(word);
        }
        text.append(word).append(List.of(" ", ", ", ". ", "; ").get(random.nextInt(4)));
      }
      score.add(text.toString(), expected);
    }
    assertThat(score.precision()).as(score.toString()).isEqualTo(1);
    assertThat(score.recall()).as(score.toString()).isEqualTo(1);
  }

  @Test
  void shouldSayWhereAMentionIs() {
    FormulaExtractor.Mention mention = FormulaExtractor.extract("Films of (TiO2) grew.").get(0);
    assertThat(mention.start()).isEqualTo(10);
    assertThat(mention.end()).isEqualTo(14);
    assertThat(mention.spelling()).isEqualTo("TiO2");
  }

  @Test
  void shouldCountOneCompositionWhateverItsSpelling() {
    assertThat(FormulaExtractor.counts("PbTe, TePb and Pb2Te2, but SnTe"))
        .containsExactly(entry("PbTe", 3), entry("SnTe", 1));
  }

  @Test
  void shouldSurviveAnyText() {
    Random random = new Random(20260107);
    String alphabet = "ABCFHIKNOPSUVWY aeilnrgx0123456789()[]{}.,-/·$_<>₂δ+";
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(200);
      for (int c = 0; c < length; c++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      for (FormulaExtractor.Mention mention : FormulaExtractor.extract(text.toString())) {
        assertThat(mention.end()).isGreaterThan(mention.start());
        assertThat(mention.end()).isLessThanOrEqualTo(text.length());
      }
    }
    assertThat(FormulaExtractor.extract("(".repeat(100_000))).isEmpty();
  }

  private static final class Score {
    private int found;
    private int expected;
    private int right;
    private final List<String> wrong = new ArrayList<>();

    void add(String text, List<String> formulas) {
      List<String> rest =
          new ArrayList<>(formulas.stream().map(f -> Composition.parse(f).formula()).toList());
      expected += rest.size();
      for (FormulaExtractor.Mention mention : FormulaExtractor.extract(text)) {
        found++;
        if (rest.remove(mention.composition().formula())) {
          right++;
        } else {
          wrong.add("+" + mention.spelling());
        }
      }
      rest.forEach(missed -> wrong.add("-" + missed));
    }

    double precision() {
      return (double) right / found;
    }

    double recall() {
      return (double) right / expected;
    }

    @Override
    public String toString() {
      return right + " right of " + found + " found and " + expected + " expected, wrong: " + wrong;
    }
  }
}
