package io.athanor.materials.unit;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From what laboratories write to UCUM: {@code W m-1 K-1}, {@code g/cm^3}, {@code mA·cm⁻²}, {@code
 * at.%}, {@code eV/atom}, {@code V vs RHE}. What is counted or referred to goes into an annotation
 * that conversions respect ({@link #kind}).
 */
final class Spellings {
  private static final Map<String, String> WHOLE =
      Map.ofEntries(
          Map.entry("at.%", "%{at}"),
          Map.entry("at%", "%{at}"),
          Map.entry("atom%", "%{at}"),
          Map.entry("at-%", "%{at}"),
          Map.entry("wt.%", "%{mass}"),
          Map.entry("wt%", "%{mass}"),
          Map.entry("wt-%", "%{mass}"),
          Map.entry("mass%", "%{mass}"),
          Map.entry("mol%", "%{mol}"),
          Map.entry("mol.%", "%{mol}"),
          Map.entry("vol%", "%{vol}"),
          Map.entry("vol.%", "%{vol}"),
          Map.entry("a.u.", "{arbitrary}"),
          Map.entry("a.u", "{arbitrary}"),
          Map.entry("arb.u.", "{arbitrary}"),
          Map.entry("arb. u.", "{arbitrary}"),
          Map.entry("arb. units", "{arbitrary}"),
          Map.entry("arb. unit", "{arbitrary}"),
          Map.entry("counts", "{count}"),
          Map.entry("cps", "{count}/s"),
          Map.entry("counts/s", "{count}/s"),
          Map.entry("px", "{px}"),
          Map.entry("pixel", "{px}"),
          Map.entry("fraction", "1"),
          Map.entry("dimensionless", "1"),
          Map.entry("M", "mol/L"),
          Map.entry("mM", "mmol/L"),
          Map.entry("uM", "umol/L"),
          Map.entry("suns", "sun"));
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("Angstrom", "Ao"),
          Map.entry("angstrom", "Ao"),
          Map.entry("Ang", "Ao"),
          Map.entry("\u00c5", "Ao"),
          Map.entry("\u212b", "Ao"),
          Map.entry("degC", "Cel"),
          Map.entry("\u00b0C", "Cel"),
          Map.entry("\u2103", "Cel"),
          Map.entry("degF", "[degF]"),
          Map.entry("\u00b0F", "[degF]"),
          Map.entry("\u00b0", "deg"),
          Map.entry("degree", "deg"),
          Map.entry("degrees", "deg"),
          Map.entry("ohm", "Ohm"),
          Map.entry("percent", "%"),
          Map.entry("mAh", "mA.h"),
          Map.entry("rpm", "/min"),
          Map.entry("Torr", "mm[Hg]"),
          Map.entry("torr", "mm[Hg]"),
          Map.entry("mmHg", "mm[Hg]"),
          Map.entry("psi", "[psi]"),
          Map.entry("ppm", "[ppm]"),
          Map.entry("ppb", "[ppb]"),
          Map.entry("pH", "[pH]"),
          Map.entry("Da", "u"),
          Map.entry("amu", "u"),
          Map.entry("hartree", "Ha"),
          Map.entry("Hartree", "Ha"),
          Map.entry("rydberg", "Ry"),
          Map.entry("Rydberg", "Ry"),
          Map.entry("debye", "Debye"),
          Map.entry("micron", "um"),
          Map.entry("sec", "s"),
          Map.entry("hr", "h"),
          Map.entry("day", "d"),
          Map.entry("atom", "{atom}"),
          Map.entry("cell", "{cell}"),
          Map.entry("f.u.", "{fu}"),
          Map.entry("fu", "{fu}"));

  /** Units that UCUM lacks, in units it has: CODATA 2018, and by definition. */
  private static final Map<String, String> EXPANSIONS =
      Map.of(
          "Ha", "(27211386.10*-6.eV)",
          "Ry", "(13605693.10*-6.eV)",
          "bohr", "(529177211.10*-9.Ao)",
          "Debye", "(333564.10*-18.10*-17.C.m)",
          "emu", "(10*-3.A.m2)",
          "sun", "(1000.W/m2)");

  private static final Pattern WORD = Pattern.compile("f\\.u\\.|[A-Za-z\u00c5\u212b\u00b0\u2103]+");
  private static final Pattern EXPANDED =
      Pattern.compile("(?<![A-Za-z\\[])(Ha|Ry|bohr|Debye|emu|sun)(?![A-Za-z\\]])");
  private static final Pattern ELECTRODE =
      Pattern.compile("(m?V) vs\\.? (RHE|SHE|NHE|SCE|Ag/AgCl)");
  private static final Pattern POWER =
      Pattern.compile("(?<=[A-Za-z\u00c5\u212b\\])])\\^(?=[+-]?\\d)");
  private static final Pattern TIMES =
      Pattern.compile(
          "(?<=[A-Za-z0-9\\])%])\\s*[*\u00b7\u22c5\u00d7]\\s*(?=[A-Za-z(\\[])|(?<=\\S) +(?=\\S)");
  private static final String SUPERSCRIPTS =
      "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";
  private static final Pattern KIND =
      Pattern.compile("\\{(atom|cell|fu|at|mass|mol|vol|RHE|SHE|SCE|Ag/AgCl|arbitrary|px)}");

  private Spellings() {}

  /** In UCUM's words, as far as they are recognised. */
  static String normal(String unit) {
    String plain = unit.strip().replace('\u00b5', 'u').replace('\u03bc', 'u');
    plain = plain.replace("\u03a9", "Ohm").replace("\u2126", "Ohm");
    String whole = WHOLE.get(plain);
    if (whole != null) {
      return whole;
    }
    Matcher electrode = ELECTRODE.matcher(plain);
    if (electrode.matches()) {
      return electrode.group(1) + "{" + electrode.group(2).replace("NHE", "SHE") + "}";
    }
    int brace = plain.indexOf('{');
    String head = brace < 0 ? plain : plain.substring(0, brace);
    String tail = brace < 0 ? "" : plain.substring(brace);
    return words(products(lowered(head))) + tail;
  }

  /** With units that UCUM lacks written out. */
  static String expanded(String code) {
    return EXPANDED
        .matcher(code)
        .replaceAll(found -> Matcher.quoteReplacement(EXPANSIONS.get(found.group(1))));
  }

  /** What the unit counts or refers to: atoms, formula units, mass, an electrode; or empty. */
  static String kind(String code) {
    StringBuilder kinds = new StringBuilder();
    Matcher kind = KIND.matcher(code);
    while (kind.find()) {
      kinds.append(kind.group());
    }
    return kinds.toString();
  }

  private static String lowered(String text) {
    StringBuilder lowered = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      int digit = SUPERSCRIPTS.indexOf(each);
      if (digit >= 0) {
        lowered.append(digit);
      } else {
        lowered.append(each == '\u207b' || each == '\u2212' ? '-' : each);
      }
    }
    return lowered.toString();
  }

  private static String products(String text) {
    return TIMES.matcher(POWER.matcher(text).replaceAll("")).replaceAll(".");
  }

  private static String words(String text) {
    Matcher words = WORD.matcher(text);
    StringBuilder translated = new StringBuilder();
    while (words.find()) {
      boolean bracketed = words.start() > 0 && text.charAt(words.start() - 1) == '[';
      String word = words.group();
      words.appendReplacement(
          translated, Matcher.quoteReplacement(bracketed ? word : WORDS.getOrDefault(word, word)));
    }
    return words.appendTail(translated).toString();
  }
}
