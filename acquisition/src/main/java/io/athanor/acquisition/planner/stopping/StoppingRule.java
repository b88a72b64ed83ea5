package io.athanor.acquisition.planner.stopping;

/** Says whether a campaign should propose nothing more. Pure. */
@FunctionalInterface
public interface StoppingRule {
  /** The verdict on a campaign as it stands. Where there are several objectives, on the first. */
  Verdict judge(Progress progress);
}
