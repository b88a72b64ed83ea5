package io.athanor.materials.identity;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.crystal.Crystal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The identity of a candidate is what it is, not who reported it: the same material from three
 * sources gets one id, whatever the spelling of its formula, the order of its parameters or sites.
 *
 * <p>The hash is SHA-256 over this text in UTF-8, every line ended by a line feed; lines that do
 * not apply are left out:
 *
 * <pre>
 * athanor-candidate 1
 * formula F                  F: {@link Composition#formula()}
 * parameter L N number H     by name N in NFC, sorted by UTF-8 bytes; L: bytes in N;
 *                            H: the IEEE 754 bits of the double, 16 hex digits, -0.0 as 0.0
 * parameter L N string M S   S: the string in NFC; M: bytes in S
 * cell A B C D E G           {@link Crystal#canonical()}
 * site Z X Y W               one line per site
 * </pre>
 *
 * <p>Bits rather than decimal digits because {@code Double.toString} prints some numbers
 * differently before and after JDK 19, and because every language has them. Lengths go before free
 * text so that no text can imitate another line.
 */
public final class ContentHash {
  private static final int HEX_DIGITS = 32;

  private ContentHash() {}

  /**
   * The id of a candidate: {@code c-} and the first 32 hex digits of the hash.
   *
   * @param composition what it is made of; where a crystal is given too they must agree, and the
   *     crystal alone gives the same id
   * @param parameters recipe or process parameters: a {@link Number} (finite) or a {@link String}
   *     each
   * @param crystal its structure
   * @throws IdentityException if nothing is given, a parameter has no value, or formula and crystal
   *     contradict each other
   */
  public static String candidateId(
      Optional<Composition> composition, Map<String, ?> parameters, Optional<Crystal> crystal) {
    byte[] form = canonical(composition, parameters, crystal).getBytes(StandardCharsets.UTF_8);
    return "c-" + HexFormat.of().formatHex(sha256(form)).substring(0, HEX_DIGITS);
  }

  /** The text the hash is taken of. */
  static String canonical(
      Optional<Composition> composition, Map<String, ?> parameters, Optional<Crystal> crystal) {
    if (composition.isEmpty() && parameters.isEmpty() && crystal.isEmpty()) {
      throw new IdentityException(
          "candidate", "needs a composition, a crystal or at least one parameter");
    }
    StringBuilder form = new StringBuilder("athanor-candidate 1\n");
    formula(composition, crystal)
        .ifPresent(formula -> form.append("formula ").append(formula).append('\n'));
    Map<String, String> sorted = new TreeMap<>(ContentHash::byBytes);
    parameters.forEach(
        (name, value) -> {
          String normal = normal(name);
          if (sorted.put(normal, value(name, value)) != null) {
            throw new IdentityException("parameters." + name, "is given twice");
          }
        });
    sorted.forEach(
        (name, value) ->
            form.append("parameter ").append(lengthAndText(name)).append(value).append('\n'));
    crystal.ifPresent(structure -> form.append(structure.canonical()).append('\n'));
    return form.toString();
  }

  private static Optional<String> formula(
      Optional<Composition> composition, Optional<Crystal> crystal) {
    Optional<String> stated = composition.map(Composition::formula);
    Optional<String> counted = crystal.map(Crystal::composition).map(Composition::formula);
    if (stated.isPresent() && counted.isPresent() && !stated.equals(counted)) {
      throw new IdentityException(
          "composition", stated.get() + " is not the crystal's " + counted.get());
    }
    return stated.or(() -> counted);
  }

  private static String value(String name, Object value) {
    if (value instanceof Number number) {
      double real = real(number);
      if (!Double.isFinite(real)) {
        throw new IdentityException("parameters." + name, "must be finite but is " + real);
      }
      return " number " + HexFormat.of().toHexDigits(Double.doubleToLongBits(real + 0.0));
    }
    if (value instanceof String string) {
      return " string " + lengthAndText(normal(string));
    }
    throw new IdentityException(
        "parameters." + name,
        "must be a number or a string but is " + (value == null ? "missing" : value.getClass()));
  }

  /** A float means its decimal digits: 0.1f and 0.1 are the same parameter. */
  private static double real(Number number) {
    return number instanceof Float ? Double.parseDouble(number.toString()) : number.doubleValue();
  }

  private static String lengthAndText(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + " " + text;
  }

  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static int byBytes(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(byte[] form) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(form);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
