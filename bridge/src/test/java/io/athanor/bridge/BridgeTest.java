package io.athanor.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.bridge.Bridge.Result;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.device.Device;
import io.athanor.bridge.device.Device.Answer;
import io.athanor.bridge.device.Device.Memory;
import io.athanor.bridge.door.Door;
import io.athanor.bridge.door.Lease;
import io.athanor.bridge.envelope.Refusal;
import io.athanor.bridge.ledger.LedgerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeTest {
  private static final Outcome MADE = new Outcome.Made(List.of());

  @TempDir private Path directory;
  private final List<String> acts = new ArrayList<>();
  private Instant now = Papers.NOW;
  private boolean permits = true;
  private boolean halted;
  private boolean accepts = true;
  private String dieAt = "";
  private Answer memory = Answer.UNKNOWN;

  /** The end of a process, whatever it was doing. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void judgesAsksNotesActsNotesAndTells() throws IOException {
    assertThat(take(Papers.lease(Papers.order("e-1")))).isEqualTo(Result.ACTUATED);
    assertThat(acts).containsExactly("permit", "actuate e-1/0", "report Made");
  }

  @Test
  void doesNotActWithoutThePermission() throws IOException {
    permits = false;
    assertThat(take(Papers.lease(Papers.order("e-1")))).isEqualTo(Result.NOT_PERMITTED);
    assertThat(acts).containsExactly("permit");
  }

  @Test
  void refusesBeforeAskingForThePermission() throws IOException {
    Lease hot = Papers.lease(Papers.order("e-1", Papers.settings(901, 1)));
    assertThat(take(hot)).isEqualTo(Result.REFUSED);
    assertThat(acts).containsExactly("refuse out-of-range");
    Lease papers = Papers.lease(Papers.order("e-2"));
    Lease unsigned =
        new Lease("e-2", "campaign", 1, 0, false, papers.expiresAt(), Optional.empty());
    assertThat(take(unsigned)).isEqualTo(Result.REFUSED);
    assertThat(acts).last().isEqualTo("refuse signature");
  }

  @Test
  void aStopThatComesWithThePermissionHolds() throws IOException {
    dieAt = "halt at permit";
    assertThat(take(Papers.lease(Papers.order("e-1")))).isEqualTo(Result.REFUSED);
    assertThat(acts).containsExactly("permit", "refuse halted");
  }

  @Test
  void whereverItDiesNothingIsMadeTwiceAndTheDoorHearsOfIt() throws IOException {
    List<String> places = List.of("permit", "before actuate", "after actuate", "report");
    for (String place : places) {
      String id = "e-" + place.replace(' ', '-');
      Lease lease = Papers.lease(Papers.order(id));
      acts.clear();
      dieAt = place;
      now = now.plusSeconds(1);
      assertThatThrownBy(() -> take(lease)).isInstanceOf(Crash.class);
      dieAt = "";
      now = now.plusSeconds(1);
      memory =
          place.equals("before actuate")
              ? new Answer(Memory.NOT_DONE, Optional.empty())
              : new Answer(Memory.DONE, Optional.of(MADE));
      try (LedgerFile ledger = LedgerFile.open(directory.resolve("ledger"))) {
        Bridge again = bridge(ledger);
        again.recover();
        again.recover();
        // the door still has the lease, and knows whether it gave the permission
        Result result = again.take(running(lease));
        assertThat(result).isEqualTo(place.equals("permit") ? Result.ACTUATED : Result.KNOWN);
        assertThat(again.take(Papers.lease(Papers.order(id)))).isEqualTo(Result.REFUSED);
      }
      long made = acts.stream().filter(("actuate " + id + "/0")::equals).count();
      assertThat(made).isEqualTo(place.equals("before actuate") ? 0 : 1);
      assertThat(acts).contains(place.equals("before actuate") ? "report Failed" : "report Made");
    }
  }

  @Test
  void whatNobodyKnowsIsLostAndNeverMadeAgain() throws IOException {
    dieAt = "no answer";
    memory = Answer.UNKNOWN;
    assertThat(take(Papers.lease(Papers.order("e-1")))).isEqualTo(Result.ACTUATED);
    assertThat(acts).containsExactly("permit", "actuate e-1/0", "report lost");
    dieAt = "";
    assertThat(take(running(Papers.lease(Papers.order("e-1"))))).isEqualTo(Result.KNOWN);
    assertThat(acts).hasSize(3);
  }

  @Test
  void aLeaseLostWhileTheRobotWorkedIsInTheLedger() throws IOException {
    accepts = false;
    assertThat(take(Papers.lease(Papers.order("e-1")))).isEqualTo(Result.ACTUATED);
    try (LedgerFile ledger = LedgerFile.open(directory.resolve("ledger"))) {
      assertThat(ledger.state().open()).isEmpty();
      assertThat(ledger.state().isUsed("e-1", 0)).isTrue();
    }
  }

  private Result take(Lease lease) throws IOException {
    try (LedgerFile ledger = LedgerFile.open(directory.resolve("ledger"))) {
      return bridge(ledger).take(lease);
    }
  }

  private Bridge bridge(LedgerFile ledger) {
    return new Bridge(
        Papers.core(),
        ledger,
        new Robot(),
        new Desk(),
        Bridge.Keeper.none(),
        () -> halted,
        () -> now);
  }

  private static Lease running(Lease lease) {
    return new Lease(
        lease.experimentId(),
        lease.campaignId(),
        lease.epoch(),
        lease.step(),
        true,
        lease.expiresAt(),
        lease.signed());
  }

  private void maybeDie(String place) {
    if (dieAt.equals(place)) {
      throw new Crash();
    }
  }

  private final class Robot implements Device {
    @Override
    public Outcome actuate(Command command) throws IOException {
      maybeDie("before actuate");
      acts.add("actuate " + command.orderId());
      maybeDie("after actuate");
      if (dieAt.equals("no answer")) {
        throw new IOException("the wire is cut");
      }
      return MADE;
    }

    @Override
    public Answer did(String orderId) {
      return memory;
    }

    @Override
    public void close() {}
  }

  private final class Desk implements Door {
    @Override
    public List<Lease> held() {
      return List.of();
    }

    @Override
    public Optional<Lease> claim(Duration wait) {
      return Optional.empty();
    }

    @Override
    public boolean isHalted(String campaignId) {
      return halted;
    }

    @Override
    public Optional<Instant> permit(Lease lease) {
      acts.add("permit");
      maybeDie("permit");
      halted = dieAt.equals("halt at permit");
      return permits ? Optional.of(lease.expiresAt()) : Optional.empty();
    }

    @Override
    public boolean renew(Lease lease) {
      return true;
    }

    @Override
    public void refuse(Lease lease, Refusal refusal) {
      acts.add("refuse " + refusal.code().spelled());
    }

    @Override
    public boolean report(Command command, Outcome outcome) {
      maybeDie("report");
      boolean lost = outcome instanceof Outcome.Failed failed && failed.kind().equals(Outcome.LOST);
      acts.add("report " + (lost ? "lost" : outcome.getClass().getSimpleName()));
      return accepts;
    }
  }
}
