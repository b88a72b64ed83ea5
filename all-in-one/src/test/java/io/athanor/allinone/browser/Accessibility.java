package io.athanor.allinone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
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

  /**
   * Violations that axe-core calls serious or critical, one line each. All rules run, in the page
   * itself: a second tab that puts frames' findings together is for pages with frames, of which
   * there are none, and what was found to be right is told in brief.
   */
  static List<String> graveViolations(Tab tab) {
    assertThat(tab.page().frames()).as("frames at %s", tab.page().url()).hasSize(1);
    AxeRunOptions options = new AxeRunOptions();
    options.setResultTypes(List.of("violations"));
    return new AxeBuilder(tab.page())
        .options(options).setLegacyMode(true).analyze().getViolations().stream()
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
