package io.athanor.materials.diffraction.phase;

/**
 * What speaks for a phase. Costs are weighted squares of a fit; ratios are natural logarithms.
 *
 * @param gain logarithm of the cost without the phase (the others fitted again) over the cost
 * @param margin logarithm of the best cost of any tried mixture without the phase over the cost
 * @param share its part of the diffracted intensity, 0..1
 * @param misfit logarithm of the cost per independent place
 * @param correlation of its lines with what the other phases leave over
 * @param strain root mean square of its strains in units of their prior deviations
 * @param texture absolute logarithm of its March-Dollase parameter
 */
public record Evidence(
    double gain,
    double margin,
    double share,
    double misfit,
    double correlation,
    double strain,
    double texture) {

  /** The numbers that the confidence is a logistic function of. */
  public double[] features() {
    return new double[] {
      Math.log(Math.max(gain, 0) + 0.01),
      Math.log(Math.max(margin, 0) + 0.01),
      Math.log(share + 0.01),
      misfit,
      strain,
      texture
    };
  }
}
