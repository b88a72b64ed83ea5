package io.athanor.inference.serving;

import java.util.List;

/**
 * What {@link SwapBench} saw.
 *
 * @param swaps exchanges made
 * @param batches answered while models were exchanged
 * @param byName batches of them that were asked of the version beside the one that serves
 * @param answers single predictions in them
 * @param failed batches that got no answer
 * @param mixed batches whose answers are not those of the model that signed them
 * @param openMost most models open at once
 * @param opened models opened
 * @param closed models closed; the same once it is over
 * @param swapMillisMedian from reading the files to serving, the warm-up included
 * @param swapMillisMost the slowest
 * @param residentBefore bytes resident under the same load, median over the settling exchanges
 * @param residentAfter bytes resident, median over as many exchanges at the end
 * @param residentMost the most after settling
 * @param resident bytes resident after each exchange
 */
public record SwapFigures(
    int swaps,
    long batches,
    long byName,
    long answers,
    long failed,
    long mixed,
    int openMost,
    int opened,
    int closed,
    double swapMillisMedian,
    double swapMillisMost,
    long residentBefore,
    long residentAfter,
    long residentMost,
    List<Long> resident) {

  /** Copies the list. */
  public SwapFigures {
    resident = List.copyOf(resident);
  }

  /** Growth of the resident memory, as a fraction of what it was: 0.05 is 5 %. */
  public double growth() {
    return residentAfter / (double) residentBefore - 1;
  }
}
