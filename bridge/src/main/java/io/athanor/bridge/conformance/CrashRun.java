package io.athanor.bridge.conformance;

import io.athanor.bridge.Bridge;
import io.athanor.bridge.core.BridgeCore;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.LedgerEntry;
import io.athanor.bridge.core.LedgerState;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.device.Device;
import io.athanor.bridge.door.Lease;
import io.athanor.bridge.envelope.EnvelopeFile;
import io.athanor.bridge.ledger.EntryCodec;
import io.athanor.bridge.ledger.Ledger;
import io.athanor.bridge.ledger.LedgerFile;
import io.athanor.schemas.signing.ActuationOrder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A bridge with a real ledger that dies at every point, is started again on the same ledger, dies
 * while it takes things up, is started again, and is offered the same orders over and over. Each
 * may be made once at most, everything made must be in the ledger, and the door must have heard of
 * everything that is.
 */
final class CrashRun {
  private final OracleContract contract;
  private final BridgeCore core;
  private final Path directory;
  private final Map<CrashPoint, Integer> crashes = new EnumMap<>(CrashPoint.class);
  private final Tally tally = new Tally();

  /** The end of a process, wherever it was. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash", null, false, false);
    }
  }

  CrashRun(String envelope, Path directory) {
    this.contract = OracleContract.read(envelope);
    this.core = new BridgeCore(Bench.KEYS, EnvelopeFile.parse(envelope), Bench.STATION);
    this.directory = directory;
  }

  /** Runs so many lives, the points in turn. */
  Tally run(int lives, long seed) throws IOException {
    CrashPoint[] points = CrashPoint.values();
    for (int i = 0; i < lives; i++) {
      new Life(new SplittableRandom(seed + i), i).run(points[i % points.length]);
    }
    return tally;
  }

  Map<CrashPoint, Integer> crashes() {
    return crashes;
  }

  /** One ledger and what happens to it. */
  private final class Life {
    private final SplittableRandom random;
    private final int number;
    private final Path file;
    private final Oracle oracle = new Oracle(contract);
    private final Set<String> acted = new HashSet<>();
    private final Map<String, Integer> heard = new HashMap<>();
    private final boolean remembers;
    private Optional<CrashPoint> fuse = Optional.empty();
    private Instant now = Bench.START;
    private Lease current;

    Life(SplittableRandom random, int number) {
      this.random = random;
      this.number = number;
      this.file = directory.resolve("ledger-" + number + ".jsonl");
      this.remembers = random.nextBoolean();
    }

    void run(CrashPoint point) throws IOException {
      Source source = new Source(contract, random.nextLong(), Seals.ED25519);
      List<Case> offers = new ArrayList<>();
      while (offers.size() < 2) {
        Case next = source.next();
        if (next.kind() == Kind.VALID && next.lease().step() == 0) {
          offers.add(next);
        }
      }
      for (Case offer : offers) {
        tally.offered(Kind.VALID);
        now = now.isAfter(offer.now()) ? now : offer.now();
        ActuationOrder order = offer.truth().orElseThrow();
        oracle.ordered(order);
        boolean permission = point == CrashPoint.AFTER_PERMISSION;
        live(lease(offer.lease(), 1, !permission && random.nextBoolean()), Optional.of(point));
        if (random.nextBoolean()) {
          live(lease(offer.lease(), 1, true), Optional.of(any()));
        }
        live(lease(offer.lease(), 1, true), Optional.empty());
        live(lease(offer.lease(), 2, false), Optional.empty());
      }
      verify();
      Files.deleteIfExists(file);
    }

    private CrashPoint any() {
      return CrashPoint.values()[random.nextInt(CrashPoint.values().length)];
    }

    private Lease lease(Lease from, int epoch, boolean running) {
      return new Lease(
          from.experimentId(),
          from.campaignId(),
          epoch,
          0,
          running,
          now.plusSeconds(600),
          from.signed());
    }

    /** A process from its start to its end: it takes up what was open, then the lease. */
    private void live(Lease lease, Optional<CrashPoint> end) throws IOException {
      fuse = end;
      current = lease;
      try (Fused ledger = new Fused(LedgerFile.open(file))) {
        Bridge bridge =
            new Bridge(
                core,
                ledger,
                new Robot(),
                new Desk(),
                Bridge.Keeper.none(),
                () -> false,
                () -> now);
        bridge.recover();
        bridge.take(lease);
      } catch (Crash e) {
        crashes.merge(end.orElseThrow(), 1, Integer::sum);
      }
      fuse = Optional.empty();
    }

    private void verify() throws IOException {
      List<String> wrong = new ArrayList<>();
      try (LedgerFile ledger = LedgerFile.open(file)) {
        LedgerState state = ledger.state();
        for (String order : acted) {
          if (!state.isUsed(order.substring(0, order.lastIndexOf('/')), 0)) {
            wrong.add(order + " was made and is not in the ledger");
          }
          if (!heard.containsKey(order)) {
            wrong.add("the door never heard of " + order);
          }
        }
        if (!state.open().isEmpty()) {
          wrong.add("something is open for ever");
        }
      }
      if (!wrong.isEmpty()) {
        tally.wrong("life " + number, wrong);
      }
    }

    private void at(CrashPoint point) {
      if (fuse.filter(point::equals).isPresent()) {
        throw new Crash();
      }
    }

    /** A ledger whose disk stops in the middle of a line. */
    private final class Fused implements Ledger {
      private final LedgerFile ledger;

      Fused(LedgerFile ledger) {
        this.ledger = ledger;
      }

      @Override
      public LedgerState state() {
        return ledger.state();
      }

      @Override
      public void append(LedgerEntry entry) throws IOException {
        long before = Files.size(file);
        ledger.append(entry);
        if (entry instanceof LedgerEntry.Intent) {
          torn(CrashPoint.INTENT_TORN, before);
          at(CrashPoint.AFTER_INTENT);
        } else if (entry instanceof LedgerEntry.Done) {
          torn(CrashPoint.DONE_TORN, before);
          at(CrashPoint.AFTER_DONE);
        } else {
          torn(CrashPoint.REPORTED_TORN, before);
          at(CrashPoint.AFTER_REPORTED);
        }
      }

      private void torn(CrashPoint point, long before) throws IOException {
        if (fuse.filter(point::equals).isPresent()) {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(random.nextLong(before, channel.size()));
          }
          throw new Crash();
        }
      }

      @Override
      public void close() throws IOException {
        ledger.close();
      }
    }

    private final class Robot implements Device {
      @Override
      public Outcome actuate(Command command) {
        at(CrashPoint.BEFORE_ACTION);
        tally.actuated(Kind.VALID);
        acted.add(command.orderId());
        List<String> wrong =
            oracle.judge(
                EntryCodec.json(command),
                new Oracle.Standing(now, current.epoch(), current.expiresAt(), false));
        if (!wrong.isEmpty()) {
          tally.wrong("life " + number, wrong);
        }
        at(CrashPoint.AFTER_ACTION);
        return new Outcome.Made(List.of());
      }

      @Override
      public Answer did(String orderId) {
        if (!remembers) {
          return Answer.UNKNOWN;
        }
        return new Answer(
            acted.contains(orderId) ? Memory.DONE : Memory.NOT_DONE, Optional.empty());
      }

      @Override
      public void close() {}
    }

    private final class Desk extends FuzzDoor {
      @Override
      public Optional<Instant> permit(Lease lease) {
        at(CrashPoint.AFTER_PERMISSION);
        return super.permit(lease);
      }

      @Override
      public boolean report(Command command, Outcome outcome) {
        heard.merge(command.orderId(), 1, Integer::sum);
        at(CrashPoint.AFTER_REPORT);
        return true;
      }
    }
  }
}
