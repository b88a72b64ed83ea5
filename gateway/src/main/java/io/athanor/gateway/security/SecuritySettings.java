package io.athanor.gateway.security;

import io.athanor.gateway.security.SecurityConfig.Mode;
import io.athanor.gateway.security.SecurityConfig.Tls;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of {@link SecurityConfig}. */
public final class SecuritySettings {
  /** Mode. */
  public static final Setting<Mode> AUTHENTICATION =
      Setting.choice(
          "gateway.authentication",
          Mode.class,
          Mode.NONE,
          "Whether callers must say who they are; without it the gateway listens on loopback"
              + " only.");

  /** Keys. */
  public static final Setting<String> KEYS =
      Setting.text(
          "gateway.keys.file",
          "",
          "File of API keys (JSON, made with 'athanor key'), read again when it changes; empty for"
              + " none.");

  /** Refresh. */
  public static final Setting<Duration> REFRESH =
      Setting.duration(
          "gateway.keys.refresh", "2s", "Time between two looks at the file of API keys.");

  /** Issuer. */
  public static final Setting<String> ISSUER =
      Setting.text("gateway.jwt.issuer", "", "Issuer of the tokens that are believed (iss).");

  /** Audience. */
  public static final Setting<String> AUDIENCE =
      Setting.text("gateway.jwt.audience", "athanor", "Audience a token must be for (aud).");

  /** JWKS. */
  public static final Setting<String> TOKEN_KEYS =
      Setting.text(
          "gateway.jwt.keys",
          "",
          "The issuer's public keys (JWKS): a file or an https address; empty for no tokens.");

  /** Algorithms. */
  public static final Setting<String> ALGORITHMS =
      Setting.text(
          "gateway.jwt.algorithms",
          "RS256,ES256",
          "Signatures that are taken, comma-separated; asymmetric ones only.");

  /** Leeway. */
  public static final Setting<Duration> LEEWAY =
      Setting.duration("gateway.jwt.leeway", "30s", "By how much the issuer's clock may differ.");

  /** Refresh of the issuer's keys. */
  public static final Setting<Duration> TOKEN_REFRESH =
      Setting.duration(
          "gateway.jwt.refresh",
          "5m",
          "Time between two looks at the issuer's keys; a token of an unknown key makes one at"
              + " once.");

  /** Subject. */
  public static final Setting<String> SUBJECT_CLAIM =
      Setting.text("gateway.jwt.claim.subject", "sub", "Claim with the subject.");

  /** Roles. */
  public static final Setting<String> ROLES_CLAIM =
      Setting.text(
          "gateway.jwt.claim.roles",
          "roles",
          "Claim with the roles, a dotted path such as realm_access.roles.");

  /** Tenant. */
  public static final Setting<String> TENANT_CLAIM =
      Setting.text(
          "gateway.jwt.claim.tenant",
          "tenant",
          "Claim with the tenant, a dotted path; a token without it is the default tenant's.");

  /** Rate. */
  public static final Setting<Integer> PER_SECOND =
      Setting.integer(
          "gateway.quota.per-second",
          0,
          0,
          1_000_000,
          "Requests an identity may make each second; beyond it 429. 0 for no bound.");

  /** Burst. */
  public static final Setting<Integer> BURST =
      Setting.integer(
          "gateway.quota.burst",
          100,
          1,
          1_000_000,
          "Requests an identity may make at once after a silence.");

  /** Tenant of local doors. */
  public static final Setting<String> LOCAL_TENANT =
      Setting.text(
          "gateway.local.tenant",
          "",
          "Whose what comes by the watched folder, the MQTT broker and the topic of bluesky"
              + " documents is; empty for the default tenant.");

  /** Certificate. */
  public static final Setting<String> TLS_CERTIFICATE =
      Setting.text(
          "gateway.tls.certificate",
          "",
          "PEM file with the certificate chain of the HTTP and MQTT doors; empty for plain text.");

  /** Key. */
  public static final Setting<String> TLS_KEY =
      Setting.text("gateway.tls.key", "", "PEM file with the certificate's private key (PKCS #8).");

  /** Every setting of this. */
  public static final List<Setting<?>> SETTINGS =
      List.of(
          AUTHENTICATION,
          KEYS,
          REFRESH,
          ISSUER,
          AUDIENCE,
          TOKEN_KEYS,
          ALGORITHMS,
          LEEWAY,
          TOKEN_REFRESH,
          SUBJECT_CLAIM,
          ROLES_CLAIM,
          TENANT_CLAIM,
          PER_SECOND,
          BURST,
          LOCAL_TENANT,
          TLS_CERTIFICATE,
          TLS_KEY);

  private SecuritySettings() {}

  /**
   * What the settings say.
   *
   * @throws IllegalArgumentException naming the setting that cannot be
   */
  public static SecurityConfig read(Settings settings) {
    Optional<String> certificate = given(settings, TLS_CERTIFICATE);
    Optional<String> key = given(settings, TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "gateway.tls.certificate: and gateway.tls.key are given together or not at all");
    }
    return new SecurityConfig(
        settings.get(AUTHENTICATION),
        given(settings, KEYS).map(Path::of),
        given(settings, TOKEN_KEYS).map(each -> tokens(settings, each)),
        Optional.of(settings.get(PER_SECOND))
            .filter(each -> each > 0)
            .map(each -> new Quota(each, settings.get(BURST))),
        settings.get(REFRESH),
        settings.get(TOKEN_REFRESH),
        given(settings, LOCAL_TENANT),
        certificate.map(each -> new Tls(Path.of(each), Path.of(key.orElseThrow()))));
  }

  private static TokenConfig tokens(Settings settings, String keys) {
    Set<String> algorithms =
        Arrays.stream(settings.get(ALGORITHMS).split(","))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    URI uri =
        keys.startsWith("https://") || keys.startsWith("http://")
            ? URI.create(keys)
            : Path.of(keys).toUri();
    return new TokenConfig(
        settings.get(ISSUER),
        settings.get(AUDIENCE),
        algorithms,
        settings.get(LEEWAY),
        uri,
        settings.get(SUBJECT_CLAIM),
        settings.get(ROLES_CLAIM),
        settings.get(TENANT_CLAIM));
  }

  private static Optional<String> given(Settings settings, Setting<String> setting) {
    return Optional.of(settings.get(setting)).filter(each -> !each.isBlank());
  }
}
