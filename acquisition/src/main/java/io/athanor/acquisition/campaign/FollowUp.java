package io.athanor.acquisition.campaign;

/**
 * The experiment that another one corrects or replaces.
 *
 * @param experimentId the one before
 * @param because what led to it: {@code edit}, {@code diagnosis} or {@code drift}
 * @param text for people
 */
public record FollowUp(String experimentId, String because, String text) {
  /** A person asked for something else. */
  public static final String EDIT = "edit";

  /** A failure was diagnosed. */
  public static final String DIAGNOSIS = "diagnosis";

  /** Outcomes are no longer what they were: a known candidate is measured again. */
  public static final String DRIFT = "drift";
}
