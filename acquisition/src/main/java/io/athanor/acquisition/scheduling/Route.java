package io.athanor.acquisition.scheduling;

import io.athanor.acquisition.scheduling.CapacityFlow.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the experiments of a campaign spend their time: by Little's law each that is open takes the
 * fraction of a place at a step that the step takes of the whole time, so that as many fit as the
 * narrowest step serves without a queue (the critical work in process of Hopp and Spearman, Factory
 * Physics).
 */
final class Route {
  private Route() {}

  /** Kinds of work of a campaign. */
  static List<Kind> kinds(CampaignTerms terms) {
    return terms.recipe().stream()
        .map(step -> new Kind(step.technique(), terms.tenant().orElse("")))
        .toList();
  }

  /** Parts of a place that one open experiment takes, by kind of work. */
  static Map<Kind, Long> load(CampaignTerms terms) {
    double known = 0;
    int count = 0;
    for (Step step : terms.recipe()) {
      known += step.seconds().orElse(0);
      count += step.seconds().isPresent() ? 1 : 0;
    }
    // a step of unknown length counts as an average one
    double average = count == 0 ? 1 : known / count;
    double total = terms.recipe().stream().mapToDouble(s -> s.seconds().orElse(average)).sum();
    Map<Kind, Long> load = new TreeMap<>();
    for (Step step : terms.recipe()) {
      long part =
          Math.max(
              1, (long) Math.floor(CapacityFlow.PLACE * step.seconds().orElse(average) / total));
      load.merge(new Kind(step.technique(), terms.tenant().orElse("")), part, Long::sum);
    }
    return load;
  }
}
