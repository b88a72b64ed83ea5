package io.athanor.allinone.embedded;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeProducersOptions;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that a kill left open in a partition. A lone Kafka 4.3.1 that restarts with a
 * transaction between decision and end writes its markers again before it leads its partitions;
 * markers get lost, and yet the transaction counts as complete. Readers of committed records would
 * then wait for ever, and so would a consumer group (UNSTABLE_OFFSET_COMMIT). The coordinator knows
 * how the transaction ended (KIP-664), so the marker is said once more. To be called before any
 * client runs: then a complete transaction that is open in a partition has lost its marker there.
 */
final class LostMarkers {
  private static final Logger LOG = LoggerFactory.getLogger(LostMarkers.class);
  private static final Pattern DIRECTORY = Pattern.compile("(.+)-(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int ANSWER_MILLIS = 10_000;

  private final int port;
  private final Admin admin;

  private LostMarkers(int port, Admin admin) {
    this.port = port;
    this.admin = admin;
  }

  /** An open transaction in a partition. */
  private record Open(TopicPartition partition, ProducerState producer) {}

  /**
   * Writes them. What the coordinator has not ended yet is waited for, but never for long.
   *
   * @param port of the broker on loopback
   * @param partitions to look at
   */
  static void restore(int port, Collection<TopicPartition> partitions) {
    Map<String, Object> properties =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Ports.LOOPBACK + ":" + port);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Admin admin = Admin.create(properties)) {
      LostMarkers markers = new LostMarkers(port, admin);
      List<Open> undecided = markers.settle(partitions);
      while (!undecided.isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(PAUSE.toMillis());
        undecided = markers.settle(partitions);
      }
      undecided.forEach(
          each ->
              LOG.atWarn()
                  .addKeyValue("partition", each.partition())
                  .log("Transaction stays open: its coordinator did not end it"));
    } catch (ExecutionException | IOException e) {
      throw new StartException("transactions that a kill left open cannot be ended: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted", e);
    }
  }

  /** The partitions whose logs are in {@code data}, the cluster's own excepted. */
  static List<TopicPartition> partitionsIn(Path data) throws IOException {
    try (Stream<Path> directories = Files.list(data)) {
      return directories
          .filter(Files::isDirectory)
          .map(each -> DIRECTORY.matcher(each.getFileName().toString()))
          .filter(Matcher::matches)
          .map(each -> new TopicPartition(each.group(1), Integer.parseInt(each.group(2))))
          .filter(each -> !each.topic().equals(Topic.CLUSTER_METADATA_TOPIC_NAME))
          .sorted(Comparator.comparing(TopicPartition::toString))
          .toList();
    }
  }

  /** Gives those that are not decided yet. */
  private List<Open> settle(Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException, IOException {
    List<Open> undecided = new ArrayList<>();
    for (Open each : open(partitions)) {
      Optional<TransactionDescription> known = transaction(each.producer().producerId());
      TransactionState state =
          known.map(TransactionDescription::state).orElse(TransactionState.UNKNOWN);
      switch (state) {
        case COMPLETE_COMMIT, COMPLETE_ABORT -> end(each, known.get());
        case ONGOING -> {
          // its producer or its timeout ends it, and then the partitions are led
        }
        default -> undecided.add(each);
      }
    }
    return undecided;
  }

  private List<Open> open(Collection<TopicPartition> partitions) throws InterruptedException {
    List<Open> open = new ArrayList<>();
    DescribeProducersResult result =
        admin.describeProducers(
            partitions, new DescribeProducersOptions().timeoutMs((int) PATIENCE.toMillis()));
    for (TopicPartition partition : partitions) {
      try {
        result.partitionResult(partition).get().activeProducers().stream()
            .filter(producer -> producer.currentTransactionStartOffset().isPresent())
            .forEach(producer -> open.add(new Open(partition, producer)));
      } catch (ExecutionException e) {
        // a topic that is being deleted still has its directory
        LOG.atWarn()
            .addKeyValue("partition", partition)
            .addKeyValue("reason", e.getCause())
            .log("Partition is not looked at for open transactions");
      }
    }
    return open;
  }

  private Optional<TransactionDescription> transaction(long producerId)
      throws ExecutionException, InterruptedException {
    for (TransactionListing each : admin.listTransactions().all().get()) {
      if (each.producerId() == producerId) {
        String id = each.transactionalId();
        return Optional.of(admin.describeTransactions(List.of(id)).description(id).get());
      }
    }
    return Optional.empty();
  }

  private void end(Open open, TransactionDescription transaction) throws IOException {
    boolean commits = transaction.state() == TransactionState.COMPLETE_COMMIT;
    short epoch = (short) transaction.producerEpoch();
    // since KIP-890 an end raises the epoch, and a marker must say so
    short version = (short) (epoch > open.producer().producerEpoch() ? 2 : 1);
    TxnMarkerEntry marker =
        new TxnMarkerEntry(
            transaction.producerId(),
            epoch,
            open.producer().coordinatorEpoch().orElse(0),
            commits ? TransactionResult.COMMIT : TransactionResult.ABORT,
            List.of(open.partition()),
            version);
    WriteTxnMarkersRequest request =
        new WriteTxnMarkersRequest.Builder(List.of(marker))
            .build(ApiKeys.WRITE_TXN_MARKERS.latestVersion());
    WriteTxnMarkersResponse response = (WriteTxnMarkersResponse) send(port, request);
    Errors error =
        response.errorsByProducerId().get(transaction.producerId()).get(open.partition());
    LOG.atWarn()
        .addKeyValue("partition", open.partition())
        .addKeyValue("offset", open.producer().currentTransactionStartOffset().getAsLong())
        .addKeyValue("outcome", commits ? "commit" : "abort")
        .addKeyValue("reason", error)
        .log("Said the end of a transaction again, whose marker a kill lost");
  }

  /** One request that no client knows, and its answer. */
  static AbstractResponse send(int port, AbstractRequest request) throws IOException {
    RequestHeader header =
        new RequestHeader(request.apiKey(), request.version(), "athanor-embedded", 1);
    ByteBuffer bytes = request.serializeWithHeader(header);
    try (Socket socket = new Socket(Ports.LOOPBACK, port)) {
      socket.setSoTimeout(ANSWER_MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(bytes.remaining());
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = in.readNBytes(in.readInt());
      return AbstractResponse.parseResponse(ByteBuffer.wrap(answer), header);
    }
  }
}
