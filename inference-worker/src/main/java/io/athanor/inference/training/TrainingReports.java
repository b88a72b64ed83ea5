package io.athanor.inference.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.athanor.inference.training.config.TrainingConfig;
import io.athanor.inference.training.report.CurvePage;
import io.athanor.inference.training.report.CurvePlot;
import io.athanor.inference.training.report.Figures;
import io.athanor.inference.training.report.ModelCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes what a training leaves for people. No file is ever there in part. */
public final class TrainingReports {
  private static final String CARD = "MODEL_CARD.md";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private TrainingReports() {}

  /** Curves, figures and the card into the output directory; the card beside the model, too. */
  public static void write(TrainingConfig config, TrainingPlaces places, TrainingOutcome outcome) {
    String title = config.model().name() + ", version " + config.model().version();
    String card =
        ModelCard.markdown(
            config,
            outcome.model(),
            outcome.sources(),
            outcome.curve(),
            outcome.figures(),
            outcome.fused(),
            outcome.restated());
    put(places.out().resolve("curves.svg"), CurvePlot.svg(outcome.curve()));
    put(
        places.out().resolve("curves.html"),
        CurvePage.html(title, outcome.model().digest(), outcome.curve()));
    put(places.out().resolve(CARD), card);
    put(places.out().resolve("figures.json"), json(outcome));
    put(
        places
            .base()
            .resolve(config.output().store())
            .resolve(config.model().name())
            .resolve(outcome.model().digest())
            .resolve(CARD),
        card);
  }

  /** The figures as JSON. */
  public static String json(TrainingOutcome outcome) {
    try {
      return JSON.writeValueAsString(
              Figures.tree(
                  outcome.model(),
                  outcome.sources(),
                  outcome.curve(),
                  outcome.figures(),
                  outcome.fused()))
          + "\n";
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot write the figures", cause);
    }
  }

  /** Writes a text so that nobody ever reads half of it. */
  public static void put(Path file, String text) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path part = target.resolveSibling("." + target.getFileName() + ".part");
      Files.write(part, text.getBytes(StandardCharsets.UTF_8));
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot write " + target, cause);
    }
  }
}
