package io.athanor.schemas.serde;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/**
 * Serde configuration under Confluent's own keys, so that their classes drop in.
 *
 * @param urls registries, tried in order
 * @param userInfo {@code user:password} for HTTP basic authentication
 * @param bearerToken token sent instead of user and password
 * @param trust PEM file of the certificates that a registry over TLS must have one of
 * @param autoRegister whether the serializer registers schemas it does not find
 * @param specificReader whether the deserializer gives generated classes, not generic records
 * @param removeJavaProperties whether schemas are registered as other languages would write them,
 *     without the Java code generator's {@code avro.java.string}
 * @param retryTimeout how long a call is tried again while no registry answers
 */
public record SerdeConfig(
    List<String> urls,
    Optional<String> userInfo,
    Optional<String> bearerToken,
    Optional<Path> trust,
    boolean autoRegister,
    boolean specificReader,
    boolean removeJavaProperties,
    Duration retryTimeout) {
  /** Registry addresses, comma-separated; {@code mock://scope} is an in-memory one for tests. */
  public static final String URL = "schema.registry.url";

  /** {@code user:password}, or empty. */
  public static final String USER_INFO = "basic.auth.user.info";

  /** {@code USER_INFO} (default where that is given) or {@code URL} (the address carries it). */
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";

  /** A token for {@code Authorization: Bearer}, or empty. */
  public static final String TOKEN = "bearer.auth.token";

  /** PEM file of the certificates that are believed; the JDK's own where there is none. */
  public static final String TRUST = "schema.registry.ssl.truststore.location";

  /** Kind of that file: only {@code PEM}, which is the default. */
  public static final String TRUST_TYPE = "schema.registry.ssl.truststore.type";

  /** Default true. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  /** Default false, as Confluent's. */
  public static final String SPECIFIC_READER = "specific.avro.reader";

  /** Default false, as Confluent's. */
  public static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";

  /** Milliseconds; ours. Default four minutes: below Kafka's five of max.poll.interval.ms. */
  public static final String RETRY_TIMEOUT = "athanor.registry.retry.timeout.ms";

  static final String MEMORY = "mock://";

  /** Checks the values. */
  public SerdeConfig {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new ConfigException(URL, "", "at least one address is needed");
    }
    urls.forEach(SerdeConfig::check);
    if (userInfo.isPresent() && bearerToken.isPresent()) {
      throw new ConfigException(USER_INFO + " and " + TOKEN + " cannot both be given");
    }
  }

  /** Reads a serde's configuration map. */
  public static SerdeConfig of(Map<String, ?> values) {
    String url = text(values, URL).orElse("");
    List<String> urls =
        Arrays.stream(url.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList();
    Optional<String> given = text(values, USER_INFO).filter(each -> !each.isBlank());
    Optional<String> inUrl =
        urls.stream()
            .filter(each -> !each.startsWith(MEMORY))
            .map(SerdeConfig::userInfo)
            .findFirst();
    String source =
        text(values, CREDENTIALS_SOURCE).orElse(given.isPresent() ? "USER_INFO" : "URL");
    Optional<String> userInfo =
        switch (source) {
          case "USER_INFO" -> given;
          case "URL" -> inUrl.filter(each -> !each.isEmpty());
          default ->
              throw new ConfigException(CREDENTIALS_SOURCE, source, "must be USER_INFO or URL");
        };
    String strategy = text(values, "value.subject.name.strategy").orElse("TopicNameStrategy");
    if (!strategy.endsWith("TopicNameStrategy") || strategy.endsWith("RecordTopicNameStrategy")) {
      throw new ConfigException(
          "value.subject.name.strategy", strategy, "only TopicNameStrategy is supported");
    }
    String kind = text(values, TRUST_TYPE).orElse("PEM");
    if (!kind.equals("PEM")) {
      throw new ConfigException(TRUST_TYPE, kind, "only PEM is supported");
    }
    return new SerdeConfig(
        urls,
        userInfo,
        text(values, TOKEN).filter(each -> !each.isBlank()),
        text(values, TRUST).filter(each -> !each.isBlank()).map(Path::of),
        flag(values, AUTO_REGISTER, true),
        flag(values, SPECIFIC_READER, false),
        flag(values, REMOVE_JAVA_PROPERTIES, false),
        text(values, RETRY_TIMEOUT).map(SerdeConfig::millis).orElse(Duration.ofMinutes(4)));
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "SerdeConfig["
        + String.join(",", urls).replaceAll("//[^/@,]*@", "//***@")
        + (userInfo.isPresent() || bearerToken.isPresent() ? ", with credentials" : "")
        + ", autoRegister="
        + autoRegister
        + ", specificReader="
        + specificReader
        + ", removeJavaProperties="
        + removeJavaProperties
        + ", retryTimeout="
        + retryTimeout
        + "]";
  }

  private static void check(String url) {
    if (url.startsWith(MEMORY)) {
      return;
    }
    try {
      URI address = new URI(url);
      if (address.getHost() != null && Set.of("http", "https").contains(address.getScheme())) {
        return;
      }
    } catch (URISyntaxException e) {
      // said below, without the address: it may hold a password
    }
    throw new ConfigException(URL + ": an address is not http://host:port or https://host:port");
  }

  private static String userInfo(String url) {
    check(url);
    return Optional.ofNullable(URI.create(url).getUserInfo()).orElse("");
  }

  private static Duration millis(String text) {
    try {
      long millis = Long.parseLong(text.strip());
      if (millis >= 0) {
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ConfigException(RETRY_TIMEOUT, text, "must be a number of milliseconds, >= 0");
  }

  private static Optional<String> text(Map<String, ?> values, String key) {
    return Optional.ofNullable(values.get(key)).map(Object::toString);
  }

  private static boolean flag(Map<String, ?> values, String key, boolean otherwise) {
    String text = text(values, key).orElse(Boolean.toString(otherwise)).strip();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ConfigException(key, text, "must be true or false");
    };
  }
}
