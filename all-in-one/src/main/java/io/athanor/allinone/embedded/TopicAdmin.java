package io.athanor.allinone.embedded;

import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics of the catalogue and checks those that are there. */
public final class TopicAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);
  private static final long PAUSE_MILLIS = 50;
  private static final long REQUEST_MILLIS = 30_000;

  private TopicAdmin() {}

  /**
   * Creates what is missing, all with {@code partitions}, and waits until every partition has a
   * leader.
   *
   * @param replication empty for the broker's default
   * @throws StartException if the broker does not answer in time, or a topic has another number of
   *     partitions: records are co-partitioned, so all must have the same
   */
  public static void create(
      KafkaConnection kafka, int partitions, Optional<Short> replication, Duration timeout) {
    List<NewTopic> wanted = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      wanted.add(
          new NewTopic(topic.name(), Optional.of(partitions), replication)
              .configs(topic.configuration()));
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    try (Admin admin = Admin.create(patient(kafka, timeout))) {
      createMissing(admin, wanted, deadline);
      awaitLeaders(admin, partitions, deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while creating topics", e);
    } catch (ExecutionException e) {
      throw new StartException("topics cannot be created: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new StartException(
          "no broker at "
              + kafka.bootstrapServers()
              + " made the topics within "
              + timeout.toSeconds()
              + " s",
          e);
    }
  }

  /** Client properties under which no call, and no close that waits for one, takes longer. */
  static Map<String, Object> patient(KafkaConnection kafka, Duration timeout) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("default.api.timeout.ms", Long.toString(timeout.toMillis()));
    properties.put(
        "request.timeout.ms", Long.toString(Math.min(timeout.toMillis(), REQUEST_MILLIS)));
    return properties;
  }

  private static void createMissing(Admin admin, List<NewTopic> wanted, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (var result : admin.createTopics(wanted).values().entrySet()) {
      try {
        result.getValue().get(left(deadline), TimeUnit.NANOSECONDS);
        LOG.atInfo().addKeyValue("topic", result.getKey()).log("Topic created");
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static void awaitLeaders(Admin admin, int partitions, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<String> names = Topics.all().stream().map(Topic::name).toList();
    while (true) {
      Map<String, TopicDescription> described = Map.of();
      try {
        described =
            admin.describeTopics(names).allTopicNames().get(left(deadline), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException)) {
          throw e;
        }
      }
      for (TopicDescription topic : described.values()) {
        int found = topic.partitions().size();
        if (found != partitions) {
          throw new StartException(
              "topic "
                  + topic.name()
                  + " has "
                  + found
                  + " partitions where "
                  + partitions
                  + " are configured; the number is chosen once, before the first record");
        }
      }
      if (described.size() == names.size()
          && described.values().stream().allMatch(TopicAdmin::led)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private static boolean led(TopicDescription topic) {
    return topic.partitions().stream()
        .allMatch(each -> each.leader() != null && !each.leader().isEmpty());
  }

  private static long left(long deadline) {
    return Math.max(1, deadline - System.nanoTime());
  }
}
