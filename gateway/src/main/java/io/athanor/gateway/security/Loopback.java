package io.athanor.gateway.security;

import java.util.Set;
import java.util.regex.Pattern;

/** Which addresses only this machine can reach, judged by their text: no name is looked up. */
public final class Loopback {
  private static final Pattern FOUR = Pattern.compile("127(\\.\\d{1,3}){3}");
  private static final Set<String> NAMES = Set.of("localhost", "::1", "[::1]");

  private Loopback() {}

  /** Whether it is one of them; what is not known to be one is none. */
  public static boolean is(String host) {
    return host != null && (NAMES.contains(host) || FOUR.matcher(host).matches());
  }
}
