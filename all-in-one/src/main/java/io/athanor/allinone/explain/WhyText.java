package io.athanor.allinone.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** The answer to why, for a terminal. */
final class WhyText {
  private static final int MOST_CAUSES = 8;

  private final PrintWriter out;

  WhyText(PrintWriter out) {
    this.out = out;
  }

  void print(JsonNode document) {
    JsonNode proposal = document.path("proposal");
    line(
        "proposal",
        "%s, number %d of campaign %s",
        proposal.path("experimentId").asText(),
        proposal.path("ordinal").asInt(),
        proposal.path("campaignId").asText());
    line(
        "in the log",
        "%s-%s at %s, seed %s, model %s",
        proposal.path("topic").asText(),
        proposal.path("partition").asText(),
        proposal.path("offset").asText(),
        proposal.path("seed").asText(),
        proposal.path("modelDigest").isNull() ? "none" : proposal.path("modelDigest").asText());
    JsonNode candidate = proposal.path("candidate");
    line(
        "candidate",
        "%s%s",
        candidate.path("formula").isNull() ? "" : candidate.path("formula").asText() + " ",
        candidate.path("parameters"));
    posterior(document.path("posterior"));
    acquisition(document.path("acquisition"));
    document
        .path("runnersUp")
        .forEach(
            each ->
                line(
                    "runner-up",
                    "%s %s = %s, %s behind",
                    place(each),
                    each.path("candidateId").asText(),
                    number(each.path("value")),
                    number(each.path("margin"))));
    attribution(document.path("attribution"), unit(document.path("posterior")));
    influence(document);
    causes(document);
    people(document);
    JsonNode derivation = document.path("derivation");
    line(
        "derived",
        "from %d events: %s",
        derivation.path("events").asInt(),
        derivation.path("exact").asBoolean()
            ? "the same " + derivation.path("bytes").asInt() + " bytes"
            : "NOT the same bytes");
    out.flush();
  }

  private void posterior(JsonNode posterior) {
    String name = posterior.path("property").asText();
    String unit = unit(posterior);
    belief("before", name, posterior.path("before"), unit);
    belief("believed", name, posterior.path("at"), unit);
    belief("now", name, posterior.path("after"), unit);
    JsonNode outcome = posterior.path("outcome");
    if (!outcome.isNull()) {
      line(
          "measured",
          "%s = %s%s%s",
          name,
          number(outcome.path("value")),
          outcome.path("sem").isNull() ? "" : " +- " + number(outcome.path("sem")),
          unit);
    }
  }

  private void belief(String when, String name, JsonNode belief, String unit) {
    if (!belief.isNull()) {
      line(
          when,
          "%s = %s +- %s%s (%d observations)",
          name,
          number(belief.path("mean")),
          number(belief.path("standardDeviation")),
          unit,
          belief.path("observations").asInt());
    }
  }

  private void acquisition(JsonNode acquisition) {
    line(
        "function",
        "%s = %s%s  %s",
        acquisition.path("function").asText(),
        number(acquisition.path("value")),
        acquisition.path("logarithmic").asBoolean() ? " (logarithm)" : "",
        acquisition.path("reason").asText());
    for (JsonNode each : acquisition.path("parts")) {
      if (each.path("value").asDouble() != 0) {
        line("", "%-13s %s", each.path("name").asText(), number(each.path("value")));
      }
    }
    line("", "%s", acquisition.path("rule").asText());
  }

  private void attribution(JsonNode attribution, String unit) {
    if (attribution.isNull()) {
      return;
    }
    line(
        "mean",
        "%s%s = %s on average",
        number(attribution.path("value")),
        unit,
        number(attribution.path("base")));
    for (JsonNode each : attribution.path("parts")) {
      line("", "%+11.5g by %s", each.path("value").asDouble(), each.path("label").asText());
    }
    line("", "%s", attribution.path("method").asText());
  }

  private void influence(JsonNode document) {
    for (JsonNode each : document.path("influence")) {
      JsonNode pick = each.path("pickWithout");
      String instead =
          pick.isNull()
              ? "nothing would be proposed"
              : each.path("changesPick").asBoolean()
                  ? "the pick would be %s %s".formatted(place(pick), pick.path("parameters"))
                  : "the same pick";
      line(
          "without",
          "%s: %s%s",
          each.path("text").asText(),
          instead,
          each.path("shift").isNull()
              ? ""
              : String.format(Locale.ROOT, " (value %+.4g)", each.path("shift").asDouble()));
    }
    JsonNode examined = document.path("influenceExamined");
    line(
        "",
        "%d of %d events left out one by one",
        examined.path("examined").asInt(),
        examined.path("of").asInt());
  }

  private void causes(JsonNode document) {
    int shown = 0;
    for (JsonNode each : document.path("causes")) {
      if (shown++ == MOST_CAUSES) {
        break;
      }
      line(
          "cause",
          "%s  [%s]",
          each.path("text").asText(),
          each.path("partition").isNull()
              ? each.path("topic").asText()
              : each.path("topic").asText()
                  + "-"
                  + each.path("partition").asText()
                  + " at "
                  + each.path("offset").asText());
    }
    line("", "of %d causes", document.path("causesTotal").asInt());
  }

  private void people(JsonNode document) {
    for (JsonNode each : document.path("approvals")) {
      line(
          "decision",
          "%s by %s at %s%s",
          each.path("decision").asText(),
          each.path("by").asText(),
          each.path("at").asText(),
          each.path("reason").isNull() ? "" : ": " + each.path("reason").asText());
    }
    for (JsonNode each : document.path("lifecycle")) {
      line("life", "%s at %s", each.path("state").asText(), each.path("at").asText());
    }
  }

  private static String unit(JsonNode posterior) {
    String unit = posterior.path("unit").asText();
    return unit.equals("1") ? "" : " " + unit;
  }

  private static String place(JsonNode candidate) {
    int index = candidate.path("poolIndex").asInt(-1);
    return index < 0 ? "" : "candidate " + index;
  }

  private static String number(JsonNode value) {
    return value.isNull() || value.isMissingNode()
        ? "?"
        : String.format(Locale.ROOT, "%.6g", value.asDouble());
  }

  private void line(String label, String text, Object... values) {
    out.println(String.format(Locale.ROOT, "%-10s ", label) + printable(text, values));
  }

  /** One line, whatever strangers put into their words. */
  private static String printable(String text, Object... values) {
    return String.format(Locale.ROOT, text, values)
        .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?")
        .stripTrailing();
  }
}
