package io.athanor.acquisition.bench;

import java.util.List;

/** A way to work through a pool. */
public interface Strategy {
  /** Name in reports. */
  String name();

  /**
   * What is measured, in order. Runs ask from several threads at once.
   *
   * @param pool measured candidates; only values of those already picked may be looked at
   * @param starts the first picks, given
   * @param seed of everything random after them
   * @param picks how many in all, starts included, at most the pool's size
   */
  List<Integer> picks(DiscoveryPool pool, List<Integer> starts, long seed, int picks);
}
