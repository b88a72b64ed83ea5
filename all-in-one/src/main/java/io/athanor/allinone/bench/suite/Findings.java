package io.athanor.allinone.bench.suite;

import java.util.List;

/** What one benchmark said: its figures and curves. */
record Findings(List<Figure> figures, List<Curve> curves) {
  Findings {
    figures = List.copyOf(figures);
    curves = List.copyOf(curves);
  }
}
