package io.athanor.gateway.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Secrets that sign deliveries: one file each in a directory, named by the secret's id. They are
 * read each time, so that an exchanged one holds at once, and are never written anywhere.
 */
public final class Secrets {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final int FEWEST_BYTES = 16;

  private final Optional<Path> directory;

  /** In a directory; empty: there are none. */
  public Secrets(Optional<Path> directory) {
    this.directory = directory;
  }

  /** A secret, without white space around it; empty where there is none of 16 bytes or more. */
  public Optional<byte[]> of(String secretId) {
    if (directory.isEmpty() || !ID.matcher(secretId).matches()) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(directory.get().resolve(secretId), StandardCharsets.UTF_8);
      byte[] secret = text.strip().getBytes(StandardCharsets.UTF_8);
      return secret.length < FEWEST_BYTES ? Optional.empty() : Optional.of(secret);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
