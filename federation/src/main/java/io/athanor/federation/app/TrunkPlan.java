package io.athanor.federation.app;

import io.athanor.federation.round.TrunkTerms;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a site averages its network with others.
 *
 * @param properties whose labels it learns
 * @param rounds passes of a course that it opens
 * @param every from the beginning of one course to that of the next
 * @param pass how long a round waits for the weights of sites that are still training
 */
public record TrunkPlan(List<String> properties, int rounds, Duration every, Duration pass) {
  /** Properties. */
  static final Setting<String> PROPERTIES =
      Setting.text(
          "federation.trunk.properties",
          "",
          "Properties whose labels the network learns together with others, comma-separated, the"
              + " same at all sites; empty: this site averages no network.");

  /** Rounds. */
  static final Setting<Integer> ROUNDS =
      Setting.integer(
          "federation.trunk.rounds",
          40,
          1,
          TrunkTerms.MOST_ROUNDS,
          "Passes of each site over its records in a course that this site opens; weights are"
              + " averaged after each.");

  /** Period. */
  static final Setting<Duration> EVERY =
      Setting.duration("federation.trunk.every", "24h", "How often a coordinator opens a course.");

  /** Patience. */
  static final Setting<Duration> PASS =
      Setting.duration(
          "federation.trunk.pass",
          "10m",
          "How long a round waits for the weights of sites that still train; more than a pass"
              + " takes at the slowest site.");

  /** Checks the numbers. */
  public TrunkPlan {
    properties = List.copyOf(properties);
    if (properties.isEmpty()) {
      throw new IllegalArgumentException("federation.trunk.properties: is empty");
    }
  }

  /** From settings; nothing where no network is averaged. */
  static Optional<TrunkPlan> of(Settings settings) {
    List<String> properties =
        Arrays.stream(settings.get(PROPERTIES).split(","))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .distinct()
            .sorted()
            .toList();
    return properties.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TrunkPlan(
                properties, settings.get(ROUNDS), settings.get(EVERY), settings.get(PASS)));
  }
}
