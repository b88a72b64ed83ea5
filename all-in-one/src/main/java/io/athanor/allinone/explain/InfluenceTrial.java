package io.athanor.allinone.explain;

import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.analysis.why.InfluenceCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is said of the event that mattered most, held against campaigns that were never told of it.
 *
 * @param checked proposals whose pick it is said to change
 * @param asStated how many of these picks change, to what was stated
 * @param unmoved proposals whose pick no event looked at is said to change
 * @param unmovedAsStated how many of these picks stay
 */
record InfluenceTrial(int checked, int asStated, int unmoved, int unmovedAsStated) {
  /** Events looked at to find the one that matters most. */
  private static final int LOOKED = 4;

  /** Whether every pick came out as stated, those that change and those that stay. */
  boolean holds() {
    return asStated == checked && unmovedAsStated == unmoved;
  }

  /**
   * In the order of the ids.
   *
   * @param experiments ids with their campaigns, sorted
   * @param most proposals with a pick that changes to check
   */
  static InfluenceTrial of(List<CaseFile> journals, Map<String, String> experiments, int most)
      throws AnalysisException {
    Map<String, CaseFile> files =
        journals.stream().collect(Collectors.toMap(CaseFile::campaignId, Function.identity()));
    int checked = 0;
    int asStated = 0;
    int unmoved = 0;
    int unmovedAsStated = 0;
    for (Map.Entry<String, String> each : experiments.entrySet()) {
      if (checked == most) {
        break;
      }
      Optional<InfluenceCheck.Verdict> verdict =
          InfluenceCheck.of(files.get(each.getValue()), each.getKey(), LOOKED);
      if (verdict.isPresent() && verdict.get().changed()) {
        checked++;
        asStated += verdict.get().asStated() ? 1 : 0;
      } else if (verdict.isPresent()) {
        unmoved++;
        unmovedAsStated += verdict.get().asStated() ? 1 : 0;
      }
    }
    return new InfluenceTrial(checked, asStated, unmoved, unmovedAsStated);
  }
}
