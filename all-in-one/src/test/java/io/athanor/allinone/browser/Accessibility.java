package io.athanor.allinone.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What axe-core finds on a page. */
final class Accessibility {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private Accessibility() {}

  /** Violations that axe-core calls serious or critical, one line each. */
  static List<String> graveViolations(Tab tab) {
    return new AxeBuilder(tab.page())
        .analyze().getViolations().stream()
            .filter(each -> GRAVE.contains(each.getImpact()))
            .map(Accessibility::line)
            .toList();
  }

  private static String line(Rule rule) {
    return rule.getImpact()
        + " "
        + rule.getId()
        + " ("
        + rule.getHelp()
        + "): "
        + rule.getNodes().stream().map(CheckedNode::getHtml).collect(Collectors.joining(" | "));
  }
}
