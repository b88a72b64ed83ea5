package io.athanor.allinone.bench.suite;

import static io.athanor.allinone.bench.suite.Drawing.escaped;

import java.util.ArrayList;
import java.util.List;

/** The suite as one page: no script, nothing fetched, light and dark. */
final class SuitePage {
  private static final String STYLE =
      """
      :root{--ground:#fbfaf8;--panel:#fff;--ink:#23211e;--soft:#625d55;--rule:#e2ded7;--ember:#b4471b;
      --c1:#625d55;--c2:#2a6592;--c3:#2f7d4f}
      @media (prefers-color-scheme:dark){:root{--ground:#171614;--panel:#201e1b;--ink:#ece8e1;
      --soft:#a8a297;--rule:#35322d;--ember:#ef8a57;--c1:#a8a297;--c2:#7fb6e0;--c3:#7cc79b}}
      body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
      main{max-width:60rem;margin:0 auto;padding:1.5rem}
      h1{font-size:1.5rem}h2{font-size:1.2rem;margin:2.4rem 0 .3rem}h3{font-size:1rem;margin:1.4rem 0 .3rem}
      a{color:var(--c2)}p.note,p.data,figcaption{color:var(--soft)}
      pre{background:var(--panel);border:1px solid var(--rule);padding:.6rem;white-space:pre-wrap;word-break:break-word;font-size:.85rem}
      table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;margin:.5rem 0}
      caption{text-align:left;font-weight:600;padding:.3rem 0}
      th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--rule);vertical-align:top}
      figure{margin:.8rem 0;background:var(--panel);border:1px solid var(--rule);padding:.6rem}
      svg{width:100%;height:auto;font-size:12px}svg text{fill:var(--ink)}
      .grid{stroke:var(--rule)}.own{stroke:var(--ember);fill:var(--ember);stroke-width:2.5}
      .foil{stroke:var(--soft);fill:var(--soft);stroke-width:1.5}
      .line{fill:none;stroke-width:1.6}.c0{stroke:var(--ember);stroke-width:2.6}.c1{stroke:var(--c1)}
      .c2{stroke:var(--c2)}.c3{stroke:var(--c3)}
      .worse{color:var(--ember);font-weight:600}
      """;

  private SuitePage() {}

  static String html(List<Section> sections, List<Baseline.Verdict> verdicts, boolean quick) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>Athanor: benchmarks</title>\n<style>").append(STYLE);
    page.append("</style></head><body><main>\n<h1>Benchmarks</h1>\n<p>");
    page.append(
        quick
            ? "The quick subset: few runs, figures that depend on seeds only."
            : "The whole suite. Times are of this machine.");
    page.append(
        " Brackets are 95 % intervals; foils ran on the same data, and one that is missing did not"
            + " get there.</p>\n<nav><ul>\n");
    for (Section each : sections) {
      page.append("<li><a href=\"#").append(each.chapter().id()).append("\">");
      page.append(escaped(each.chapter().title())).append("</a></li>\n");
    }
    page.append("</ul></nav>\n");
    sections.forEach(each -> section(page, each));
    baseline(page, verdicts);
    return page.append("</main></body></html>\n").toString();
  }

  private static void section(StringBuilder page, Section section) {
    Chapter chapter = section.chapter();
    page.append("<section aria-labelledby=\"").append(chapter.id()).append("\">\n<h2 id=\"");
    page.append(chapter.id()).append("\">").append(escaped(chapter.title())).append("</h2>\n");
    page.append("<p>").append(escaped(chapter.question())).append("</p>\n");
    if (!chapter.note().isEmpty()) {
      page.append("<p class=\"note\">").append(escaped(chapter.note())).append("</p>\n");
    }
    section.results().forEach(each -> result(page, each));
    page.append("</section>\n");
  }

  private static void result(StringBuilder page, Section.Result result) {
    Measurement measurement = result.measurement();
    page.append("<h3>").append(escaped(measurement.data())).append("</h3>\n<pre>");
    page.append(escaped(measurement.command())).append("</pre>\n<p class=\"data\">Random: ");
    page.append(escaped(measurement.seeds())).append(".</p>\n");
    result
        .absent()
        .ifPresent(
            reason ->
                page.append("<p><strong>Not measured:</strong> ")
                    .append(escaped(reason))
                    .append("</p>\n"));
    if (!result.findings().figures().isEmpty()) {
      table(page, result.findings().figures());
    }
    for (Figure each : result.findings().figures()) {
      if (!each.foils().isEmpty()) {
        figure(page, Drawing.dots(each), each.label());
      }
    }
    result.findings().curves().forEach(each -> figure(page, Drawing.lines(each), each.title()));
  }

  private static void figure(StringBuilder page, String drawing, String words) {
    page.append("<figure>").append(drawing).append("<figcaption>").append(escaped(words));
    page.append("</figcaption></figure>\n");
  }

  private static void table(StringBuilder page, List<Figure> figures) {
    page.append("<table><thead><tr><th scope=\"col\">figure</th><th scope=\"col\">unit</th>");
    page.append("<th scope=\"col\">better</th><th scope=\"col\">Athanor</th>");
    page.append("<th scope=\"col\">foils</th></tr></thead><tbody>\n");
    for (Figure each : figures) {
      List<String> foils = new ArrayList<>();
      each.foils().forEach((name, value) -> foils.add(name + " " + value.text()));
      String better =
          switch (each.better()) {
            case HIGHER -> "more";
            case LOWER -> "less";
            case SAME -> "as claimed";
          };
      page.append("<tr><th scope=\"row\">").append(escaped(each.label())).append("</th><td>");
      page.append(escaped(each.unit())).append("</td><td>").append(better).append("</td><td>");
      page.append(each.value().text()).append("</td><td>");
      page.append(escaped(String.join("; ", foils))).append("</td></tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private static void baseline(StringBuilder page, List<Baseline.Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    page.append("<section aria-labelledby=\"baseline\"><h2 id=\"baseline\">Baseline</h2>\n");
    page.append("<table><thead><tr><th scope=\"col\">figure</th><th scope=\"col\">verdict</th>");
    page.append("</tr></thead><tbody>\n");
    for (Baseline.Verdict each : verdicts) {
      page.append("<tr><th scope=\"row\">").append(escaped(each.id())).append("</th><td");
      page.append(each.isRegression() ? " class=\"worse\">" : ">").append(escaped(each.text()));
      page.append("</td></tr>\n");
    }
    page.append("</tbody></table></section>\n");
  }
}
