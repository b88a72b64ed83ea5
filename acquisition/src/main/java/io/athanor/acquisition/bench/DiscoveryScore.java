package io.athanor.acquisition.bench;

import java.util.List;
import java.util.Map;

/**
 * How one strategy did on one pool.
 *
 * @param strategy its name
 * @param af50 acceleration at half of the top set
 * @param af80 at four fifths
 * @param af90 at nine tenths
 * @param efMax largest enhancement
 * @param efEarly enhancement after the lesser of 60 picks and two fifths of the pool
 * @param firstTopAt median pick of the first hit
 * @param hitsAt hits after 25, 50 and 100 picks, as far as there are so many
 * @param curve mean share of the top set after each pick
 * @param experimentsPerSecond simulated experiments in a second, decisions included
 * @param warmPerSecond the same over the second half of the runs, with less of the virtual
 *     machine's own compilation; as before where there is one run
 */
public record DiscoveryScore(
    String strategy,
    Estimate af50,
    Estimate af80,
    Estimate af90,
    Estimate efMax,
    Estimate efEarly,
    Estimate firstTopAt,
    Map<Integer, Estimate> hitsAt,
    List<Double> curve,
    double experimentsPerSecond,
    double warmPerSecond) {}
