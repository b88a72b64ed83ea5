package io.athanor.allinone.export;

import io.athanor.acquisition.analysis.LogScan;
import io.athanor.gateway.export.Export;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.view.CampaignView;
import io.athanor.gateway.view.View;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;

/** A campaign as a file, made from the log itself as the door makes it. */
final class CampaignFile {
  private final KafkaConnection connection;

  CampaignFile(KafkaConnection connection) {
    this.connection = connection;
  }

  /**
   * Writes it; the file is there whole or not at all.
   *
   * @return how many experiments are in it; empty where the log has no such campaign
   */
  Optional<Integer> write(String campaignId, Export form, Path target) throws IOException {
    View view = view();
    Optional<CampaignView> campaign = view.campaign(campaignId);
    if (campaign.isEmpty()) {
      return Optional.empty();
    }
    Iterator<byte[]> pieces = form.of(campaign.get(), view.feed(campaignId, 0, Integer.MAX_VALUE));
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(part)) {
      while (pieces.hasNext()) {
        out.write(pieces.next());
      }
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    return Optional.of(campaign.get().experiments().size());
  }

  private View view() {
    View view = new View(InstantSource.system(), millis -> {});
    LogScan log = new LogScan(connection);
    try (SchemaRegistry registry = SchemaRegistries.open(connection.serdes())) {
      for (Topic<?> topic : View.topics()) {
        AvroCodec<?> codec = new AvroCodec<>(registry, false, topic.type());
        log.read(
            topic.name(),
            each -> {
              Position position = new Position(each.topic(), each.partition(), each.offset());
              try {
                view.on(position, codec.decode(each.value()));
              } catch (UndecodableException e) {
                // what is no event is nobody's; the application whose input it is says so
              }
            });
      }
    }
    return view;
  }
}
