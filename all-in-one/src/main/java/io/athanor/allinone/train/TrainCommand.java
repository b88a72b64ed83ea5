package io.athanor.allinone.train;

import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Evaluation;
import io.athanor.inference.training.SourceOpener;
import io.athanor.inference.training.TrainingJob;
import io.athanor.inference.training.TrainingOutcome;
import io.athanor.inference.training.TrainingPlaces;
import io.athanor.inference.training.TrainingReports;
import io.athanor.inference.training.config.ConfigException;
import io.athanor.inference.training.config.ConfigFile;
import io.athanor.inference.training.config.TrainingConfig;
import io.athanor.inference.training.report.TestFigures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor train}. */
@Command(
    name = "train",
    description = {
      "Trains a model as a configuration file says, from files of structures and from the log of a"
          + " running Athanor, and puts it into a model store with its card. The same configuration"
          + " and data give the same model, byte for byte, also where a run was interrupted."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the model is stored",
      "1:a fault",
      "2:the configuration, its data or the call cannot be used"
    })
public final class TrainCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final String RELEASED = "released";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "What to train, as YAML or JSON; see inference-worker/training.")
  private Path config;

  @Option(
      names = "--resume",
      description = "Goes on from the newest checkpoint in the output directory.")
  private boolean resume;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "For checkpoints, learning curves, figures and the model card. Default: training/NAME"
              + " for a model of that name.")
  private Path out;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "What paths of sources are relative to. Default: ATHANOR_DATA, else ../shared/data.")
  private Path data;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      defaultValue = "training/graphs",
      description = "Where graphs are kept between runs. Default: ${DEFAULT-VALUE}.")
  private Path cache;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where to write the figures as JSON besides.")
  private Path report;

  @Option(
      names = "--evaluate",
      paramLabel = "DIGEST",
      arity = "0..1",
      fallbackValue = RELEASED,
      description =
          "Instead of training: judges the model of that digest in the output store, or the"
              + " released one, on the test rows.")
  private String evaluate;

  @Option(
      names = "--restate",
      description =
          "Instead of training: keeps the weights of the released model in the output store and"
              + " fits domain, intervals and figures anew.")
  private boolean restate;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    long ways = Stream.of(resume, evaluate != null, restate).filter(chosen -> chosen).count();
    if (ways > 1) {
      return refused("--resume, --evaluate and --restate exclude each other");
    }
    try {
      TrainingConfig training = ConfigFile.read(config);
      TrainingPlaces places = places(training);
      TrainingDisplay display = new TrainingDisplay(out(), System.console() != null);
      SourceOpener opener = new SourceOpener(training, places);
      if (evaluate == null) {
        train(training, places, display, opener);
      } else {
        StoredModel stored =
            ModelStore.directory(places.base().resolve(training.output().store()))
                .load(
                    training.model().name(),
                    Optional.of(evaluate).filter(given -> !given.equals(RELEASED)));
        Evaluation.figures(training, stored, opener, display).forEach(each -> say(line(each)));
      }
      return 0;
    } catch (ConfigException | ModelStoreException e) {
      return refused(e.getMessage());
    }
  }

  private int refused(String reason) {
    spec.commandLine().getErr().println("athanor train: " + reason);
    return WRONG;
  }

  private void train(
      TrainingConfig training,
      TrainingPlaces places,
      TrainingDisplay display,
      SourceOpener opener) {
    TrainingJob job = new TrainingJob(training, places, display, System::nanoTime);
    TrainingOutcome outcome =
        restate
            ? job.restate(
                opener,
                ModelStore.directory(places.base().resolve(training.output().store()))
                    .load(training.model().name(), Optional.empty()))
            : job.run(opener, resume);
    TrainingReports.write(training, places, outcome);
    if (report != null) {
      TrainingReports.put(report, TrainingReports.json(outcome));
    }
    outcome.figures().forEach(each -> say(line(each)));
    say("curves, figures and card in " + places.out());
    say("model " + training.model().name() + " " + outcome.model().digest());
  }

  private void say(String text) {
    out().println(text);
  }

  private TrainingPlaces places(TrainingConfig training) {
    Path directory =
        data == null
            ? Path.of(System.getenv().getOrDefault("ATHANOR_DATA", "../shared/data"))
            : data;
    Path target = out == null ? Path.of("training", training.model().name()) : out;
    return new TrainingPlaces(config.toAbsolutePath().getParent(), directory, target, cache);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  static String line(TestFigures each) {
    return String.format(
        Locale.ROOT,
        "%s %s %s: %d rows, MAE %.4g [%.4g, %.4g] %s (constant %.4g), 90 %% interval covers %.3f",
        each.subset(),
        each.mode().name().toLowerCase(Locale.ROOT),
        each.property().key(),
        each.count(),
        each.mae().value(),
        each.mae().low(),
        each.mae().high(),
        each.property().unit(),
        each.constant(),
        each.coverage().value());
  }
}
