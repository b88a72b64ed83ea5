package io.athanor.formats.draft;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Words of headers, and what a laboratory means by them. */
final class Lexicon {
  /** Measured, and more of it is better. */
  private static final Set<String> MORE =
      words(
          """
          yield efficiency conversion selectivity score accuracy performance activity
          capacity conductivity mobility strength toughness hardness modulus turnover ton
          tof pce voc jsc lifetime stability throughput gain quality purity peak intensity
          signal response zt plqy qy luminance brightness transmittance recovery
          solubility titer reward utility merit retention enrichment responsivity
          crystallinity productivity uptake adhesion ductility permeability ee
          """);

  /** Measured, and less of it is better. */
  private static final Set<String> LESS =
      words(
          """
          error loss losses cost overpotential impurity impurities degradation resistance
          resistivity roughness defect defects waste byproduct deviation difference diff
          distance rmse mae mse residual leakage hysteresis toxicity pdi polydispersity
          fwhm linewidth consumption price overlap shrinkage corrosion wear diameter
          fouling turbidity haze delta regret penalty risk
          """);

  /** Measured; which way is better the word does not say. */
  private static final Set<String> EITHER =
      words(
          """
          objective target output result outcome response y measured measurement gap
          bandgap energy tc absorbance absorption emission predicted property ecell label
          density viscosity refractive
          """);

  /** Set or measured, as it comes: voltage at the end of a table is measured. */
  private static final Set<String> PERHAPS =
      words(
          """
          voltage current power area size rate loading value fluo
          """);

  private static final Set<String> SET =
      words(
          """
          temperature temp time duration flow ratio concentration conc molarity volume vol
          speed pressure ph dose input thickness solvent ligand base catalyst additive
          precursor residence delay offset equiv equivalents amount mass fraction wait
          stir anneal annealing substrate reagent loop feed layers width height angle
          theta radius load correction rpm atmosphere gas organic cation anion metal solid
          liquid electrophile nucleophile halide block
          """);

  private static final Set<String> NAMES =
      words(
          """
          id ids sample samples experiment exp run trial no nr index idx row name number
          well plate barcode uuid uid batch entry key iteration #
          """);

  private static final Set<String> TIMES =
      words(
          """
          date datetime timestamp created measured_at started finished
          """);

  private static final Set<String> NOTES =
      words(
          """
          note notes comment comments remark remarks operator user file filename path url
          source doi reference author description status link fold split
          """);

  private static final Set<String> FORMULAS =
      words(
          """
          formula composition material compound chemistry stoichiometry
          """);

  private static final Set<String> SPREADS =
      words(
          """
          sem se std sd stdev stddev err error uncertainty sigma
          """);

  private static final Set<String> CODES =
      words(
          """
          type class code group cluster category kind variant
          """);

  private static final Set<String> COUNTS =
      words(
          """
          n num count number cycles layers
          """);

  private Lexicon() {}

  private static Set<String> words(String text) {
    return Set.copyOf(List.of(text.strip().split("\\s+")));
  }

  /** How much a header speaks for something measured; negative for something set. */
  static double measured(List<String> words) {
    double score = 0;
    for (int i = 0; i < words.size(); i++) {
      boolean head = i == words.size() - 1;
      String word = words.get(i);
      if (MORE.contains(word) || LESS.contains(word)) {
        score = Math.max(score, head ? 3 : 2);
      } else if (EITHER.contains(word)) {
        score = Math.max(score, head ? 2 : 1.5);
      } else if (PERHAPS.contains(word)) {
        score = Math.max(score, head ? 1 : 0.5);
      }
    }
    boolean set = SET.contains(words.get(words.size() - 1));
    boolean partly = words.stream().anyMatch(SET::contains);
    return score - (set ? 3 : partly ? 1 : 0);
  }

  static boolean isName(List<String> words) {
    return NAMES.contains(words.get(words.size() - 1));
  }

  static boolean isTime(List<String> words) {
    return words.stream().anyMatch(TIMES::contains)
        || TIMES.contains(String.join("_", words))
        || String.join("_", words).equals("time_stamp");
  }

  static boolean isNote(List<String> words) {
    return words.stream().anyMatch(NOTES::contains);
  }

  static boolean isFormula(List<String> words) {
    return FORMULAS.contains(words.get(words.size() - 1));
  }

  static boolean isSpread(List<String> words) {
    return SPREADS.contains(words.get(words.size() - 1))
        ? words.size() > 1 || !LESS.contains(words.get(0)) // an error alone is an outcome
        : SPREADS.contains(words.get(0));
  }

  /** Whether numbers under this header are names of kinds. */
  static boolean isCode(List<String> words) {
    return CODES.contains(words.get(words.size() - 1));
  }

  static boolean isCount(List<String> words) {
    return words.stream().anyMatch(COUNTS::contains);
  }

  /** The word of a header that says to minimise ({@code false}) or maximise ({@code true}). */
  static Optional<Word> direction(List<String> words) {
    for (int i = words.size() - 1; i >= 0; i--) {
      String word = words.get(i);
      if (word.startsWith("minimi") || word.equals("min") || word.equals("lower")) {
        return Optional.of(new Word(word, false, 0.95));
      }
      if (word.startsWith("maximi") || word.equals("max") || word.equals("higher")) {
        return Optional.of(new Word(word, true, 0.95));
      }
    }
    // the difference to something good is still a difference
    for (String word : words) {
      if (LESS.contains(word)) {
        return Optional.of(new Word(word, false, 0.9));
      }
    }
    return words.stream().filter(MORE::contains).findFirst().map(word -> new Word(word, true, 0.9));
  }

  /** A word that says which way is better. */
  record Word(String text, boolean more, double confidence) {}
}
