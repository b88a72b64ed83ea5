package io.athanor.gateway.room;

import io.athanor.event.DeadLetter;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.gateway.log.Archive;
import io.athanor.gateway.log.Archive.Part;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * Everything the log says, for those who look on: it is read beside the view and waits for nobody,
 * so that a long history keeps no robot from its work. Until it has caught up, what it shows is
 * what it has read so far.
 */
public final class Rooms implements EventLog.Follower {
  private static final int RING_LINES = 16_384;
  private static final long RING_CHARS = 12_000_000;

  private final Archive archive;
  private final MaterialIndex materials = new MaterialIndex();
  private final ModelShelf models = new ModelShelf();
  private final DeadLetterIndex letters = new DeadLetterIndex();
  private final EventRing ring = new EventRing(RING_LINES, RING_CHARS);
  private final Everything everything;
  private volatile boolean caughtUp;

  /** Reads nothing before {@link #open}. */
  public Rooms(Archive archive, View view) {
    this.archive = archive;
    this.everything = new Everything(ring, archive, this::line, new Shown(view));
  }

  /** Starts to read. */
  public void open() {
    Set<Topic<?>> whole = new LinkedHashSet<>(MaterialIndex.topics());
    whole.add(Topics.MODEL_RELEASED);
    whole.add(Topics.COVERAGE_REPORTED);
    whole.add(Topics.DRIFT_DETECTED);
    whole.addAll(deadLetters());
    whole.add(Topics.DEAD_LETTER_RETRIED);
    List<Topic<?>> tail = new ArrayList<>(Topics.all());
    tail.removeAll(whole);
    archive.follow(whole, tail, this);
  }

  /** Topics of dead letters. */
  public static List<Topic<DeadLetter>> deadLetters() {
    return List.of(
        Topics.DEAD_LETTER_STREAMS,
        Topics.DEAD_LETTER_INFERENCE_WORKER,
        Topics.DEAD_LETTER_ACQUISITION,
        Topics.DEAD_LETTER_GATEWAY);
  }

  @Override
  public void on(Position position, SpecificRecord event) {
    materials.on(position, event);
    models.on(position, event);
    letters.on(position, event, held(event));
    letters.derived(position, causes(event));
    if (caughtUp) {
      // nobody is shown history from memory: what it looks like is made when it is read back
      ring.add(line(position, event));
    }
  }

  @Override
  public void passed(String topic, int partition, long next) {
    ring.passed(topic, partition, next);
  }

  @Override
  public void caughtUp() {
    caughtUp = true;
    ring.open();
  }

  /** Whether it has read what was in the log at the start. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /** Whether it has read up to these ends. */
  public boolean hasReached(Map<Part, Long> ends) {
    Map<Part, Long> read = ring.ends();
    return ends.entrySet().stream()
        .allMatch(each -> read.getOrDefault(each.getKey(), 0L) >= each.getValue());
  }

  /** The materials. */
  public MaterialIndex materials() {
    return materials;
  }

  /** The models. */
  public ModelShelf models() {
    return models;
  }

  /** The dead letters. */
  public DeadLetterIndex letters() {
    return letters;
  }

  /** The stream. */
  public Everything everything() {
    return everything;
  }

  /** The log itself. */
  public Archive archive() {
    return archive;
  }

  /** A letter is whose that is which it holds. */
  private Line line(Position position, SpecificRecord event) {
    return held(event)
        .map(each -> Line.of(position, event, each.getTenant()))
        .orElseGet(() -> Line.of(position, event));
  }

  /** Of the event in a letter. */
  private Optional<Meta> held(SpecificRecord event) {
    if (event instanceof DeadLetter letter && letter.getValue() != null) {
      byte[] bytes = new byte[letter.getValue().remaining()];
      letter.getValue().duplicate().get(bytes);
      return archive.decode(letter.getTopic(), bytes).map(Rooms::meta);
    }
    return Optional.empty();
  }

  private static List<String> causes(SpecificRecord event) {
    List<String> causes = meta(event).getCausedBy();
    if (event instanceof ObservationDerived observation) {
      List<String> all = new ArrayList<>(causes);
      all.add(observation.getReadingId());
      return all;
    }
    return causes;
  }

  private static Meta meta(SpecificRecord event) {
    return (Meta) event.get(event.getSchema().getField("meta").pos());
  }
}
