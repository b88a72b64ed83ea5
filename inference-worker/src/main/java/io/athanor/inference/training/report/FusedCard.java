package io.athanor.inference.training.report;

import io.athanor.inference.modality.Expert;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a model's card says of patterns and documents beside structures and compositions. */
final class FusedCard {
  private FusedCard() {}

  /** The section's lines; none where the model reads nothing else. */
  static List<String> lines(List<FusedFigures> figures) {
    if (figures.isEmpty()) {
      return List.of();
    }
    List<String> lines =
        new ArrayList<>(
            List.of(
                "",
                "## With a pattern, with documents",
                "Answers of the network, of the pattern, of the literature and of what the gates"
                    + " make of them together are mixed by weights fitted on the calibration rows"
                    + " (generalised least squares on the covariance of their errors, none"
                    + " negative, biases taken off); one that gains nothing there beyond chance has"
                    + " no weight. Patterns are simulated as a laboratory measures them, documents"
                    + " stand for the mean of the elements' vectors. Test rows; the difference is"
                    + " that of absolute errors to the best single one, with its 95 % paired"
                    + " bootstrap interval.",
                "",
                "| known | property | count | MAE | network, pattern, literature alone | difference"
                    + " | coverage of the 90 % interval | weights |",
                "|---|---|---|---|---|---|---|---|"));
    figures.forEach(each -> lines.add(line(each)));
    return lines;
  }

  private static String line(FusedFigures each) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %.4g [%.4g, %.4g] | %s, %s, %s | %.2g [%.2g, %.2g] | %.3f | %s |",
        each.given().key(),
        each.property().key(),
        each.count(),
        each.mae().value(),
        each.mae().low(),
        each.mae().high(),
        single(each, Expert.NETWORK),
        single(each, Expert.PATTERN),
        single(each, Expert.LITERATURE),
        each.difference().value(),
        each.difference().low(),
        each.difference().high(),
        each.coverage().value(),
        each.pool().shares().entrySet().stream()
            .map(
                share ->
                    String.format(
                        Locale.ROOT,
                        "%s %.2f",
                        share.getKey().name().toLowerCase(Locale.ROOT).replace('_', '+'),
                        share.getValue().weight()))
            .collect(Collectors.joining(", ")));
  }

  private static String single(FusedFigures figures, Expert expert) {
    Double mae = figures.single().get(expert);
    return mae == null ? "–" : String.format(Locale.ROOT, "%.4g", mae);
  }
}
