package io.athanor.schemas.serde;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Serde configuration under Confluent's own keys, so that their classes drop in.
 *
 * @param urls registries, tried in order
 * @param userInfo {@code user:password} for HTTP basic authentication
 * @param autoRegister whether the serializer registers schemas it does not find
 * @param specificReader whether the deserializer gives generated classes, not generic records
 * @param retryTimeout how long a call is tried again while no registry answers
 */
public record SerdeConfig(
    List<String> urls,
    Optional<String> userInfo,
    boolean autoRegister,
    boolean specificReader,
    Duration retryTimeout) {
  /** Registry addresses, comma-separated; {@code mock://scope} is an in-memory one for tests. */
  public static final String URL = "schema.registry.url";

  /** {@code user:password}, or empty. */
  public static final String USER_INFO = "basic.auth.user.info";

  /** {@code USER_INFO} (default) or {@code URL} (the address carries it). */
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";

  /** Default true. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  /** Default false, as Confluent's. */
  public static final String SPECIFIC_READER = "specific.avro.reader";

  /** Milliseconds; ours. Default four minutes: below Kafka's five of max.poll.interval.ms. */
  public static final String RETRY_TIMEOUT = "athanor.registry.retry.timeout.ms";

  /** Checks the values. */
  public SerdeConfig {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new ConfigException(URL, "", "at least one address is needed");
    }
  }

  /** Reads a serde's configuration map. */
  public static SerdeConfig of(Map<String, ?> values) {
    String url = text(values, URL).orElse("");
    List<String> urls =
        Arrays.stream(url.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList();
    Optional<String> userInfo = text(values, USER_INFO).filter(each -> !each.isBlank());
    if ("URL".equals(text(values, CREDENTIALS_SOURCE).orElse("USER_INFO")) && !urls.isEmpty()) {
      userInfo = Optional.ofNullable(URI.create(urls.get(0)).getUserInfo());
    }
    String strategy = text(values, "value.subject.name.strategy").orElse("TopicNameStrategy");
    if (!strategy.endsWith("TopicNameStrategy") || strategy.endsWith("RecordTopicNameStrategy")) {
      throw new ConfigException(
          "value.subject.name.strategy", strategy, "only TopicNameStrategy is supported");
    }
    return new SerdeConfig(
        urls,
        userInfo,
        flag(values, AUTO_REGISTER, true),
        flag(values, SPECIFIC_READER, false),
        Duration.ofMillis(
            text(values, RETRY_TIMEOUT)
                .map(Long::parseLong)
                .orElse(Duration.ofMinutes(4).toMillis())));
  }

  private static Optional<String> text(Map<String, ?> values, String key) {
    return Optional.ofNullable(values.get(key)).map(Object::toString);
  }

  private static boolean flag(Map<String, ?> values, String key, boolean otherwise) {
    return text(values, key).map(Boolean::parseBoolean).orElse(otherwise);
  }
}
