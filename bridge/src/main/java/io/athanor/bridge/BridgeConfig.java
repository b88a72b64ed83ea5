package io.athanor.bridge;

import io.athanor.bridge.core.Station;
import io.athanor.bridge.door.HttpDoor;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a bridge runs.
 *
 * @param door where the door is
 * @param tokenFile file of the bearer token; empty for none
 * @param identity who asks for leases
 * @param station what robot this is
 * @param keys pinned public keys: a PEM file or a directory of them
 * @param envelope the owner's limits, YAML
 * @param ledger the bridge's own durable note
 * @param stopFile while it exists nothing is begun; empty for none
 * @param device program of the robot and its arguments; empty for the virtual device
 * @param virtualProperty what the virtual device measures
 * @param virtualUnit and in which unit
 * @param patience how long a report is said again while the door does not answer
 * @param asking how long the door may hold a request for work open; 1 to 30 s, sent in whole
 *     seconds
 */
public record BridgeConfig(
    URI door,
    Optional<Path> tokenFile,
    HttpDoor.Identity identity,
    Station station,
    Path keys,
    Path envelope,
    Path ledger,
    Optional<Path> stopFile,
    List<String> device,
    String virtualProperty,
    String virtualUnit,
    Duration patience,
    Duration asking) {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** Door. */
  public static final Setting<String> DOOR =
      Setting.text("bridge.door.url", "http://127.0.0.1:8080", "Where the door is.");

  /** Token. */
  public static final Setting<String> TOKEN_FILE =
      Setting.text(
          "bridge.door.token-file", "", "File of the bearer token for the door; empty for none.");

  /** Patience. */
  public static final Setting<Duration> PATIENCE =
      Setting.duration(
          "bridge.door.patience",
          "2m",
          "How long a report is said again while the door does not answer; after it the bridge"
              + " begins nothing until the report is through.");

  /** Instrument. */
  public static final Setting<String> INSTRUMENT =
      Setting.text("bridge.instrument", "robot", "Id of the robot.");

  /** Asking. */
  public static final Setting<Duration> WAIT =
      Setting.duration(
          "bridge.door.wait",
          "20s",
          "How long the door may hold a request for work open (1s to 30s, in whole seconds); a"
              + " bridge that is told to end ends after it at the latest.");

  /** Worker. */
  public static final Setting<String> WORKER =
      Setting.text(
          "bridge.worker", "", "Name that leases are in; the instrument's id where it is empty.");

  /** Campaigns. */
  public static final Setting<String> CAMPAIGNS =
      Setting.text(
          "bridge.campaigns",
          "",
          "Campaigns whose proposals are leased in turn, with commas; empty for what the scheduler"
              + " offers to the instrument.");

  /** Techniques. */
  public static final Setting<String> TECHNIQUES =
      Setting.text(
          "bridge.techniques",
          "scalar",
          "What the robot can do, with commas; other steps are refused.");

  /** Tenants. */
  public static final Setting<String> TENANTS =
      Setting.text(
          "bridge.tenants", "", "Whom the robot works for, with commas; empty for everybody.");

  /** Simulated. */
  public static final Setting<Boolean> SIMULATED =
      Setting.flag(
          "bridge.simulated",
          false,
          "Whether nothing real moves: then only simulated orders are taken, else only real ones.");

  /** Keys. */
  public static final Setting<String> KEYS =
      Setting.text(
          "bridge.keys",
          "keys",
          "Pinned public keys of acquisition: a PEM file or a directory of *.pem and *.pub files;"
              + " lines 'Not-Before: TIME' and 'Not-After: TIME' ahead of a key limit it.");

  /** Envelope. */
  public static final Setting<String> ENVELOPE =
      Setting.text("bridge.envelope", "envelope.yaml", "The hard envelope: the owner's limits.");

  /** Ledger. */
  public static final Setting<String> LEDGER =
      Setting.text(
          "bridge.ledger", "bridge-ledger.jsonl", "File of what was carried out; never delete it.");

  /** Stop. */
  public static final Setting<String> STOP_FILE =
      Setting.text(
          "bridge.stop-file", "", "While this file exists nothing is begun; empty for none.");

  /** Device. */
  public static final Setting<String> DEVICE =
      Setting.text(
          "bridge.device.command",
          "",
          "Program of the robot and its arguments, with blanks: it reads and writes lines of JSON;"
              + " empty for the virtual device, which moves nothing.");

  /** Virtual device. */
  public static final Setting<String> VIRTUAL_PROPERTY =
      Setting.text(
          "bridge.device.virtual-property",
          "score",
          "The property that the virtual device makes up.");

  /** Virtual device. */
  public static final Setting<String> VIRTUAL_UNIT =
      Setting.text("bridge.device.virtual-unit", "1", "Its unit (UCUM).");

  /** Clock. */
  public static final Setting<Duration> CLOCK_SKEW =
      Setting.duration(
          "bridge.clock-skew", "2s", "By how much the clock that signed may be ahead of this one.");

  /** Long recipes. */
  public static final Setting<Duration> LONGEST_RECIPE =
      Setting.duration(
          "bridge.longest-recipe",
          "7d",
          "How long after its expiry the later steps of an order may still begin.");

  /** All of them. */
  public static final Collection<Setting<?>> SETTINGS =
      List.of(
          DOOR,
          TOKEN_FILE,
          PATIENCE,
          WAIT,
          INSTRUMENT,
          WORKER,
          CAMPAIGNS,
          TECHNIQUES,
          TENANTS,
          SIMULATED,
          KEYS,
          ENVELOPE,
          LEDGER,
          STOP_FILE,
          DEVICE,
          VIRTUAL_PROPERTY,
          VIRTUAL_UNIT,
          CLOCK_SKEW,
          LONGEST_RECIPE);

  /** Checks that a virtual device takes no real orders, and the wait. */
  public BridgeConfig {
    device = List.copyOf(device);
    if (asking.compareTo(SHORTEST_WAIT) < 0 || asking.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "bridge.door.wait: is %d ms, and the door holds a request open for 1 to 30 s"
              .formatted(asking.toMillis()));
    }
    if (device.isEmpty() && !station.simulated()) {
      throw new IllegalArgumentException(
          "bridge.device.command: is empty, and the virtual device takes simulated orders only"
              + " (bridge.simulated)");
    }
  }

  /** From settings. */
  public static BridgeConfig of(Settings settings) {
    String instrument = settings.get(INSTRUMENT);
    String worker = settings.get(WORKER).isBlank() ? instrument : settings.get(WORKER);
    Set<String> tenants = Set.copyOf(words(settings.get(TENANTS)));
    boolean simulated = settings.get(SIMULATED);
    return new BridgeConfig(
        URI.create(settings.get(DOOR)),
        path(settings.get(TOKEN_FILE)),
        new HttpDoor.Identity(
            worker, instrument, words(settings.get(CAMPAIGNS)), tenants, simulated),
        new Station(
            Set.copyOf(words(settings.get(TECHNIQUES))),
            tenants,
            simulated,
            settings.get(CLOCK_SKEW),
            settings.get(LONGEST_RECIPE)),
        Path.of(settings.get(KEYS)),
        Path.of(settings.get(ENVELOPE)),
        Path.of(settings.get(LEDGER)),
        path(settings.get(STOP_FILE)),
        Arrays.stream(settings.get(DEVICE).split("\\s+")).filter(each -> !each.isEmpty()).toList(),
        settings.get(VIRTUAL_PROPERTY),
        settings.get(VIRTUAL_UNIT),
        settings.get(PATIENCE),
        settings.get(WAIT));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(e -> !e.isEmpty()).toList();
  }

  private static Optional<Path> path(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
  }
}
