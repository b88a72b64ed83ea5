package io.athanor.materials.unit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.measure.IncommensurableException;
import javax.measure.Unit;
import javax.measure.UnitConverter;
import systems.uom.ucum.UCUM;
import systems.uom.ucum.format.UCUMFormat;
import systems.uom.ucum.internal.format.TokenMgrError;

/**
 * Units of measure by their UCUM code (case-sensitive form, ucum.org), and a few spellings in
 * common use: {@code Angstrom}, {@code degC}, {@code ohm}, {@code mAh}, {@code rpm}, {@code Torr},
 * {@code Ha}, {@code g/cm^3}, {@code W m-1 K-1}, the degree, micro, ohm and Angstrom signs. {@code
 * 1} and {@code %} are dimensionless; angles are too, as UCUM has it. {@code Cel} inside a product
 * or quotient means a difference, that is, kelvin: a heating rate in {@code Cel/min} is what
 * laboratories write.
 *
 * <p>Annotations mean nothing, as UCUM has it, except those that keep apart what must not be mixed:
 * {@code {atom}}, {@code {cell}}, {@code {fu}} (energy per what), {@code {at}}, {@code {mass}},
 * {@code {mol}}, {@code {vol}} (percent of what), {@code {RHE}}, {@code {SHE}}, {@code {SCE}},
 * {@code {Ag/AgCl}} (potential against what), {@code {arbitrary}}, {@code {px}}. {@code eV/atom},
 * {@code at.%}, {@code V vs RHE} are read so. Amounts convert into numbers of entities: kJ/mol into
 * eV, and into eV/{fu}, since a mole without a word is one of formula units.
 *
 * <p>Physical constants are the library's (CODATA 2006: 1 eV = 1.602176487e-19 J, 9e-8 below the SI
 * of 2019), which matters only between electronvolt and joule. Thread-safe.
 */
public final class Units {
  private static final int MAXIMUM_LENGTH = 64;
  private static final int MAXIMUM_CACHED = 4_096;
  private static final Pattern POWER_OF_TEN = Pattern.compile("10[*^]([+-]?)(\\d{1,2})");
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
  // the library reads 0.5 as 0 times 5 and a//b as a.b, and takes powers of any size
  private static final Pattern MISREAD =
      Pattern.compile("\\d\\.\\d|//|\\.\\.|/\\.|[A-Za-z\\]%][+-]?\\d{2,}|(?<!\\d)0");
  private static final Pattern CELSIUS_IN_TERM = Pattern.compile("(?<![A-Za-z\\[])Cel(?![A-Za-z])");

  private static final Pattern ANNOTATION = Pattern.compile("\\{[^{}]*}");

  private static final Map<String, Known> KNOWN = new ConcurrentHashMap<>();
  private static final Map<Pair, Outcome> OUTCOMES = new ConcurrentHashMap<>();
  private static final UCUMFormat FORMAT =
      UCUMFormat.getInstance(UCUMFormat.Variant.CASE_SENSITIVE);

  private static final Unit<?> MOLE = UCUM.MOLE;
  // exact since 2019 (SI brochure, 9th edition)
  private static final double AVOGADRO = 6.02214076e23;

  private record Known(String code, Unit<?> unit, boolean proportional) {}

  private record Pair(String from, String to) {}

  private record Outcome(Conversion conversion, String refusal) {
    static final Outcome SAME = new Outcome(Conversion.IDENTITY, null);
  }

  private Units() {}

  /**
   * The UCUM code of a unit, common spellings translated: {@code Angstrom} becomes {@code Ao}.
   *
   * @throws UnitException if the unit is not known
   */
  public static String code(String unit) {
    return known(unit).code();
  }

  /** Whether {@link #code} accepts this unit. */
  public static boolean isKnown(String unit) {
    return find(unit).isPresent();
  }

  /**
   * Whether values can be converted from one unit to the other.
   *
   * @throws UnitException if a unit is not known
   */
  public static boolean isConvertible(String from, String to) {
    return outcome(known(from), known(to)).refusal() == null;
  }

  /**
   * A value in another unit, offsets (as of {@code Cel}) included.
   *
   * @throws UnitException if a unit is not known or the two measure different things
   */
  public static double convert(double value, String from, String to) {
    return conversion(from, to).apply(value);
  }

  /** Whether zero means none of it: not so for Cel, [degF], [pH], dB. */
  static boolean isProportional(String unit) {
    return known(unit).proportional();
  }

  /** The conversion itself, for values and for differences. */
  static Conversion conversion(String from, String to) {
    return conversion(known(from), known(to));
  }

  private static Conversion conversion(Known from, Known to) {
    Outcome outcome = outcome(from, to);
    if (outcome.refusal() != null) {
      throw new UnitException(outcome.refusal());
    }
    return outcome.conversion();
  }

  /** The conversion or why there is none: both are found once, and asked for often. */
  private static Outcome outcome(Known from, Known to) {
    if (from.code().equals(to.code())) {
      return Outcome.SAME;
    }
    Pair pair = new Pair(from.code(), to.code());
    Outcome cached = OUTCOMES.get(pair);
    if (cached != null) {
      return cached;
    }
    Outcome outcome;
    try {
      outcome = new Outcome(derive(from, to), null);
    } catch (UnitException e) {
      outcome = new Outcome(null, e.reason());
    }
    if (OUTCOMES.size() < MAXIMUM_CACHED) {
      OUTCOMES.put(pair, outcome);
    }
    return outcome;
  }

  private static Conversion derive(Known from, Known to) {
    boolean same = from.unit().getDimension().equals(to.unit().getDimension());
    int moles = same ? 0 : moles(from, to);
    if (!same && moles == 0) {
      throw new UnitException(
          "'" + from.code() + "' cannot be converted to '" + to.code() + "': different dimensions");
    }
    requireSameKind(from, to, moles);
    try {
      if (moles != 0) {
        Conversion rest =
            Conversion.of(from.unit().multiply(MOLE.pow(-moles)).getConverterToAny(to.unit()));
        return new Conversion(rest.factor() * Math.pow(AVOGADRO, moles), rest.divisor(), 0);
      }
      UnitConverter converter = from.unit().getConverterToAny(to.unit());
      return Conversion.of(converter);
    } catch (RuntimeException | IncommensurableException e) {
      throw new UnitException(
          "'" + from.code() + "' cannot be converted to '" + to.code() + "': not a linear scale");
    }
  }

  /** 1 where the first counts entities in moles and the other one by one, -1 where per mole. */
  private static int moles(Known from, Known to) {
    for (int power : new int[] {1, -1}) {
      Unit<?> counted = from.unit().multiply(MOLE.pow(-power));
      if (counted.getDimension().equals(to.unit().getDimension())) {
        return power;
      }
    }
    return 0;
  }

  /** A mole without a word is one of formula units. */
  private static void requireSameKind(Known from, Known to, int moles) {
    String one = Spellings.kind(from.code());
    String other = Spellings.kind(to.code());
    boolean ofFormulaUnits =
        moles != 0 && (one + other).equals("{fu}") && (hasMole(from) ? one : other).isEmpty();
    if (!one.equals(other) && !ofFormulaUnits) {
      throw new UnitException(
          "'"
              + from.code()
              + "' cannot be converted to '"
              + to.code()
              + "': it says "
              + (one.isEmpty() ? "nothing" : one)
              + " where that says "
              + (other.isEmpty() ? "nothing" : other));
    }
  }

  private static boolean hasMole(Known unit) {
    return unit.code().contains("mol");
  }

  private static Known known(String unit) {
    return find(unit).orElseThrow(() -> new UnitException("unknown unit '" + shown(unit) + "'"));
  }

  private static Optional<Known> find(String unit) {
    Known cached = KNOWN.get(unit);
    if (cached != null) {
      return Optional.of(cached);
    }
    if (unit.length() > MAXIMUM_LENGTH) {
      return Optional.empty();
    }
    Optional<Known> found = parse(Spellings.normal(unit));
    if (KNOWN.size() < MAXIMUM_CACHED) {
      found.ifPresent(known -> KNOWN.put(unit, known));
    }
    return found;
  }

  private static Optional<Known> parse(String code) {
    String readable = POWER_OF_TEN.matcher(Spellings.expanded(code)).replaceAll(Units::powerOfTen);
    if (!PRINTABLE.matcher(code).matches() || MISREAD.matcher(readable).find()) {
      return Optional.empty();
    }
    if (!ANNOTATION.matcher(code).replaceAll("").equals("Cel")) {
      readable = CELSIUS_IN_TERM.matcher(readable).replaceAll("K");
    }
    try {
      synchronized (FORMAT) {
        Unit<?> unit = FORMAT.parse(readable);
        return Optional.of(new Known(code, unit, isProportional(unit)));
      }
    } catch (RuntimeException | TokenMgrError e) {
      return Optional.empty();
    }
  }

  private static boolean isProportional(Unit<?> unit) {
    try {
      return Conversion.of(unit.getConverterToAny(unit.getSystemUnit())).offset() == 0;
    } catch (RuntimeException | IncommensurableException e) {
      return false;
    }
  }

  private static String powerOfTen(MatchResult power) {
    String digits = "1" + "0".repeat(Math.min(18, Integer.parseInt(power.group(2))));
    return power.group(1).equals("-") ? "(1/" + digits + ")" : digits;
  }

  private static String shown(String unit) {
    return unit.length() <= MAXIMUM_LENGTH ? unit : unit.substring(0, MAXIMUM_LENGTH) + "...";
  }
}
