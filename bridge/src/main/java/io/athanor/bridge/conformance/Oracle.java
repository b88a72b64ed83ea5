package io.athanor.bridge.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.schemas.signing.ActuationOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges, at the device, what was carried out: that somebody ordered it, that it is what was
 * ordered, that it was time, that it is the first time, and that it lies within the contract. Knows
 * what was truly ordered from whoever made the orders, not from the bridge.
 */
final class Oracle {
  /** Of conversions, relative and absolute. */
  private static final double SLACK = 1e-9;

  private final OracleContract contract;
  private final Map<String, ActuationOrder> genuine = new HashMap<>();
  private final Set<String> made = new HashSet<>();
  private final Map<String, Integer> epochs = new HashMap<>();
  private final Map<String, Integer> campaignEpochs = new HashMap<>();
  private final Map<String, Double> lastValue = new HashMap<>();
  private final Map<String, Instant> lastAt = new HashMap<>();
  private final Map<String, Deque<Use>> uses = new HashMap<>();

  private record Use(Instant at, double amount) {}

  /**
   * How it stood when the device acted.
   *
   * @param now the true time
   * @param epoch of the lease
   * @param leaseExpiresAt end of the lease
   * @param halted whether a stop held
   */
  record Standing(Instant now, int epoch, Instant leaseExpiresAt, boolean halted) {}

  Oracle(OracleContract contract) {
    this.contract = contract;
  }

  /** Remembers what was truly ordered. */
  void ordered(ActuationOrder order) {
    genuine.put(order.experimentId(), order);
  }

  /** What is wrong with what the device was told; empty where nothing is. */
  List<String> judge(JsonNode told, Standing standing) {
    List<String> wrong = new ArrayList<>();
    String experiment = told.path("experimentId").asText();
    ActuationOrder truth = genuine.get(experiment);
    if (truth == null) {
      wrong.add("nobody ordered " + experiment);
      return wrong;
    }
    papers(told, truth, standing, wrong);
    Map<String, Double> numbers = settings(told.path("parameters"), truth, wrong);
    rules(numbers, told.path("parameters"), wrong);
    past(numbers, standing.now(), wrong);
    return wrong;
  }

  private void papers(JsonNode told, ActuationOrder order, Standing standing, List<String> wrong) {
    String experiment = order.experimentId();
    int step = told.path("step").asInt(-1);
    check(made.add(experiment + "/" + step), wrong, "made twice");
    check(!standing.halted(), wrong, "made while halted");
    check(told.path("simulated").asBoolean() && order.simulated(), wrong, "real, not simulated");
    check(order.candidateId().equals(told.path("candidateId").asText()), wrong, "other candidate");
    check(order.campaignId().equals(told.path("campaignId").asText()), wrong, "other campaign");
    check(
        order.formula().orElse("").equals(told.path("formula").asText("")), wrong, "other formula");
    check(step >= 0 && step < order.steps().size(), wrong, "no such step");
    if (step >= 0 && step < order.steps().size()) {
      String technique = order.steps().get(step).technique();
      check(technique.equals(told.path("technique").asText()), wrong, "other technique");
      check(Bench.TECHNIQUES.contains(technique), wrong, "a technique of another robot");
    }
    check(Bench.TENANTS.contains(order.tenant().orElse("")), wrong, "tenant of another robot");
    Instant late = step > 0 ? order.expiresAt().plus(Bench.LONGEST_RECIPE) : order.expiresAt();
    check(!standing.now().isAfter(late), wrong, "expired");
    check(!standing.now().isBefore(order.notBefore().minus(Bench.CLOCK_SKEW)), wrong, "too early");
    check(standing.now().isBefore(standing.leaseExpiresAt()), wrong, "lease over");
    int epoch = standing.epoch();
    check(epoch > epochs.getOrDefault(experiment, 0), wrong, "lease epoch went back");
    epochs.merge(experiment, epoch, Math::max);
    check(
        order.campaignEpoch() >= campaignEpochs.getOrDefault(order.campaignId(), 0),
        wrong,
        "campaign epoch went back");
    campaignEpochs.merge(order.campaignId(), order.campaignEpoch(), Math::max);
  }

  private Map<String, Double> settings(JsonNode told, ActuationOrder order, List<String> wrong) {
    Map<String, Double> numbers = new TreeMap<>();
    Set<String> names = new HashSet<>();
    told.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      ActuationOrder.Setting meant = order.parameters().get(name);
      JsonNode setting = told.path(name);
      if (contract.words().containsKey(name)) {
        String word = setting.path("option").asText("");
        check(contract.words().get(name).contains(word), wrong, name + " no option");
        boolean same = meant instanceof ActuationOrder.Option it && it.option().equals(word);
        check(same, wrong, name + " other option");
      } else if (contract.numbers().containsKey(name)) {
        number(name, setting, meant, wrong);
        numbers.put(name, setting.path("value").asDouble(Double.NaN));
      } else {
        wrong.add(name + " unknown");
      }
    }
    List<String> must = new ArrayList<>(contract.numbers().keySet());
    must.addAll(contract.words().keySet());
    must.removeAll(contract.optional());
    check(names.containsAll(must), wrong, "parameters missing");
    for (String name : order.parameters().keySet()) {
      check(names.contains(name) || contract.elsewhere().contains(name), wrong, name + " lost");
    }
    return numbers;
  }

  private void number(
      String name, JsonNode setting, ActuationOrder.Setting meant, List<String> wrong) {
    OracleContract.Range range = contract.numbers().get(name);
    double value = setting.path("value").asDouble(Double.NaN);
    check(range.unit().equals(setting.path("unit").asText()), wrong, name + " other unit");
    check(value >= range.low() && value <= range.high(), wrong, name + " outside");
    if (!(meant instanceof ActuationOrder.Amount amount)
        || !OracleUnits.areAlike(amount.unit(), range.unit())) {
      wrong.add(name + " in a unit that does not convert");
      return;
    }
    BigDecimal exact = OracleUnits.convert(amount.value(), amount.unit(), range.unit());
    double gap = exact.subtract(new BigDecimal(value)).abs().doubleValue();
    check(gap <= SLACK * Math.max(1, Math.abs(value)), wrong, name + " not as ordered");
  }

  private void rules(Map<String, Double> numbers, JsonNode told, List<String> wrong) {
    for (OracleFormula each : contract.demanded()) {
      check(each.holds(numbers), wrong, "a demand is broken");
    }
    for (OracleContract.Forbidden each : contract.forbidden()) {
      boolean avoided = each.formulas().stream().anyMatch(formula -> formula.fails(numbers));
      for (Map.Entry<String, List<String>> word : each.options().entrySet()) {
        String said = told.path(word.getKey()).path("option").asText("");
        avoided |= !said.isEmpty() && !word.getValue().contains(said);
      }
      check(avoided, wrong, "a forbidden combination");
    }
  }

  private void past(Map<String, Double> numbers, Instant now, List<String> wrong) {
    numbers.forEach(
        (name, value) -> {
          Instant before = lastAt.get(name);
          if (before != null) {
            double minutes = Math.max(0, Duration.between(before, now).toMillis() / 60_000.0);
            double most = contract.numbers().get(name).perMinute();
            double change = Math.abs(value - lastValue.get(name));
            check(
                change <= SLACK || change <= most * (minutes + 0.001) + SLACK,
                wrong,
                name + " changes too fast");
          }
          lastValue.put(name, value);
          lastAt.put(name, now);
        });
    for (OracleContract.Total total : contract.totals()) {
      double amount = 1;
      for (String factor : total.of()) {
        amount *= numbers.getOrDefault(factor, Double.NaN);
      }
      Deque<Use> all = uses.computeIfAbsent(total.name(), name -> new ArrayDeque<>());
      all.addLast(new Use(now, amount));
      within(sum(all, now.minus(Duration.ofHours(1))), total.perHour(), wrong, total.name());
      within(sum(all, now.minus(Duration.ofDays(1))), total.perDay(), wrong, total.name());
      within(sum(all, Instant.MIN), total.ever(), wrong, total.name());
    }
  }

  private static double sum(Deque<Use> uses, Instant since) {
    double sum = 0;
    for (Use use : uses) {
      sum += use.at().isAfter(since) ? use.amount() : 0;
    }
    return sum;
  }

  private static void within(double sum, double limit, List<String> wrong, String name) {
    check(sum <= limit + SLACK * Math.max(1, limit), wrong, "too much of " + name);
  }

  private static void check(boolean right, List<String> wrong, String otherwise) {
    if (!right) {
      wrong.add(otherwise);
    }
  }
}
