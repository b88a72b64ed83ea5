package io.athanor.schemas.lifecycle;

import static io.athanor.event.ExperimentState.CANCELLED;
import static io.athanor.event.ExperimentState.EXPIRED;
import static io.athanor.event.ExperimentState.FAILED;
import static io.athanor.event.ExperimentState.LEASED;
import static io.athanor.event.ExperimentState.PARTIAL;
import static io.athanor.event.ExperimentState.PROPOSED;
import static io.athanor.event.ExperimentState.RUNNING;
import static io.athanor.event.ExperimentState.SUCCEEDED;
import static io.athanor.schemas.lifecycle.Steps.at;
import static io.athanor.schemas.lifecycle.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.ExperimentProgressed;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Refused;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Repeated;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules one by one; what holds for every log is in {@link ExperimentLifecycleLawTest}. */
class ExperimentLifecycleTest {
  private static final ExperimentLifecycle FRESH =
      ExperimentLifecycle.proposed(Terms.open(at(100)));
  private static final ExperimentProgressed LEASE = step("l1", LEASED, 1, "a", 1, 50L);
  private static final ExperimentProgressed RUN = step("r1", RUNNING, 1, "a", 2, null);

  @Test
  void shouldRunFromProposalToSuccess() {
    ExperimentLifecycle running = after(FRESH, LEASE, RUN, step("p1", PARTIAL, 1, "a", 3, 80L));
    assertThat(running)
        .isEqualTo(
            new Held(RUNNING, 1, "a", at(80), Terms.open(at(100)), 0, Optional.empty(), "r1"));
    assertThat(after(running, step("s1", SUCCEEDED, 1, "a", 4, null)))
        .isEqualTo(new Ended(SUCCEEDED, 1, Optional.of("a"), Optional.empty(), true, "s1"));
  }

  @Test
  void shouldTakeTheResultOfALeaseThatIsOverButNotYetExpired() {
    assertThat(after(FRESH, LEASE, RUN, step("s1", SUCCEEDED, 1, "a", 60, null)).state())
        .isEqualTo(SUCCEEDED);
  }

  @Test
  void shouldGiveTheLeaseToTheFirstClaimOnly() {
    ExperimentLifecycle held = after(FRESH, LEASE);
    assertRefused(held, step("l2", LEASED, 1, "b", 1, 50L), "already leased");
    assertRefused(held, step("l2", LEASED, 2, "b", 1, 50L), "already leased");
  }

  @Test
  void shouldRefuseALeaseThatCannotHold() {
    assertRefused(FRESH, step("x", LEASED, 2, "a", 1, 50L), "lease epoch is 2, next is 1");
    assertRefused(FRESH, step("x", LEASED, 1, null, 1, 50L), "needs worker");
    assertRefused(FRESH, step("x", LEASED, 1, "a", 1, null), "needs worker and leaseExpiresAt");
    assertRefused(FRESH, step("x", LEASED, 1, "a", 101, 150L), "proposal expired");
    assertRefused(FRESH, step("x", LEASED, 1, "a", 5, 5L), "over at once");
  }

  @Test
  void shouldPermitToActuateOnce() {
    ExperimentLifecycle running = after(FRESH, LEASE, RUN);
    assertRefused(running, step("r2", RUNNING, 1, "a", 3, null), "already running");
    assertThat(running.on(RUN)).isEqualTo(new Repeated(running));
    assertRefused(after(FRESH, LEASE), step("r2", RUNNING, 1, "a", 51, null), "lease was over");
    assertRefused(FRESH, step("r2", RUNNING, 1, "a", 1, null), "not leased");
  }

  @Test
  void shouldNotSucceedWithoutPermissionButMayFail() {
    ExperimentLifecycle leased = after(FRESH, LEASE);
    assertRefused(leased, step("s1", SUCCEEDED, 1, "a", 2, null), "not running");
    assertRefused(leased, step("p1", PARTIAL, 1, "a", 2, null), "not running");
    assertThat(after(leased, step("f1", FAILED, 1, "a", 2, null)))
        .isEqualTo(new Ended(FAILED, 1, Optional.of("a"), Optional.empty(), false, "f1"));
  }

  @Test
  void shouldLeaseAgainWhatExpiredBeforeItRan() {
    ExperimentLifecycle again = after(FRESH, LEASE, step("e1", EXPIRED, 1, null, 50, null));
    assertThat(again).isEqualTo(Proposed.waiting(Terms.open(at(100)), 1, 0, "e1"));
    assertThat(after(again, step("l2", LEASED, 2, "b", 51, 90L)).epoch()).isEqualTo(2);
  }

  @Test
  void shouldEndWhatExpiresTogetherWithItsProposal() {
    ExperimentProgressed lease = step("l1", LEASED, 1, "a", 99, 150L);
    assertThat(after(FRESH, lease, step("e1", EXPIRED, 1, null, 150, null)))
        .isEqualTo(new Ended(EXPIRED, 1, Optional.empty(), Optional.empty(), false, "e1"));
  }

  @Test
  void shouldEndWhatExpiredWhileItRan() {
    assertThat(after(FRESH, LEASE, RUN, step("e1", EXPIRED, 1, null, 50, null)))
        .isEqualTo(new Ended(EXPIRED, 1, Optional.empty(), Optional.empty(), true, "e1"));
  }

  @Test
  void shouldNotExpireALeaseThatWasRenewedMeanwhile() {
    ExperimentLifecycle renewed = after(FRESH, LEASE, RUN, step("p1", PARTIAL, 1, "a", 49, 90L));
    assertRefused(renewed, step("e1", EXPIRED, 1, null, 50, null), "lease holds until");
  }

  @Test
  void shouldNotShortenALease() {
    assertThat(after(FRESH, LEASE, RUN, step("p1", PARTIAL, 1, "a", 3, 20L)))
        .isEqualTo(
            new Held(RUNNING, 1, "a", at(50), Terms.open(at(100)), 0, Optional.empty(), "r1"));
  }

  @Test
  void shouldTakeALeaseExpirySaidTwiceForTheSame() {
    ExperimentProgressed expiry = step("e1", EXPIRED, 1, null, 50, null);
    ExperimentLifecycle again = after(FRESH, LEASE, expiry);
    assertThat(again.on(expiry)).isEqualTo(new Repeated(again));
  }

  @Test
  void shouldExpireAProposalInItsTimeOnly() {
    assertRefused(FRESH, step("e0", EXPIRED, 0, null, 99, null), "proposal holds until");
    assertThat(after(FRESH, step("e0", EXPIRED, 0, null, 100, null)).isEnded()).isTrue();
    ExperimentLifecycle again = after(FRESH, LEASE, step("e1", EXPIRED, 1, null, 50, null));
    assertThat(after(again, step("e2", EXPIRED, 1, null, 100, null)).isEnded()).isTrue();
    assertRefused(again, step("e2", EXPIRED, 2, null, 100, null), "last was 1");
    assertRefused(after(FRESH, LEASE), step("e0", EXPIRED, 0, null, 200, null), "lease epoch is 0");
  }

  @Test
  void shouldLetOwnerAndHolderCancelAndNobodyElse() {
    ExperimentLifecycle held = after(FRESH, LEASE, RUN);
    assertThat(after(held, step("c", CANCELLED, 0, null, 3, null)).isEnded()).isTrue();
    assertThat(after(held, step("c", CANCELLED, 1, "a", 3, null)).isEnded()).isTrue();
    assertRefused(held, step("c", CANCELLED, 1, "b", 3, null), "another worker");
    assertRefused(held, step("c", CANCELLED, 2, "a", 3, null), "lease epoch is 2");
    assertRefused(held, step("c", CANCELLED, 2, null, 3, null), "lease epoch is 2");
    assertThat(after(FRESH, step("c", CANCELLED, 0, null, 3, null)).isEnded()).isTrue();
    assertRefused(FRESH, step("c", CANCELLED, 1, "a", 3, null), "not leased");
  }

  @Test
  void shouldNeverClaimToBeProposed() {
    assertRefused(FRESH, step("x", PROPOSED, 0, null, 1, null), "not leased");
    assertRefused(after(FRESH, LEASE), step("x", PROPOSED, 1, "a", 1, null), "already proposed");
  }

  @Test
  void shouldNameStatesThatCannotBe() {
    assertThatThrownBy(
            () -> new Held(PROPOSED, 1, "a", at(1), Terms.open(at(2)), 0, Optional.empty(), "s"))
        .hasMessageContaining("PROPOSED holds no lease");
    assertThatThrownBy(() -> new Ended(LEASED, 1, Optional.empty(), Optional.empty(), false, "s"))
        .hasMessageContaining("LEASED is no end");
  }

  private static ExperimentLifecycle after(
      ExperimentLifecycle start, ExperimentProgressed... steps) {
    ExperimentLifecycle state = start;
    for (ExperimentProgressed step : steps) {
      Transition transition = state.on(step);
      assertThat(transition).as("%s on %s", state, step).isInstanceOf(Accepted.class);
      state = ((Accepted) transition).next();
    }
    return state;
  }

  private static void assertRefused(
      ExperimentLifecycle state, ExperimentProgressed step, String reason) {
    assertThat(state.on(step))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }
}
