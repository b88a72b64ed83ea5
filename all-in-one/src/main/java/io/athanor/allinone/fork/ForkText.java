package io.athanor.allinone.fork;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A fork's answer for people. */
final class ForkText {
  private static final int SHOWN = 10;

  private ForkText() {}

  static List<String> lines(JsonNode document) {
    List<String> lines = new ArrayList<>();
    String unit = document.get("unit").asText();
    lines.add(
        "fork       of campaign %s before proposal %d, after %d events"
            .formatted(
                document.get("campaignId").asText(),
                document.at("/at/ordinal").asInt(),
                document.at("/at/events").asInt()));
    lines.add(
        "policy     %s, %s%s"
            .formatted(
                document.at("/policy/acquisition").asText(),
                document.at("/policy/surrogate").asText(),
                document.get("same").asBoolean() ? " (nothing is another way)" : ""));
    lines.add(
        "answers    %s; %d of %d picks are those of the log"
            .formatted(
                document.get("mode").asText(),
                document.get("followed").asInt(),
                document.at("/forked/picks").size()));
    if (document.path("identical").isObject()) {
      lines.add(
          "identical  %d of %d proposals, byte for byte"
              .formatted(
                  document.at("/identical/equal").asInt(),
                  document.at("/identical/compared").asInt()));
    }
    if (document.path("oracle").isObject()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "oracle     %s; %.0f %% intervals held %.0f %% of %d outcomes left out",
              document.at("/oracle/model").asText(),
              100 * document.at("/oracle/coverage/level").asDouble(),
              100 * document.at("/oracle/coverage/share").asDouble(),
              document.at("/oracle/coverage/tested").asInt()));
    }
    lines.add(
        "regret     original %s, fork %s"
            .formatted(
                number(document.at("/original/regret"), unit),
                number(document.at("/forked/regret"), unit)));
    JsonNode difference = document.get("regretDifference");
    if (difference.isObject()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "difference %.5g %s, 95 %% in [%.5g, %.5g] over %d seeds, at experiment %d"
                  + " (negative: the fork is better)",
              difference.get("mean").asDouble(),
              unit,
              difference.get("lower").asDouble(),
              difference.get("upper").asDouble(),
              difference.get("seeds").asInt(),
              difference.get("experiments").asInt()));
    }
    JsonNode picks = document.at("/forked/picks");
    for (int i = 0; i < Math.min(SHOWN, picks.size()); i++) {
      JsonNode pick = picks.get(i);
      lines.add(
          "pick %-5d %s = %s (%s)"
              .formatted(
                  pick.get("ordinal").asInt(),
                  pick.get("parameters"),
                  number(pick.get("value"), unit),
                  pick.get("source").asText()));
    }
    if (picks.size() > SHOWN) {
      lines.add("           and %d more".formatted(picks.size() - SHOWN));
    }
    return lines;
  }

  private static String number(JsonNode value, String unit) {
    return value.isNumber()
        ? String.format(Locale.ROOT, "%.5g %s", value.asDouble(), unit)
        : "none";
  }
}
