package io.athanor.allinone.federation;

import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.federation.app.SiteLog;
import io.athanor.federation.app.TrunkLearner;
import io.athanor.federation.round.TrunkTerms;
import io.athanor.inference.continual.AveragedVersion;
import io.athanor.inference.federated.Course;
import io.athanor.inference.model.Property;
import io.athanor.inference.rollout.Releases;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.data.MaterialSamples;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A site's network in courses: learns from the labelled materials of its log, as the trainer does,
 * and gives the trainer what came out as a version to be tried. A course that was begun is gone on
 * with, whatever serves meanwhile. For one thread.
 */
public final class NetworkLearner implements TrunkLearner {
  private static final String LINE = "last-average";
  private static final String TERMS = "terms";
  private static final String RESULT = "result";
  private static final String TOLD = "told";

  private final NetworkPlaces places;
  private final InstantSource clock;
  private Optional<StoredModel> base = Optional.empty();
  private Optional<Open> open = Optional.empty();
  // asked at every turn of a first round, and the answer takes all of a log
  private Optional<TrunkTerms> accepted = Optional.empty();

  private record Open(TrunkTerms terms, Course course) {}

  /** One that begins nothing yet. */
  public NetworkLearner(NetworkPlaces places, InstantSource clock) {
    this.places = places;
    this.clock = clock;
  }

  @Override
  public Optional<String> base(SiteLog log) throws IOException {
    Path line = places.state().resolve(LINE);
    if (places.base().isPresent()) {
      return places.base();
    }
    return Files.exists(line)
        ? Optional.of(Files.readString(line, StandardCharsets.UTF_8).strip())
        : rollout(log).champion().map(Rollout.Word::digest);
  }

  @Override
  public int length(TrunkTerms terms) {
    return Course.length(
        model(terms).manifest().shape(), properties(terms.properties()), terms.round());
  }

  @Override
  public Optional<String> refusal(TrunkTerms terms, SiteLog log) throws IOException {
    if (isOpen(terms) || accepted.equals(Optional.of(terms.at(0)))) {
      return Optional.empty();
    }
    Path begun = home(terms).resolve(TERMS);
    if (Files.exists(begun)) {
      return Files.readString(begun, StandardCharsets.UTF_8).equals(terms.at(0).toString())
          ? Optional.empty()
          : Optional.of("a course of this name was begun with other terms");
    }
    Optional<String> own = base(log);
    if (!own.equals(Optional.of(terms.modelDigest()))) {
      return Optional.of(
          "it starts from model %s, this site from %s"
              .formatted(terms.modelDigest(), own.orElse("none: no model was released here yet")));
    }
    try {
      List<Property> properties = properties(terms.properties());
      StoredModel model = model(terms);
      if (Course.learnable(rows(model, log), properties).isEmpty()) {
        return Optional.of("this site has no labelled material to learn from");
      }
      accepted = Optional.of(terms.at(0));
      return Optional.empty();
    } catch (IllegalArgumentException cause) {
      return Optional.of(String.valueOf(cause.getMessage()));
    }
  }

  @Override
  public double[] vector(TrunkTerms terms, SiteLog log) throws IOException {
    return course(terms, log).vector(terms.round());
  }

  @Override
  public boolean has(TrunkTerms terms) throws IOException {
    Path home = home(terms);
    if (Files.exists(home.resolve(TOLD))) {
      return true;
    }
    return isOpen(terms) && !terms.isLast() && open.get().course().taken() >= terms.round();
  }

  @Override
  public void take(TrunkTerms terms, double[] sum, int sites, SiteLog log) throws IOException {
    if (has(terms)) {
      return;
    }
    Course course = course(terms, log);
    course.take(terms.round(), sum);
    if (terms.isLast()) {
      tell(terms, course, sites, log);
    }
  }

  @Override
  public void close() {
    open.ifPresent(each -> each.course().close());
    open = Optional.empty();
  }

  /** Stores what came out once, says it once, and starts the next course from the average. */
  private void tell(TrunkTerms terms, Course course, int sites, SiteLog log) throws IOException {
    Path result = home(terms).resolve(RESULT);
    if (!Files.exists(result)) {
      AveragedVersion.Made made = course.store(places.made(), sites);
      write(result, made.common().digest() + "\n" + made.own().digest() + "\n");
    }
    List<String> digests = Files.readAllLines(result, StandardCharsets.UTF_8);
    Rollout rollout = rollout(log);
    if (rollout.word(digests.get(1)).isEmpty()) {
      StoredModel own = places.store().load(places.modelName(), Optional.of(digests.get(1)));
      log.release(candidate(own, terms, sites, rollout.after(clock.instant())));
    }
    write(places.state().resolve(LINE), digests.get(0) + "\n");
    accepted = Optional.empty();
    write(home(terms).resolve(TOLD), "");
    close();
    course.forget();
  }

  private static ModelReleased candidate(
      StoredModel own, TrunkTerms terms, int sites, Instant now) {
    return Releases.of(own)
        .setMeta(
            Meta.newBuilder()
                .setId(EventIds.derived(now, "federation", "model-released", own.digest()))
                .setSource("athanor/federation")
                .setOccurredAt(now)
                .setRecordedAt(now)
                .build())
        .setStage(RolloutStage.CANDIDATE)
        .setReason("averaged over %d passes of %d sites".formatted(terms.rounds(), sites))
        .build();
  }

  private Course course(TrunkTerms terms, SiteLog log) throws IOException {
    if (!isOpen(terms)) {
      close();
      StoredModel model = model(terms);
      write(home(terms).resolve(TERMS), terms.at(0).toString());
      Course course =
          new Course(
              model,
              properties(terms.properties()),
              new Recipe(
                  terms.rounds(),
                  terms.edgesPerBatch(),
                  terms.learningRate(),
                  terms.weightDecay(),
                  0,
                  0,
                  0,
                  terms.seed()),
              rows(model, log),
              home(terms));
      open = Optional.of(new Open(terms.at(0), course));
    }
    return open.orElseThrow().course();
  }

  private boolean isOpen(TrunkTerms terms) {
    return open.map(Open::terms).equals(Optional.of(terms.at(0)));
  }

  /** Labelled materials as they are now, by their ids. */
  private List<Sample> rows(StoredModel model, SiteLog log) throws IOException {
    MaterialSamples samples = new MaterialSamples(model.manifest().shape(), places.bases());
    SortedMap<String, Sample> rows = new TreeMap<>();
    log.all(
        Topics.MATERIAL_UPDATED,
        material ->
            samples
                .sample(material)
                .ifPresentOrElse(
                    row -> rows.put(material.getCandidateId(), row),
                    () -> rows.remove(material.getCandidateId())));
    return new ArrayList<>(rows.values());
  }

  private Rollout rollout(SiteLog log) throws IOException {
    List<ModelReleased> words = new ArrayList<>();
    log.all(Topics.MODEL_RELEASED, words::add);
    return Rollout.of(words).ofModel(places.modelName());
  }

  private StoredModel model(TrunkTerms terms) {
    if (!base.map(StoredModel::digest).equals(Optional.of(terms.modelDigest()))) {
      try {
        base =
            Optional.of(places.store().load(places.modelName(), Optional.of(terms.modelDigest())));
      } catch (ModelStoreException cause) {
        throw new IllegalArgumentException(
            "it starts from a model that this site does not have: " + cause.getMessage(), cause);
      }
    }
    return base.orElseThrow();
  }

  private static List<Property> properties(List<String> keys) {
    return keys.stream().map(NetworkPlaces::property).toList();
  }

  private Path home(TrunkTerms terms) {
    return places.state().resolve(terms.course());
  }

  private static void write(Path file, String text) throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(directory, "fresh", ".tmp");
    Files.writeString(fresh, text, StandardOpenOption.SYNC);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
