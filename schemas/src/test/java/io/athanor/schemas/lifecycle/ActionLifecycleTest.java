package io.athanor.schemas.lifecycle;

import static io.athanor.event.ExperimentState.APPROVED;
import static io.athanor.event.ExperimentState.EXPIRED;
import static io.athanor.event.ExperimentState.LEASED;
import static io.athanor.event.ExperimentState.OFFERED;
import static io.athanor.event.ExperimentState.PARTIAL;
import static io.athanor.event.ExperimentState.PENDING_APPROVAL;
import static io.athanor.event.ExperimentState.REJECTED;
import static io.athanor.event.ExperimentState.RETRACTED;
import static io.athanor.event.ExperimentState.RUNNING;
import static io.athanor.event.ExperimentState.SUCCEEDED;
import static io.athanor.schemas.lifecycle.Steps.at;
import static io.athanor.schemas.lifecycle.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.ExperimentProgressed;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Refused;
import org.junit.jupiter.api.Test;

/** Approval, places, recipes of several steps, and withdrawal. */
class ActionLifecycleTest {
  private static final Terms APPROVAL = new Terms(at(100), true, false, 1);
  private static final Terms RECIPE = new Terms(at(100), false, true, 2);

  @Test
  void shouldBeLeasedOnlyOnceApproved() {
    ExperimentLifecycle pending = ExperimentLifecycle.proposed(APPROVAL);
    assertThat(pending.state()).isEqualTo(PENDING_APPROVAL);
    refused(pending, step("l", LEASED, 1, "a", 1, 50L), "none was leased");
    refused(pending, step("l", LEASED, 0, "a", 1, 50L), "not approved");
    refused(pending, step("x", APPROVED, 0, "a", 1, null), "a worker cannot approve");
    ExperimentLifecycle approved = accepted(pending, step("y", APPROVED, 0, null, 2, null));
    assertThat(approved.state()).isEqualTo(APPROVED);
    refused(approved, step("z", REJECTED, 0, null, 3, null), "nobody has to approve");
    assertThat(accepted(approved, step("l", LEASED, 1, "a", 3, 50L)).state()).isEqualTo(LEASED);
  }

  @Test
  void shouldEndWhenRejectedOrNotApprovedInTime() {
    ExperimentLifecycle pending = ExperimentLifecycle.proposed(APPROVAL);
    ExperimentLifecycle rejected = accepted(pending, step("n", REJECTED, 0, null, 1, null));
    assertThat(rejected.state()).isEqualTo(REJECTED);
    refused(rejected, step("y", APPROVED, 0, null, 2, null), "ended as REJECTED");
    refused(pending, step("e", EXPIRED, 0, null, 99, null), "holds until");
    refused(pending, step("y", APPROVED, 0, null, 101, null), "proposal expired");
    assertThat(accepted(pending, step("e", EXPIRED, 0, null, 100, null)).state())
        .isEqualTo(EXPIRED);
  }

  @Test
  void shouldBeLeasedOnlyWhereItWasOffered() {
    ExperimentLifecycle queued = ExperimentLifecycle.proposed(RECIPE);
    refused(queued, where("furnace", step("l", LEASED, 1, "a", 1, 50L)), "not offered yet");
    ExperimentLifecycle offered =
        accepted(queued, where("furnace", step("o", OFFERED, 0, null, 1, null)));
    refused(offered, step("l", LEASED, 1, "a", 2, 50L), "offered to another");
    refused(offered, where("oven", step("l", LEASED, 1, "a", 2, 50L)), "offered to another");
    ExperimentLifecycle moved =
        accepted(offered, where("oven", step("p", OFFERED, 0, null, 3, null)));
    refused(moved, where("furnace", step("l", LEASED, 1, "a", 4, 50L)), "offered to another");
    assertThat(accepted(moved, where("oven", step("l", LEASED, 1, "a", 4, 50L))).state())
        .isEqualTo(LEASED);
  }

  @Test
  void shouldGoThroughItsRecipeEachStepUnderItsOwnLease() {
    ExperimentLifecycle state = ExperimentLifecycle.proposed(RECIPE);
    state = accepted(state, where("furnace", step("o1", OFFERED, 0, null, 1, null)));
    state = accepted(state, where("furnace", step("l1", LEASED, 1, "a", 2, 50L)));
    state = accepted(state, step("r1", RUNNING, 1, "a", 3, 50L));
    refused(state, step("s1", SUCCEEDED, 1, "a", 4, null), "not the experiment");
    ExperimentProgressed done = done(step("d1", PARTIAL, 1, "a", 5, null));
    state = accepted(state, done);
    assertThat(state.on(done)).isEqualTo(new ExperimentLifecycle.Repeated(state));
    assertThat(state).isEqualTo(Proposed.waiting(RECIPE, 1, 1, "d1"));
    refused(state, step("w", RETRACTED, 0, null, 6, null), "already begun");
    // what has begun does not expire with the proposal
    refused(state, step("e", EXPIRED, 0, null, 500, null), "holds until");
    ExperimentProgressed offer = where("xrd", step("o2", OFFERED, 0, null, 600, null));
    refused(state, offer, "recipe step is 0, next is 1");
    state = accepted(state, second(offer));
    state = accepted(state, second(where("xrd", step("l2", LEASED, 2, "b", 601, 650L))));
    // a zombie of the step before is fenced
    refused(state, step("r9", RUNNING, 1, "a", 602, 650L), "lease epoch is 1, current is 2");
    state = accepted(state, step("r2", RUNNING, 2, "b", 602, 650L));
    refused(state, done(step("d2", PARTIAL, 2, "b", 603, null)), "the last step");
    assertThat(accepted(state, step("s2", SUCCEEDED, 2, "b", 604, null)).state())
        .isEqualTo(SUCCEEDED);
  }

  @Test
  void shouldBeWithdrawnOnlyBeforeSomebodyHoldsIt() {
    ExperimentLifecycle free = ExperimentLifecycle.proposed(Terms.open(at(100)));
    refused(free, step("w", RETRACTED, 0, "a", 1, null), "a worker cannot withdraw");
    assertThat(accepted(free, step("w", RETRACTED, 0, null, 1, null)).state()).isEqualTo(RETRACTED);
    ExperimentLifecycle held = accepted(free, step("l", LEASED, 1, "a", 1, 50L));
    refused(held, step("w", RETRACTED, 1, null, 2, null), "leased in epoch 1");
  }

  private static ExperimentProgressed where(String instrumentId, ExperimentProgressed said) {
    return ExperimentProgressed.newBuilder(said).setInstrumentId(instrumentId).build();
  }

  private static ExperimentProgressed second(ExperimentProgressed said) {
    return ExperimentProgressed.newBuilder(said).setStep(1).build();
  }

  private static ExperimentProgressed done(ExperimentProgressed said) {
    return ExperimentProgressed.newBuilder(said).setStepDone(true).build();
  }

  private static ExperimentLifecycle accepted(
      ExperimentLifecycle state, ExperimentProgressed said) {
    assertThat(state.on(said)).isInstanceOf(Accepted.class);
    return ((Accepted) state.on(said)).next();
  }

  private static void refused(ExperimentLifecycle state, ExperimentProgressed said, String reason) {
    assertThat(state.on(said)).isInstanceOf(Refused.class);
    assertThat(((Refused) state.on(said)).reason()).contains(reason);
  }
}
