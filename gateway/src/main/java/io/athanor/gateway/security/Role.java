package io.athanor.gateway.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an identity is for; which operations each may do stands in the contract ({@code x-roles}).
 */
public enum Role {
  /** Reports readings of its own, registers itself, leases and reports as itself. */
  INSTRUMENT,
  /** Takes experiments, carries them out and says what came of them. */
  ROBOT,
  /** Defines campaigns, proposes candidates, reads. */
  SCIENTIST,
  /** Decides on proposals. */
  APPROVER,
  /** Halts, registers instruments and webhooks, reads everything. */
  OPERATOR,
  /** Reads everything, the audit log too. */
  AUDITOR;

  /** As the contract and the files write it. */
  public String spelled() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #spelled} writes.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Role of(String text) {
    return Arrays.stream(values())
        .filter(each -> each.spelled().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is no role; there are "
                        + Arrays.stream(values())
                            .map(Role::spelled)
                            .collect(Collectors.joining(", "))));
  }
}
