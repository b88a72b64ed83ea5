package io.athanor.inference.trainer;

import io.athanor.event.ModelReleased;
import io.athanor.inference.rollout.Comparison;
import io.athanor.inference.rollout.Judge;
import io.athanor.inference.rollout.Lessons;
import java.time.Instant;
import java.util.List;

/** What the director works with. */
interface Surroundings {
  /** The time now. */
  Instant now();

  /** Puts a release into the log; returns when it is there. */
  void publish(ModelReleased release);

  /**
   * What two versions say of materials whose labels have just come.
   *
   * @throws io.athanor.inference.store.ModelStoreException where a version cannot be opened
   */
  List<Comparison> compare(String champion, String challenger, List<Judge.Case> cases);

  /** Whether a refresh is under way, or its result was not taken yet. */
  boolean isRefreshing();

  /** Begins a refresh in the background. */
  void refresh(String champion, Lessons.Lesson lesson, long seed);
}
