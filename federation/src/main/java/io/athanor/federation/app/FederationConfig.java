package io.athanor.federation.app;

import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.Shamir;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.settings.SettingsException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How a site takes part.
 *
 * @param own the site's own log
 * @param hub the log that sites share
 * @param identity file of the site's Ed25519 key
 * @param keys directory of the public keys of all sites, this one's too
 * @param state directory of the site's secret and of what it has sent
 * @param wanted what it sums up with others
 * @param coordinates whether it opens rounds
 * @param modelDigest whose embeddings are summed where it does; empty for the champion's
 * @param every how often
 * @param phase how long each phase waits for those who are late
 * @param fewest sites without which no sum is opened
 * @param budget what may be learned of a record; empty for exact sums
 * @param trunk how it averages its network with others; empty where it does not
 */
public record FederationConfig(
    KafkaConnection own,
    KafkaConnection hub,
    Path identity,
    Path keys,
    Path state,
    List<Wanted> wanted,
    boolean coordinates,
    Optional<String> modelDigest,
    Duration every,
    Duration phase,
    int fewest,
    Optional<Budget> budget,
    Optional<TrunkPlan> trunk) {
  /** Hub. */
  public static final Setting<String> HUB_SERVERS =
      Setting.text(
          "federation.hub.bootstrap-servers",
          "",
          "Kafka brokers of the hub that sites share, comma-separated host:port; empty: this site"
              + " learns alone.");

  /** Hub's registry. */
  public static final Setting<String> HUB_REGISTRY =
      Setting.text(
          "federation.hub.registry-url", "", "Schema registries of the hub, comma-separated.");

  /** Hub's client. */
  public static final Setting<String> HUB_CLIENT =
      Setting.text(
          "federation.hub.client-file",
          "",
          "File of further Kafka client properties for the hub (security); empty for none.");

  /** Identity. */
  public static final Setting<String> IDENTITY =
      Setting.text(
          "federation.identity",
          "federation/site.pem",
          "Ed25519 private key of this site, PEM; made where there is none, with its public key"
              + " beside it (.pub) for the other sites.");

  /** Trust. */
  public static final Setting<String> KEYS =
      Setting.text(
          "federation.keys",
          "federation/keys",
          "Directory of the public keys of the sites (*.pem, *.pub), this one's too.");

  /** State. */
  public static final Setting<String> STATE =
      Setting.text(
          "federation.state",
          "federation/state",
          "Directory of this site's secret, of what it has sent, and of what is spent of its budget"
              + " of privacy; never delete it.");

  /** Properties. */
  public static final Setting<String> PROPERTIES =
      Setting.text(
          "federation.properties",
          "",
          "What is summed up with others, as property:unit or property:unit:scale, comma-separated;"
              + " values are divided by the scale, which should be about their spread.");

  /** Coordinator. */
  public static final Setting<Boolean> COORDINATOR =
      Setting.flag(
          "federation.coordinator",
          false,
          "Whether this site opens rounds; it counts and learns nothing that others do not.");

  /** Model. */
  public static final Setting<String> MODEL_DIGEST =
      Setting.text(
          "federation.model-digest",
          "",
          "Digest of the model whose embeddings are summed, and from which a network is averaged;"
              + " empty: the champion's, and for a network that of the last average.");

  /** Period. */
  public static final Setting<Duration> EVERY =
      Setting.duration("federation.every", "1h", "How often a coordinator opens rounds.");

  /** Patience. */
  public static final Setting<Duration> PHASE =
      Setting.duration(
          "federation.phase",
          "30s",
          "How long each phase of a round waits for sites that are late.");

  /** Fewest. */
  public static final Setting<Integer> FEWEST =
      Setting.integer(
          "federation.sites-fewest",
          SumTerms.FEWEST,
          SumTerms.FEWEST,
          Shamir.MOST,
          "Sites without which no sum is opened; this site takes part in no round with fewer.");

  /** All of them. */
  public static final Collection<Setting<?>> SETTINGS =
      List.of(
          HUB_SERVERS,
          HUB_REGISTRY,
          HUB_CLIENT,
          IDENTITY,
          KEYS,
          STATE,
          PROPERTIES,
          COORDINATOR,
          MODEL_DIGEST,
          EVERY,
          PHASE,
          FEWEST,
          TrunkPlan.PROPERTIES,
          TrunkPlan.ROUNDS,
          TrunkPlan.EVERY,
          TrunkPlan.PASS,
          Budget.EPSILON,
          Budget.DELTA,
          Budget.ROUNDS,
          Budget.FEATURE_BOUND,
          Budget.TARGET_BOUND);

  /** Checks that there is something to sum up, and that the hub is not the own log. */
  public FederationConfig {
    wanted = List.copyOf(wanted);
    if (wanted.isEmpty() && trunk.isEmpty()) {
      throw new IllegalArgumentException(
          "federation.properties: is empty, and federation.trunk.properties too");
    }
    if (own.bootstrapServers().equals(hub.bootstrapServers())) {
      throw new IllegalArgumentException(
          "federation.hub.bootstrap-servers: is this site's own log, where records are");
    }
  }

  /** Whether a hub is given. */
  public static boolean isAsked(Settings settings) {
    return !settings.get(HUB_SERVERS).isBlank();
  }

  /** From settings. */
  public static FederationConfig of(Settings settings) {
    if (!isAsked(settings)) {
      throw new IllegalArgumentException(HUB_SERVERS.name() + ": is empty");
    }
    return new FederationConfig(
        KafkaConnection.of(settings),
        hub(settings),
        Path.of(settings.get(IDENTITY)),
        Path.of(settings.get(KEYS)),
        Path.of(settings.get(STATE)),
        Wanted.read(settings.get(PROPERTIES)),
        settings.get(COORDINATOR),
        Optional.of(settings.get(MODEL_DIGEST).strip()).filter(each -> !each.isEmpty()),
        settings.get(EVERY),
        settings.get(PHASE),
        settings.get(FEWEST),
        Budget.of(settings),
        TrunkPlan.of(settings));
  }

  private static KafkaConnection hub(Settings settings) {
    Map<String, String> client = new TreeMap<>();
    String file = settings.get(HUB_CLIENT);
    if (!file.isBlank()) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new SettingsException(List.of(HUB_CLIENT.name() + ": " + file + " cannot be read"));
      }
      properties.stringPropertyNames().forEach(k -> client.put(k, properties.getProperty(k)));
    }
    return new KafkaConnection(
        settings.get(HUB_SERVERS),
        client,
        Map.of(
            "schema.registry.url",
            settings.get(HUB_REGISTRY),
            "avro.remove.java.properties",
            "true"));
  }
}
