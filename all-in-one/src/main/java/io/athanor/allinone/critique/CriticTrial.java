package io.athanor.allinone.critique;

import io.athanor.acquisition.critic.Critic;
import io.athanor.acquisition.critic.CriticPolicy;
import io.athanor.acquisition.critic.Critique;
import io.athanor.acquisition.critic.ProposalUnderReview;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the critic makes of sound proposals and of faults injected into them. */
final class CriticTrial {
  /** Odd rows are reported: the critic's numbers were chosen while looking at the even ones. */
  private static final int FIRST_ROW = 1;

  private final CriticPolicy policy;
  private final List<PlausibleGroup> groups;

  /** With what a policy that blocks calls a block. */
  CriticTrial(CriticPolicy policy, List<PlausibleGroup> groups) {
    this.policy = policy;
    this.groups = List.copyOf(groups);
  }

  /**
   * The outcome for one source.
   *
   * @param blocked of all
   * @param radioactive of the blocked ones: those with an element without stable isotope, which a
   *     laboratory must not be sent to make though the compound exists
   * @param examples a few of the others
   */
  record Sound(String source, Proportion blocked, int radioactive, List<String> examples) {
    Sound {
      examples = List.copyOf(examples);
    }
  }

  /** The outcome for one kind of fault. */
  record Fault(String kind, Proportion blocked, List<String> missed) {
    Fault {
      missed = List.copyOf(missed);
    }
  }

  List<Sound> sound() {
    List<Sound> outcomes = new ArrayList<>();
    for (PlausibleGroup group : groups) {
      int total = 0;
      int blocked = 0;
      int radioactive = 0;
      List<String> examples = new ArrayList<>();
      for (int i = FIRST_ROW; i < group.proposals().size(); i += 2) {
        ProposalUnderReview proposal = group.proposals().get(i);
        Critique critique = Critic.assess(proposal);
        total++;
        if (policy.blocks(critique)) {
          blocked++;
          String reason = critique.findings().get(0).text();
          if (reason.contains("radioactive: ")) {
            radioactive++;
          } else {
            examples.add(name(proposal) + ": " + reason);
          }
        }
      }
      outcomes.add(
          new Sound(group.name(), new Proportion(blocked, total), radioactive, few(examples)));
    }
    return outcomes;
  }

  List<Fault> faults(int each, long seed) {
    ImplausibleProposals faults = new ImplausibleProposals(recipes(), formulas());
    List<Fault> outcomes = new ArrayList<>();
    for (String kind : faults.kinds()) {
      int blocked = 0;
      List<String> missed = new ArrayList<>();
      for (int n = 0; n < each; n++) {
        ProposalUnderReview proposal = faults.of(kind, seed, n);
        if (policy.blocks(Critic.assess(proposal))) {
          blocked++;
        } else {
          missed.add(name(proposal));
        }
      }
      outcomes.add(
          new Fault(kind, new Proportion(blocked, each), few(missed.stream().distinct().toList())));
    }
    return outcomes;
  }

  /** Mean processor time of a review in microseconds, over sound proposals; the second pass. */
  double microseconds() {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    double mean = 0;
    for (int pass = 0; pass < 2; pass++) {
      long start = thread.getCurrentThreadCpuTime();
      int count = 0;
      for (PlausibleGroup group : groups) {
        for (ProposalUnderReview proposal : group.proposals()) {
          policy.blocks(Critic.assess(proposal));
          count++;
        }
      }
      mean = (thread.getCurrentThreadCpuTime() - start) / 1e3 / count;
    }
    return mean;
  }

  private List<ProposalUnderReview> recipes() {
    return groups.stream()
        .flatMap(group -> group.proposals().stream())
        .filter(each -> !each.terms().inputs().isEmpty())
        .toList();
  }

  /** Compounds of two elements and more; the measured ones where there are some. */
  private List<String> formulas() {
    Map<String, List<String>> bySource = new LinkedHashMap<>();
    for (PlausibleGroup group : groups) {
      bySource.put(
          group.name(),
          group.proposals().stream()
              .map(ProposalUnderReview::formula)
              .flatMap(Optional::stream)
              .distinct()
              .toList());
    }
    return bySource.values().stream().filter(each -> !each.isEmpty()).findFirst().orElseThrow();
  }

  private static String name(ProposalUnderReview proposal) {
    return proposal.formula().orElseGet(() -> proposal.settings().toString());
  }

  private static List<String> few(List<String> all) {
    return all.subList(0, Math.min(20, all.size()));
  }
}
