package io.athanor.allinone.explain;

import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.topology.Derivation;
import io.athanor.event.ExperimentProposed;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every proposal derived again.
 *
 * @param experiments ids of all proposals, with their campaigns
 * @param different ids of those whose derived bytes are not the recorded or the published ones
 * @param published how many still are in the topic of proposals
 * @param seconds that deriving took
 */
record Rederived(
    Map<String, String> experiments, List<String> different, int published, double seconds) {
  private static final double NANOS = 1e9;

  Rederived {
    different = List.copyOf(different);
  }

  /** From the journals, held against the topic of proposals too. */
  static Rederived of(List<CaseFile> journals, OpenLog log) {
    AvroCodec<ExperimentProposed> codec = log.proposals();
    Map<String, byte[]> published = new HashMap<>();
    log.scan()
        .read(
            Topics.EXPERIMENT_PROPOSED.name(),
            each -> published.put(codec.decode(each.value()).getExperimentId(), each.value()));
    Map<String, String> experiments = new TreeMap<>();
    List<String> different = new ArrayList<>();
    long begin = System.nanoTime();
    for (CaseFile file : journals) {
      Derivation.of(file.codecs(), file.grace(), file.campaignId(), file.entries())
          .deriveAll(
              derived -> {
                String experimentId = derived.proposal().getExperimentId();
                experiments.put(experimentId, file.campaignId());
                byte[] said = published.getOrDefault(experimentId, derived.recorded());
                if (!derived.isExact() || !Arrays.equals(said, derived.recorded())) {
                  different.add(experimentId);
                }
              });
    }
    double seconds = (System.nanoTime() - begin) / NANOS;
    int still = (int) experiments.keySet().stream().filter(published::containsKey).count();
    return new Rederived(experiments, different, still, seconds);
  }

  int proposals() {
    return experiments.size();
  }

  int identical() {
    return experiments.size() - different.size();
  }
}
