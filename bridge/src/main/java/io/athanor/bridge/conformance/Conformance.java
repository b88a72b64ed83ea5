package io.athanor.bridge.conformance;

import io.athanor.bridge.envelope.EnvelopeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * The whole trial of a contract: orders of every kind in this process, some through a robot in a
 * process of its own, deaths at every point on a real ledger, and three bridges broken on purpose,
 * which must be found out.
 */
public final class Conformance {
  private static final int CONTROL_ORDERS = 2_000;

  private final String contract;
  private final Plan plan;

  /**
   * How much.
   *
   * @param orders in this process
   * @param signedOrders how many of them under Ed25519, the others under a stand-in
   * @param processOrders through a robot in a process of its own
   * @param lives of a bridge that dies
   * @param seed of everything
   * @param threads how many at a time; the figures do not depend on it
   */
  public record Plan(
      long orders, long signedOrders, long processOrders, int lives, long seed, int threads) {
    /** Checks that there is something to do. */
    public Plan {
      if (orders < 1 || signedOrders < 0 || processOrders < 0 || lives < 0) {
        throw new IllegalArgumentException("orders: " + orders + " are too few");
      }
      if (threads < 1) {
        throw new IllegalArgumentException("threads: " + threads + " are too few");
      }
    }
  }

  /**
   * A trial of a contract.
   *
   * @param contract an envelope file's text
   * @throws IllegalArgumentException where the bridge or the oracle cannot read it
   */
  public Conformance(String contract, Plan plan) {
    EnvelopeFile.parse(contract);
    OracleContract.read(contract);
    this.contract = contract;
    this.plan = plan;
  }

  /**
   * Runs it; the evidence as JSON-like maps.
   *
   * @param progress told how many orders there were
   */
  public Map<String, Object> run(LongConsumer progress) throws IOException {
    Map<String, Object> evidence = new TreeMap<>();
    long sealed = Math.max(0, plan.orders() - plan.signedOrders());
    Tally signed = direct(Seals.ED25519, Math.min(plan.orders(), plan.signedOrders()), progress);
    Tally fuzz = direct(Seals.STAND_IN, sealed, progress);
    boolean good = fuzz.isClean() && signed.isClean();
    evidence.put("orders", signed.orders() + fuzz.orders());
    evidence.put("outside", signed.outside() + fuzz.outside());
    evidence.put("notRefused", signed.unrefused() + fuzz.unrefused());
    evidence.put("inProcess", said(fuzz));
    evidence.put("inProcessUnderEd25519", said(signed));
    Path scratch = Files.createTempDirectory("athanor-envelope");
    try {
      if (plan.processOrders() > 0) {
        try (ProcessTap tap = new ProcessTap(scratch)) {
          Tally process =
              new FuzzRun(contract, Sabotage.NONE, tap, Seals.ED25519)
                  .run(plan.processOrders(), ~plan.seed(), 1, done -> {});
          good &= process.isClean();
          evidence.put("throughProcess", said(process));
        }
      }
      CrashRun crashing = new CrashRun(contract, scratch);
      Tally crashes = crashing.run(plan.lives(), plan.seed());
      good &= crashes.outside() == 0;
      Map<String, Object> lives = said(crashes);
      lives.put("lives", plan.lives());
      Map<String, Object> points = new TreeMap<>();
      crashing.crashes().forEach((point, count) -> points.put(point.spelled(), count));
      lives.put("deaths", points);
      evidence.put("crashes", lives);
    } finally {
      delete(scratch);
    }
    Map<String, Object> controls = new TreeMap<>();
    for (Map.Entry<Sabotage, Tally> each : controls().entrySet()) {
      good &= !each.getValue().isClean();
      controls.put(
          each.getKey().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
          control(each.getValue()));
    }
    evidence.put("negativeControls", controls);
    evidence.put("contractSha256", EnvelopeFile.parse(contract).digest());
    evidence.put("seed", plan.seed());
    evidence.put("conforms", good);
    return evidence;
  }

  private Tally direct(Seals seals, long orders, LongConsumer progress) throws IOException {
    return new FuzzRun(contract, Sabotage.NONE, FuzzRun.Tap.direct(), seals)
        .run(orders, plan.seed() + seals.ordinal(), plan.threads(), progress);
  }

  private Map<Sabotage, Tally> controls() throws IOException {
    Map<Sabotage, Tally> controls = new EnumMap<>(Sabotage.class);
    for (Sabotage each :
        List.of(Sabotage.ENVELOPE_OFF, Sabotage.SIGNATURE_OFF, Sabotage.LEDGER_OFF)) {
      FuzzRun run = new FuzzRun(contract, each, FuzzRun.Tap.direct(), Seals.ED25519);
      controls.put(each, run.run(CONTROL_ORDERS, plan.seed(), plan.threads(), done -> {}));
    }
    return controls;
  }

  private static Map<String, Object> control(Tally tally) {
    Map<String, Object> said = new TreeMap<>();
    said.put("foundOut", !tally.isClean());
    said.put("orders", tally.orders());
    said.put("outside", tally.outside());
    said.put("notRefused", tally.unrefused());
    said.put("example", tally.examples().stream().findFirst().orElse(""));
    return said;
  }

  private static Map<String, Object> said(Tally tally) {
    Map<String, Object> said = new TreeMap<>();
    said.put("orders", tally.orders());
    said.put("actuated", tally.actuated());
    said.put("outside", tally.outside());
    said.put("notRefused", tally.unrefused());
    said.put("examples", tally.examples());
    Map<String, Object> kinds = new TreeMap<>();
    tally
        .kinds()
        .forEach(
            (kind, counts) ->
                kinds.put(kind.spelled(), Map.of("offered", counts[0], "actuated", counts[1])));
    said.put("kinds", kinds);
    Map<String, Object> refusals = new TreeMap<>();
    tally.refusals().forEach((code, count) -> refusals.put(code.spelled(), count));
    said.put("refusals", refusals);
    return said;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
