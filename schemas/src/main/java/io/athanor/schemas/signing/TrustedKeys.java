package io.athanor.schemas.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The public keys that are trusted, each with the time it is trusted for. A directory holds one
 * {@code *.pem} or {@code *.pub} file for each; lines {@code Not-Before: 2026-01-01T00:00:00Z} and
 * {@code Not-After: …} ahead of the PEM block limit it, which is how keys are rotated: the next one
 * is put beside the last, then the last one gets an end. Immutable.
 */
public final class TrustedKeys {
  private static final Pattern LIMIT =
      Pattern.compile("(?mi)^[ \\t]*(Not-Before|Not-After)\\b[ \\t]*:?[ \\t]*(.*?)[ \\t]*$");

  private final Map<String, Trusted> keys;

  /**
   * A key and when it holds; both ends belong to it.
   *
   * @param from {@link Instant#MIN} for always
   * @param until {@link Instant#MAX} for ever
   */
  public record Trusted(PublicKey key, Instant from, Instant until) {
    /** Checks the order of the ends. */
    public Trusted {
      if (until.isBefore(from)) {
        throw new IllegalArgumentException("Not-After: " + until + " is before " + from);
      }
    }

    /** A key without limits. */
    public static Trusted always(PublicKey key) {
      return new Trusted(key, Instant.MIN, Instant.MAX);
    }
  }

  /** Why a signature is not trusted. */
  public enum Distrust {
    /** Another algorithm than Ed25519. */
    ALGORITHM,
    /** Nobody here trusts that key. */
    UNKNOWN_KEY,
    /** Trusted, but not at this time. */
    KEY_NOT_VALID,
    /** Not that key's signature over those bytes. */
    SIGNATURE
  }

  /** These keys. */
  public TrustedKeys(List<Trusted> trusted) {
    Map<String, Trusted> byId = new TreeMap<>();
    for (Trusted each : trusted) {
      if (byId.put(Ed25519.keyId(each.key()), each) != null) {
        throw new IllegalArgumentException(
            "keys: " + Ed25519.keyId(each.key()) + " is given twice");
      }
    }
    keys = Map.copyOf(byId);
  }

  /**
   * Those of a directory, or that of a file.
   *
   * @throws IllegalArgumentException naming a file that holds no key, or the same one as another
   */
  public static TrustedKeys read(Path directory) throws IOException {
    if (Files.isRegularFile(directory)) {
      return new TrustedKeys(List.of(trusted(directory)));
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(each -> each.toString().matches(".*\\.(pem|pub)")).sorted().toList();
    }
    Trusted[] trusted = new Trusted[files.size()];
    for (int i = 0; i < trusted.length; i++) {
      trusted[i] = trusted(files.get(i));
    }
    return new TrustedKeys(List.of(trusted));
  }

  /** How many there are. */
  public int size() {
    return keys.size();
  }

  /** Why {@code signed} is not to be trusted at {@code now}; empty where it is. */
  public Optional<Distrust> distrust(SignedOrder signed, Instant now) {
    if (!signed.algorithm().equals(SignedOrder.ED25519)) {
      return Optional.of(Distrust.ALGORITHM);
    }
    Trusted trusted = keys.get(signed.keyId());
    if (trusted == null) {
      return Optional.of(Distrust.UNKNOWN_KEY);
    }
    if (now.isBefore(trusted.from()) || now.isAfter(trusted.until())) {
      return Optional.of(Distrust.KEY_NOT_VALID);
    }
    return Ed25519.verify(trusted.key(), signed.order(), signed.signature())
        ? Optional.empty()
        : Optional.of(Distrust.SIGNATURE);
  }

  private static Trusted trusted(Path file) throws IOException {
    Instant from = Instant.MIN;
    Instant until = Instant.MAX;
    Matcher limit = LIMIT.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    while (limit.find()) {
      Instant moment = moment(file, limit.group(1), limit.group(2));
      if (limit.group(1).equalsIgnoreCase("Not-Before")) {
        from = moment;
      } else {
        until = moment;
      }
    }
    try {
      return new Trusted(Ed25519.readPublic(file), from, until);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static Instant moment(Path file, String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          file + ": " + name + ": '" + text + "' is no moment as RFC 3339 writes it", e);
    }
  }
}
