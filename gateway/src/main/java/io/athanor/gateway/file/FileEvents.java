package io.athanor.gateway.file;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.Meta;
import io.athanor.event.ReadingReported;
import io.athanor.event.SimulationCompleted;
import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Gzip;
import io.athanor.formats.Payload;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.bluesky.BlueskyDocuments;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.identity.ContentHash;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a file says, as events. A reading has the id that the REST door gives the same reading under
 * the same key, and the key is a hash of the file's content and the reading's name in it: the same
 * file has the same ids, through whichever door and however often it comes, compressed or not.
 */
public final class FileEvents {
  private static final Instant NO_TIME = Instant.EPOCH;
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final int LONGEST_SAMPLE = 256;
  private static final int LONGEST_NAME = 128;

  private final String format;
  private final String identity;
  private final Arrival arrival;
  private final int mostBytes;

  private FileEvents(String format, String identity, Arrival arrival, int mostBytes) {
    this.format = format;
    this.identity = identity;
    this.arrival = arrival;
    this.mostBytes = mostBytes;
  }

  /**
   * The events, in the order of the file.
   *
   * @param file as it was found
   * @param contents what {@link io.athanor.formats.Formats#read} says of it
   * @param mostBytes the largest event that a topic takes, as encoded
   * @throws FormatException if something the file says cannot be an event: nothing of it is then
   */
  public static List<FileEvent> of(
      SourceFile file, Contents contents, Arrival arrival, int mostBytes) {
    // a bluesky run has a name of its own, and comes document by document too
    String identity =
        contents.format().equals(BlueskyDocuments.FORMAT)
            ? BlueskyDocuments.FORMAT
            : sha256(Gzip.unpacked(file).bytes());
    return new FileEvents(contents.format(), identity, arrival, mostBytes)
        .all(contents.statements());
  }

  /**
   * The events of a run whose documents came one by one; the same as of a file of them.
   *
   * @throws FormatException if a reading cannot be an event: nothing of the run is then
   */
  public static List<FileEvent> ofRun(
      List<Statement.Reading> readings, Arrival arrival, int mostBytes) {
    return new FileEvents(BlueskyDocuments.FORMAT, BlueskyDocuments.FORMAT, arrival, mostBytes)
        .all(readings);
  }

  private List<FileEvent> all(List<? extends Statement> statements) {
    List<FileEvent> all = new ArrayList<>();
    Set<String> runs = new HashSet<>();
    int index = arrival.poolIndex();
    for (Statement statement : statements) {
      if (statement instanceof Statement.Reading reading) {
        if (!runs.add(reading.run())) {
          throw new FormatException(format, reading.run(), "names two readings");
        }
        all.add(reading(reading));
      } else if (statement instanceof Statement.Structure structure) {
        all.add(candidate(structure, index++));
      } else if (statement instanceof Statement.Computation computation) {
        all.add(simulation(computation));
      } else {
        all.add(literature((Statement.Document) statement));
      }
    }
    return List.copyOf(all);
  }

  /** SHA-256 in hex digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private FileEvent reading(Statement.Reading reading) {
    String run = reading.run();
    String sample = arrival.sampleId().or(reading::sample).orElseGet(() -> unnamed(run));
    String instrument =
        arrival.instrumentId().or(reading::instrument).orElse(slug(format) + "-file");
    require(run, "sample", sample, LONGEST_SAMPLE);
    require(run, "instrument", instrument, LONGEST_NAME);
    reading.occurredAt().ifPresent(at -> requirePast(run, at));
    if (reading.payload() instanceof Payload.Curve curve) {
      // before it is copied: each point takes two doubles
      requireSize(run, curve, 2L * Double.BYTES * curve.x().length);
    }
    String key = key("reading", run);
    String source = "instrument/" + instrument;
    String id = EventIds.derived(reading.occurredAt().orElse(NO_TIME), source, key);
    ReadingReported event =
        ReadingReported.newBuilder()
            .setMeta(
                meta(
                    id,
                    source,
                    reading.occurredAt().orElse(arrival.recordedAt()),
                    arrival.campaignId()))
            .setSampleId(sample)
            .setCandidateId(
                arrival.candidateId().or(() -> candidateId(reading.material())).orElse(null))
            .setCampaignId(arrival.campaignId().orElse(null))
            .setInstrumentId(instrument)
            .setTechnique(reading.technique())
            .setPayload(Payloads.avro(reading.payload(), arrival))
            .setSimulated(reading.simulated())
            .build();
    try {
      requireSize(run, reading.payload(), event.toByteBuffer().remaining());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory
    }
    return new FileEvent(
        Topics.READING_REPORTED, sample, event, key, reading.occurredAt().isPresent());
  }

  private FileEvent candidate(Statement.Structure structure, int poolIndex) {
    Candidate candidate = candidate(structure);
    Optional<String> campaign = arrival.campaignId();
    int index = campaign.isPresent() ? poolIndex : -1;
    String id =
        EventIds.derived(
            NO_TIME,
            "candidate-proposed",
            campaign.orElse(""),
            Integer.toString(index),
            candidate.getCandidateId());
    CandidateProposed event =
        CandidateProposed.newBuilder()
            .setMeta(meta(id, "athanor/gateway", arrival.recordedAt(), campaign))
            .setCandidateId(candidate.getCandidateId())
            .setCandidate(candidate)
            .setCampaignId(campaign.orElse(null))
            .setIndex(index)
            .build();
    String key = key("structure", structure.id());
    return new FileEvent(Topics.CANDIDATE_PROPOSED, candidate.getCandidateId(), event, key, false);
  }

  private FileEvent simulation(Statement.Computation computation) {
    Candidate candidate = candidate(computation.structure());
    String key =
        key(
            "computation",
            String.join(
                "\u0000",
                computation.structure().id(),
                computation.method(),
                computation.fidelity()));
    String source = DoorBody.SIMULATOR + slug(format);
    SimulationCompleted event =
        SimulationCompleted.newBuilder()
            .setMeta(
                meta(
                    EventIds.derived(NO_TIME, source, key),
                    source,
                    arrival.recordedAt(),
                    arrival.campaignId()))
            .setCandidateId(candidate.getCandidateId())
            .setCandidate(candidate)
            .setMethod(computation.method())
            .setFidelity(computation.fidelity())
            .setConverged(computation.converged())
            .setProperties(Payloads.quantities(computation.properties()))
            .build();
    return new FileEvent(
        Topics.SIMULATION_COMPLETED, candidate.getCandidateId(), event, key, false);
  }

  private FileEvent literature(Statement.Document document) {
    String key = key("document", document.id());
    String source = "literature/" + document.model();
    List<Float> vector = new ArrayList<>(document.vector().length);
    for (float each : document.vector()) {
      vector.add(each);
    }
    LiteratureEmbedded event =
        LiteratureEmbedded.newBuilder()
            .setMeta(
                meta(
                    EventIds.derived(NO_TIME, source, key),
                    source,
                    arrival.recordedAt(),
                    Optional.empty()))
            .setDocumentId(document.id())
            .setModel(document.model())
            .setVector(vector)
            .setMaterials(document.compositions().stream().map(Composition::formula).toList())
            .setConditions(Map.of()) // the builder's default needs Avro to trust our classes
            .build();
    return new FileEvent(Topics.LITERATURE_EMBEDDED, document.id(), event, key, false);
  }

  private Candidate candidate(Statement.Structure structure) {
    String id;
    try {
      id =
          ContentHash.candidateId(
              Optional.of(structure.composition()), Map.of(), structure.crystal());
    } catch (MaterialException e) {
      throw new FormatException(format, structure.id(), e.getMessage());
    }
    return Candidate.newBuilder()
        .setCandidateId(id)
        .setFormula(structure.composition().formula())
        .setCrystal(structure.crystal().map(Payloads::crystal).orElse(null))
        .setParameters(new TreeMap<>())
        .setLabels(new TreeMap<>(Map.of("source", structure.id())))
        .build();
  }

  private static Optional<String> candidateId(Optional<Composition> material) {
    return material.map(
        each -> ContentHash.candidateId(Optional.of(each), Map.of(), Optional.empty()));
  }

  private Meta meta(String id, String source, Instant occurredAt, Optional<String> campaign) {
    return Meta.newBuilder()
        .setId(id)
        .setSource(source)
        .setOccurredAt(occurredAt)
        .setRecordedAt(arrival.recordedAt())
        .setCorrelationId(campaign.orElse(null))
        .setCausedBy(List.of())
        .build();
  }

  /** A sample that nobody names: one for each file, or each run. */
  private String unnamed(String run) {
    return identity.equals(BlueskyDocuments.FORMAT)
        ? "run:" + run.substring(0, Math.max(run.indexOf('/'), 0))
        : "file:" + identity.substring(0, 16);
  }

  private String key(String kind, String name) {
    String text = String.join("\u0000", kind, identity, name);
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private void require(String run, String field, String value, int longest) {
    if (value.isBlank() || value.length() > longest) {
      throw new FormatException(
          format, run, field + " must have 1 to " + longest + " characters, not " + value.length());
    }
  }

  private void requirePast(String run, Instant occurredAt) {
    if (occurredAt.isBefore(Instant.EPOCH)) {
      throw new FormatException(format, run, "was measured at " + occurredAt + ", before 1970");
    }
    if (occurredAt.isAfter(arrival.recordedAt().plus(AHEAD))) {
      throw new FormatException(
          format,
          run,
          "was measured at "
              + occurredAt
              + ", after the file came in ("
              + arrival.recordedAt()
              + "): is the clock of the instrument right?");
    }
  }

  private void requireSize(String run, Payload payload, long bytes) {
    if (bytes > mostBytes) {
      String points =
          payload instanceof Payload.Curve curve ? "has " + curve.x().length + " points and " : "";
      throw new FormatException(
          format,
          run,
          points
              + "needs at least "
              + bytes
              + " bytes as an event, the most is "
              + mostBytes
              + ": give it in parts, or raise gateway.event.bytes and the broker's limit");
    }
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
