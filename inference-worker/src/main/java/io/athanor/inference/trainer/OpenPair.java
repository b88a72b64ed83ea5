package io.athanor.inference.trainer;

import io.athanor.inference.rollout.Comparison;
import io.athanor.inference.rollout.Judge;
import io.athanor.inference.serving.OpenModel;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The two versions that are held against each other, open while there is a trial. One thread. */
final class OpenPair implements AutoCloseable {
  private final Function<String, OpenModel> opener;
  private final Map<String, OpenModel> open = new HashMap<>();

  OpenPair(Function<String, OpenModel> opener) {
    this.opener = opener;
  }

  List<Comparison> compare(String champion, String challenger, List<Judge.Case> cases) {
    keep(Set.of(champion, challenger));
    Judge judge =
        new Judge(open.computeIfAbsent(champion, opener), open.computeIfAbsent(challenger, opener));
    return judge.compare(cases);
  }

  /** Closes all others. */
  void keep(Set<String> digests) {
    Iterator<Map.Entry<String, OpenModel>> each = open.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, OpenModel> next = each.next();
      if (!digests.contains(next.getKey())) {
        next.getValue().close();
        each.remove();
      }
    }
  }

  @Override
  public void close() {
    keep(Set.of());
  }
}
