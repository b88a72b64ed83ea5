package io.athanor.loadtests.throughput;

import java.util.List;
import java.util.Map;

/**
 * What the benchmark saw. Times are CPU time of the one thread that does everything, which other
 * load on the machine stretches far less than the clock on the wall.
 *
 * @param java version that ran it
 * @param processors seen by the JVM
 * @param model what was run
 * @param shape its hyper-parameters
 * @param matMulGflops best rate of a large single-precision product in TensorFlow
 * @param neighbourListMillis median of one crystal's graph, over the crystals of all batches
 * @param largestDifference of any output from the training graph's, over all engines and batches
 * @param batches one for each batch size
 */
public record ThroughputReport(
    String java,
    int processors,
    String model,
    Object shape,
    double matMulGflops,
    double neighbourListMillis,
    double largestDifference,
    List<BatchFigures> batches) {

  /**
   * One batch size.
   *
   * @param size crystals in a batch
   * @param nodes mean of a batch
   * @param edges mean of a batch
   * @param megaflop mean of a batch, of the formula as it is written
   * @param endToEndPerSecond crystals per second from the structure to the outputs, Athanor
   * @param engines by name, forward pass alone
   * @param ratios each peer's time over Athanor's: above 1 Athanor is faster
   */
  public record BatchFigures(
      int size,
      double nodes,
      double edges,
      double megaflop,
      double endToEndPerSecond,
      Map<String, EngineFigures> engines,
      Map<String, Ratio> ratios) {}

  /**
   * One engine on one batch size.
   *
   * @param millis median of a forward pass, CPU
   * @param wallMillis median of the same by the clock
   * @param crystalsPerSecond from {@code millis}
   * @param gflops of the formula, from {@code millis}
   * @param ofPeak those over {@code matMulGflops}
   */
  public record EngineFigures(
      double millis, double wallMillis, double crystalsPerSecond, double gflops, double ofPeak) {}

  /**
   * A ratio over the rounds.
   *
   * @param median of the rounds
   * @param low first quartile
   * @param high third quartile
   * @param rounds how many
   */
  public record Ratio(double median, double low, double high, int rounds) {}
}
