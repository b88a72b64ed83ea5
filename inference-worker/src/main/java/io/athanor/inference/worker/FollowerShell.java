package io.athanor.inference.worker;

import io.athanor.inference.batch.MicroBatcher;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** What following the releases of models needs from outside: Kafka, and the end of the worker. */
record FollowerShell(InferenceConfig config, MicroBatcher<Pending> queue)
    implements ModelFollower.Shell {
  @Override
  public Consumer<byte[], byte[]> reader() {
    return Clients.reader(config, "follower");
  }

  @Override
  public Producer<byte[], byte[]> announcer() {
    return Clients.plain(config);
  }

  @Override
  public boolean closing(Duration time) throws InterruptedException {
    return queue.awaitClosed(time);
  }
}
