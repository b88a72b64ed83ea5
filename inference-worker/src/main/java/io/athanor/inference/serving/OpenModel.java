package io.athanor.inference.serving;

import io.athanor.inference.modality.FusedModel;
import io.athanor.inference.modality.Known;
import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.PatternInput;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.InvarianceCheck;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stored model, open and warm: it has answered before it is handed out. Safe for concurrent
 * callers.
 */
public final class OpenModel implements AutoCloseable {
  // a cell that has a solid's density whatever stands in it, from lithium on
  private static final double LATTICE = 4.2;
  private static final int HEAVY_ENOUGH = 3;

  private final StoredModel stored;
  private final MaterialModel model;
  private final Admission admission;
  private final BatchScorer<MaterialGraph> scorer;
  private final FusedModel fused;
  private final BatchScorer<Known> fusedScorer;

  private OpenModel(StoredModel stored, MaterialModel model, FusedModel fused, int edges) {
    this.stored = stored;
    this.model = model;
    this.admission = Admission.of(model);
    this.scorer = BatchScorer.ofGraphs(model, edges);
    this.fused = fused;
    this.fusedScorer = BatchScorer.ofKnown(fused, edges);
  }

  /**
   * Opens a model and has it answer a batch of both kinds of input, and one crystal written down in
   * several ways: so that no request waits for TensorFlow's first run, and a model that cannot
   * answer, or answers the same crystal differently, never serves.
   *
   * @param edges most edges of a forward pass
   * @throws ModelStoreException where its files do not make a model that answers
   * @throws IllegalStateException where the device is not there
   */
  public static OpenModel open(StoredModel stored, DeviceOptions device, int edges) {
    MaterialModel model;
    try {
      model = stored.open(device);
    } catch (IllegalStateException cause) {
      throw cause;
    } catch (RuntimeException cause) {
      throw new ModelStoreException(
          "model " + stored.digest() + " cannot be opened: " + cause.getMessage(), cause);
    }
    OpenModel opened;
    try {
      opened = new OpenModel(stored, model, fused(stored, model, device), edges);
    } catch (RuntimeException cause) {
      model.close();
      throw new ModelStoreException(
          "model " + stored.digest() + " cannot be opened: " + cause.getMessage(), cause);
    }
    try {
      opened.warm();
      return opened;
    } catch (RuntimeException cause) {
      opened.close();
      throw cause;
    }
  }

  /** Where patterns and documents have no say, nothing that reads them is kept in memory. */
  private static FusedModel fused(StoredModel stored, MaterialModel model, DeviceOptions device) {
    ModelManifest manifest = stored.manifest();
    if (manifest.literature().isEmpty() || manifest.pools().keepNetwork()) {
      return FusedModel.networkAlone(model);
    }
    return FusedModel.of(
        model,
        stored.weights(),
        manifest.literature().get(),
        manifest.pools(),
        device.intraThreads());
  }

  /** What it was opened from. */
  public StoredModel stored() {
    return stored;
  }

  /** What it takes in. */
  public Admission admission() {
    return admission;
  }

  /** What it takes in with patterns and documents. */
  public KnownAdmission knownAdmission() {
    return new KnownAdmission(admission, stored.manifest().literature());
  }

  /** Whether it was trained on every element of a graph. */
  public boolean admits(MaterialGraph graph) {
    return Arrays.stream(graph.elements()).allMatch(model::knows);
  }

  /** Its network, for what else may be read off it; stays the model's own. */
  public NetworkSession session() {
    return model.session();
  }

  /** Its forward pass, in bounded batches. */
  public BatchScorer<MaterialGraph> scorer() {
    return scorer;
  }

  /** The same for materials with patterns and documents, any subset of them. */
  public BatchScorer<Known> fusedScorer() {
    return fusedScorer;
  }

  @Override
  public void close() {
    fused.close();
    model.close();
  }

  private void warm() {
    Element element =
        Arrays.stream(Element.values())
            .filter(each -> each.atomicNumber() >= HEAVY_ENOUGH && model.knows(each.atomicNumber()))
            .findFirst()
            .orElseThrow(() -> broken("it knows no element"));
    Crystal bodyCentred =
        new Crystal(
            Lattice.cubic(LATTICE),
            List.of(new Site(element, 0, 0, 0), new Site(element, 0.5, 0.5, 0.5)));
    try {
      List<MaterialGraph> both =
          List.of(
              admission.crystal(bodyCentred),
              admission.composition(Composition.of(Map.of(element, 1.0))));
      for (Verdict verdict : fusedScorer.score(everySubset(both, PatternInput.of(bodyCentred)))) {
        if (verdict instanceof Verdict.Refused refused) {
          throw broken(refused.reason());
        }
      }
      InvarianceCheck.verify(model);
    } catch (UnscorableException | IllegalStateException cause) {
      throw broken(cause.getMessage());
    }
  }

  /** Each graph with everything that may be known besides. */
  private List<Known> everySubset(List<MaterialGraph> graphs, PatternInput pattern) {
    Optional<LiteratureInput> words = stored.manifest().literature().map(OpenModel::ones);
    List<Known> known = new ArrayList<>();
    for (MaterialGraph graph : graphs) {
      known.add(Known.of(graph));
      known.add(new Known(graph, pattern, null));
      words.ifPresent(vector -> known.add(new Known(graph, null, vector)));
      words.ifPresent(vector -> known.add(new Known(graph, pattern, vector)));
    }
    return known;
  }

  private static LiteratureInput ones(LiteratureInput.Model model) {
    float[] ones = new float[model.length()];
    Arrays.fill(ones, 1f);
    return LiteratureInput.of(model, model.name(), ones, -1);
  }

  private ModelStoreException broken(String reason) {
    return new ModelStoreException("model " + stored.digest() + " does not answer: " + reason);
  }
}
