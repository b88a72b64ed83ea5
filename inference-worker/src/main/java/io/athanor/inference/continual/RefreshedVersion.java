package io.athanor.inference.continual;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model's version as refreshes count it: {@code 2}, then {@code 2.r1}, {@code 2.r2}.
 *
 * @param base the version that was trained
 * @param refreshes since then
 */
record RefreshedVersion(String base, long refreshes) {
  private static final Pattern REFRESHED = Pattern.compile("(.*)\\.r(\\d{1,18})");

  /** As a manifest writes it. */
  static RefreshedVersion of(String version) {
    Matcher refreshed = REFRESHED.matcher(version);
    return refreshed.matches()
        ? new RefreshedVersion(refreshed.group(1), Long.parseLong(refreshed.group(2)))
        : new RefreshedVersion(version, 0);
  }

  /** After one refresh more. */
  RefreshedVersion next() {
    return new RefreshedVersion(base, refreshes + 1);
  }

  /** Whether refreshes lead from this one to the other. */
  boolean leadsTo(RefreshedVersion other) {
    return base.equals(other.base) && refreshes < other.refreshes;
  }

  @Override
  public String toString() {
    return refreshes == 0 ? base : base + ".r" + refreshes;
  }
}
