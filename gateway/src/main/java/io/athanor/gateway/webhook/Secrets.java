package io.athanor.gateway.webhook;

import io.athanor.event.WebhookRegistered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Secrets that sign deliveries: one file each, named by the secret's id, in a directory or, for a
 * tenant, in the folder of its name there: nobody has its words signed with another's. They are
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

  /**
   * The secret that a webhook names, without white space around it; empty where its tenant has none
   * of 16 bytes or more.
   */
  public Optional<byte[]> of(WebhookRegistered webhook) {
    String tenant = webhook.getMeta().getTenant();
    boolean named = tenant == null || ID.matcher(tenant).matches();
    if (directory.isEmpty() || !named || !ID.matcher(webhook.getSecretId()).matches()) {
      return Optional.empty();
    }
    Path own = tenant == null ? directory.get() : directory.get().resolve(tenant);
    try {
      String text = Files.readString(own.resolve(webhook.getSecretId()), StandardCharsets.UTF_8);
      byte[] secret = text.strip().getBytes(StandardCharsets.UTF_8);
      return secret.length < FEWEST_BYTES ? Optional.empty() : Optional.of(secret);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
