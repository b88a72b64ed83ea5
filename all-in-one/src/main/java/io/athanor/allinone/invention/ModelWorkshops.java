package io.athanor.allinone.invention;

import io.athanor.allinone.invent.ModelSurrogate;
import io.athanor.generator.Inventor;
import io.athanor.generator.Relaxer;
import io.athanor.generator.structure.Corpus;
import io.athanor.inference.generative.LatentDecoder;
import io.athanor.inference.relax.Freedom;
import io.athanor.inference.relax.RelaxSettings;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.worker.InferenceConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens models when a campaign asks for them, and keeps the last one: nothing is computed or held
 * before the first request. Used by one thread at a time.
 */
final class ModelWorkshops implements Answerer.Workshops, AutoCloseable {
  private final InferenceConfig config;
  private final Supplier<Corpus> source;
  private final Optional<Path> latentFile;
  private Optional<LatentDecoder> latent = Optional.empty();
  private Corpus corpus;
  private OpenNetwork open;
  private Answerer.Workshop workshop;

  /**
   * Opens nothing yet.
   *
   * @param source of the corpus, read at the first request
   * @param latentFile of the latent generator, read at the first request; empty for none
   */
  ModelWorkshops(InferenceConfig config, Supplier<Corpus> source, Optional<Path> latentFile) {
    this.config = config;
    this.source = source;
    this.latentFile = latentFile;
  }

  @Override
  public synchronized Answerer.Workshop open(Optional<String> digest) {
    Optional<String> wanted = digest.or(config::modelDigest);
    if (open == null || wanted.filter(open.digest()::equals).isEmpty()) {
      StoredModel stored = load(wanted);
      if (open == null || !open.digest().equals(stored.digest())) {
        closeModel();
        open = OpenNetwork.of(stored, config.device());
        try {
          workshop = new Answerer.Workshop(stored.digest(), wave(stored));
        } finally {
          if (workshop == null) {
            // what cannot be read is read again at the next request, and named again
            closeModel();
          }
        }
      }
    }
    return workshop;
  }

  private Wave wave(StoredModel stored) {
    if (corpus == null) {
      corpus = source.get();
    }
    if (latent.isEmpty()) {
      latent = latentFile.map(file -> Sources.latent(file, config.device()));
    }
    Relaxer relaxer =
        open.surface()
            .<Relaxer>map(surface -> new NetworkRelaxer(surface, RelaxSettings.of(Freedom.VOLUME)))
            .orElseGet(Relaxer::none);
    return new Wave(
        new ModelSurrogate(open.model()),
        relaxer,
        corpus,
        Sources.generators(stored, latent),
        Inventor.USUAL);
  }

  /** From the store, or from where versions are kept that were made while running. */
  private StoredModel load(Optional<String> digest) {
    List<String> places = new ArrayList<>(List.of(config.modelStore()));
    config.trained().ifPresent(places::add);
    ModelStoreException first = null;
    for (String place : places) {
      try {
        return ModelStore.of(place).load(config.modelName(), digest);
      } catch (ModelStoreException missing) {
        first = first == null ? missing : first;
      }
    }
    throw first;
  }

  @Override
  public synchronized void close() {
    closeModel();
    latent.ifPresent(LatentDecoder::close);
    latent = Optional.empty();
  }

  private void closeModel() {
    if (open != null) {
      open.close();
      open = null;
      workshop = null;
    }
  }
}
