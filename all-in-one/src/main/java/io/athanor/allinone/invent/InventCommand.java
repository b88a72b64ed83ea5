package io.athanor.allinone.invent;

import io.athanor.acquisition.critic.CriticPolicy;
import io.athanor.acquisition.critic.Critique;
import io.athanor.acquisition.critic.ReviewTerms;
import io.athanor.allinone.lab.ReportFile;
import io.athanor.generator.Brief;
import io.athanor.generator.Goal;
import io.athanor.generator.GoalMerit;
import io.athanor.generator.Invented;
import io.athanor.generator.Invention;
import io.athanor.generator.Inventor;
import io.athanor.generator.Relaxer;
import io.athanor.generator.Rule;
import io.athanor.generator.Rules;
import io.athanor.generator.Surrogate;
import io.athanor.generator.search.Evolution;
import io.athanor.generator.search.LineSearch;
import io.athanor.generator.search.Substitution;
import io.athanor.generator.structure.Corpus;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Property;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.worker.InferenceConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor invent}. */
@Command(
    name = "invent",
    description = {
      "Invents crystals that may meet a goal: ranges of properties, objectives, elements, cost,"
          + " structure types. Needs nothing running and no network.",
      "Structures are bred from known ones by exchanging elements that often take each other's"
          + " place, kept to charge balance and the goal's terms, scaled to the lowest energy that"
          + " the model expects, ranked by the probability that every range is met, and reviewed by"
          + " the critic. Nothing that the corpus knows is proposed."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:a fault", "2:the goal, the corpus or the model cannot be used"})
public final class InventCommand implements Callable<Integer> {
  private static final int REFUSED = 2;
  private static final int EDGES =
      InferenceConfig.BATCH_EDGES.parser().apply(InferenceConfig.BATCH_EDGES.defaultText());
  // what the critic blocks has to come from somewhere
  private static final double SPARE = 1.5;
  private static final double EVOLVED = 0.8;

  @Option(
      names = "--goal",
      paramLabel = "FILE",
      required = true,
      description = "What is sought, YAML or JSON.")
  private Path goal;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      required = true,
      description = "Where to write the candidates, as JSON.")
  private Path report;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "ember",
      description = "Which model predicts. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "classpath:",
      description = "Where models lie. Default: the shipped ones (${DEFAULT-VALUE}).")
  private String store;

  @Option(
      names = "--corpus",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Files of known structures, to build on and to be new to. Default: none but the built-in"
              + " prototypes.")
  private List<Path> corpus = new ArrayList<>();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most candidates. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--population",
      paramLabel = "N",
      defaultValue = "200",
      description = "Individuals of the evolution. Default: ${DEFAULT-VALUE}.")
  private int population;

  @Option(
      names = "--generations",
      paramLabel = "N",
      defaultValue = "20",
      description = "Generations of the evolution. Default: ${DEFAULT-VALUE}.")
  private int generations;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (count < 1 || count > 10_000) {
      return refused("--count must be in 1..10000 but is " + count);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    try (OpenModel open =
        OpenModel.open(
            ModelStore.of(store).load(model, Optional.empty()),
            DeviceOptions.threads(cores, 1),
            EDGES)) {
      return invent(open);
    } catch (ModelStoreException | IllegalArgumentException e) {
      return refused(e.getMessage());
    }
  }

  private int invent(OpenModel open) {
    long started = System.nanoTime();
    Map<String, String> units = new TreeMap<>();
    for (Property property : open.stored().manifest().shape().properties()) {
      units.put(property.key(), property.unit());
    }
    Goal wanted = GoalFile.read(goal, units);
    Corpus known = CorpusFiles.read(corpus, wanted.atomsMost());
    Brief brief = brief(wanted, known, new ModelSurrogate(open), units);
    Invention invention =
        Inventor.USUAL.invent(
            brief,
            List.of(
                new Inventor.Commission(new Evolution(population, generations, 1), EVOLVED),
                new Inventor.Commission(new Substitution(1, true), 1 - EVOLVED)),
            (int) Math.ceil(SPARE * count),
            seed);
    Map<String, Integer> rejected = new TreeMap<>(invention.rejected());
    List<InventReport.Passed> passed = reviewed(invention, rejected);
    double seconds = (System.nanoTime() - started) / 1e9;
    ReportFile.write(
        report,
        InventReport.document(
            wanted,
            open.stored(),
            units,
            known.entries().size(),
            invention,
            passed,
            rejected,
            seconds));
    print(passed, seconds);
    return 0;
  }

  private static Brief brief(
      Goal wanted, Corpus known, Surrogate surrogate, Map<String, String> units) {
    List<Rule> rules = new ArrayList<>(Rules.of(wanted));
    rules.addAll(Rules.chemistry());
    String energy = Property.FORMATION_ENERGY_PER_ATOM.key();
    return new Brief(
        wanted,
        known,
        rules,
        surrogate,
        new GoalMerit(wanted),
        units.containsKey(energy) ? new LineSearch(surrogate, energy) : Relaxer.none(),
        List.of());
  }

  private List<InventReport.Passed> reviewed(Invention invention, Map<String, Integer> rejected) {
    List<InventReport.Passed> passed = new ArrayList<>();
    for (Invented each : invention.candidates()) {
      Critique critique = LastWord.of(each, ReviewTerms.none());
      if (critique.risk() > CriticPolicy.BLOCK_ABOVE) {
        rejected.merge("critic: " + critique.findings().get(0).check(), 1, Integer::sum);
      } else if (passed.size() < count) {
        passed.add(new InventReport.Passed(each, critique));
      }
    }
    return passed;
  }

  private void print(List<InventReport.Passed> passed, double seconds) {
    PrintWriter out = spec.commandLine().getOut();
    for (InventReport.Passed each : passed) {
      Invented candidate = each.candidate();
      out.printf(
          Locale.ROOT,
          "%-20s %-24s P %.3f  risk %.2f  from %s%n",
          candidate.formula(),
          candidate.type(),
          candidate.probability(),
          each.critique().risk(),
          String.join(", ", candidate.parents()));
    }
    out.printf(Locale.ROOT, "%d candidates in %.1f s%n", passed.size(), seconds);
    out.flush();
  }

  private int refused(String reason) {
    spec.commandLine().getErr().println("athanor invent: " + reason);
    return REFUSED;
  }
}
