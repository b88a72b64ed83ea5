package io.athanor.inference.continual;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Diagonal of the empirical Fisher information: the mean over rows of the squared gradient of each
 * row's own loss, scaled so that its mean over all parameters is 1 (Kirkpatrick et al., PNAS 114,
 * 3521, 2017). It says which parameters what was learnt hangs on.
 *
 * @param byTensor per tensor name, row-major, dimensionless; not copied
 */
public record FisherInformation(Map<String, float[]> byTensor) {

  public FisherInformation {
    byTensor = Collections.unmodifiableMap(new LinkedHashMap<>(byTensor));
  }

  /** Sums up gradients row by row. Not thread-safe. */
  public static final class Sum {
    private final List<String> names;
    private final Map<String, double[]> squares = new LinkedHashMap<>();

    /**
     * Nothing summed yet.
     *
     * @param names of the tensors, in the order of the gradients to come
     */
    public Sum(List<String> names) {
      this.names = List.copyOf(names);
    }

    /** Takes in the gradient of one row's loss, one array a tensor. */
    public void add(List<float[]> gradients) {
      for (int tensor = 0; tensor < names.size(); tensor++) {
        float[] gradient = gradients.get(tensor);
        double[] sum = squares.computeIfAbsent(names.get(tensor), n -> new double[gradient.length]);
        for (int index = 0; index < gradient.length; index++) {
          sum[index] += (double) gradient[index] * gradient[index];
        }
      }
    }

    /** The information; of all parameters alike where no gradient was added or all are zero. */
    public FisherInformation normalised() {
      double total = 0;
      long parameters = 0;
      for (double[] sum : squares.values()) {
        parameters += sum.length;
        for (double square : sum) {
          total += square;
        }
      }
      double mean = total / Math.max(1, parameters);
      Map<String, float[]> byTensor = new LinkedHashMap<>();
      for (Map.Entry<String, double[]> each : squares.entrySet()) {
        float[] scaled = new float[each.getValue().length];
        for (int index = 0; index < scaled.length; index++) {
          scaled[index] = mean > 0 ? (float) (each.getValue()[index] / mean) : 1f;
        }
        byTensor.put(each.getKey(), scaled);
      }
      return new FisherInformation(byTensor);
    }
  }
}
