package io.athanor.inference.continual;

/** Names of the tensors of one head, as the network has them. */
final class HeadNames {
  private HeadNames() {}

  /** What the names of a head's tensors begin with. */
  static String prefix(int trunk, int head) {
    return (trunk == 0 ? "" : "trunk" + trunk + "/") + "head" + head + "/";
  }

  /** Whether a tensor makes a head's outputs: {@code out} or {@code outBias}. */
  static boolean isOutput(String name) {
    return name.matches("(trunk\\d+/)?head\\d+/out(Bias)?");
  }
}
