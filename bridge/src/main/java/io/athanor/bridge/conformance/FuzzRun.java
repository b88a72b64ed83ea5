package io.athanor.bridge.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.bridge.Bridge;
import io.athanor.bridge.core.BridgeCore;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.device.Device;
import io.athanor.bridge.envelope.Envelope;
import io.athanor.bridge.envelope.EnvelopeFile;
import io.athanor.bridge.ledger.EntryCodec;
import io.athanor.bridge.ledger.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Orders of every kind against a bridge, in episodes: each begins with a new ledger. */
final class FuzzRun {
  private static final int EPISODE = 500;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final OracleContract contract;
  private final Envelope envelope;
  private final Sabotage sabotage;
  private final Tap tap;
  private final Seals seals;

  /** The device's end of the wire. */
  interface Tap {
    /** What the device was told, as it got it. */
    JsonNode told(Command command) throws IOException;

    /** In this process. */
    static Tap direct() {
      return EntryCodec::json;
    }
  }

  FuzzRun(String envelope, Sabotage sabotage, Tap tap, Seals seals) {
    this.seals = seals;
    this.contract = OracleContract.read(envelope);
    this.envelope = EnvelopeFile.parse(sabotage.envelope(envelope, contract));
    this.sabotage = sabotage;
    this.tap = tap;
  }

  /**
   * Runs so many orders; the same ones for any number of threads.
   *
   * @param threads how many episodes are run at a time; one where there is a wire
   * @param progress told, by any thread, how many orders there were
   */
  Tally run(long orders, long seed, int threads, LongConsumer progress) throws IOException {
    long episodes = (orders + EPISODE - 1) / EPISODE;
    AtomicLong next = new AtomicLong();
    AtomicLong done = new AtomicLong();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Tally>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(
            workers.submit(
                () -> {
                  Tally part = new Tally();
                  for (long each = next.getAndIncrement();
                      each < episodes;
                      each = next.getAndIncrement()) {
                    long size = Math.min(EPISODE, orders - each * EPISODE);
                    episode(part, seed + each * GOLDEN, each, size);
                    progress.accept(done.addAndGet(size));
                  }
                  return part;
                }));
      }
      Tally tally = new Tally();
      for (Future<Tally> part : parts) {
        tally.add(part.get());
      }
      return tally;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      workers.shutdownNow();
    }
  }

  private void episode(Tally tally, long seed, long episode, long size) throws IOException {
    Source source = new Source(contract, seed, seals);
    Oracle oracle = new Oracle(contract);
    FuzzDoor door = new FuzzDoor();
    Witness witness = new Witness(oracle, tally);
    try (Ledger ledger = sabotage.ledger()) {
      Bridge bridge =
          new Bridge(
              new BridgeCore(seals.trust(), envelope, Bench.STATION),
              ledger,
              witness,
              door,
              Bridge.Keeper.none(),
              () -> false,
              () -> witness.now);
      for (long i = 0; i < size; i++) {
        Case offer = source.next();
        tally.offered(offer.kind());
        offer.truth().ifPresent(oracle::ordered);
        door.halted(offer.halted());
        witness.begin(offer, "episode " + episode + ", order " + i);
        Bridge.Result result = bridge.take(sabotage.lease(offer.lease(), seals));
        door.refused().ifPresent(tally::refused);
        if (result == Bridge.Result.ACTUATED) {
          tally.actuated(offer.kind());
          if (offer.truth().isPresent()) {
            source.made(offer);
          }
        }
      }
    }
  }

  /** Stands at the device and lets the oracle judge. */
  private final class Witness implements Device {
    private final Oracle oracle;
    private final Tally tally;
    private Instant now = Bench.START;
    private Case offer;
    private String place = "";

    Witness(Oracle oracle, Tally tally) {
      this.oracle = oracle;
      this.tally = tally;
    }

    void begin(Case next, String where) {
      offer = next;
      now = next.now();
      place = where;
    }

    @Override
    public Outcome actuate(Command command) throws IOException {
      List<String> wrong =
          oracle.judge(
              tap.told(command),
              new Oracle.Standing(
                  now, offer.lease().epoch(), offer.lease().expiresAt(), offer.halted()));
      if (!wrong.isEmpty()) {
        tally.wrong(place + ", " + offer.kind().spelled(), wrong);
      }
      return new Outcome.Made(List.of());
    }

    @Override
    public Answer did(String orderId) {
      return Answer.UNKNOWN;
    }

    @Override
    public void close() {}
  }
}
