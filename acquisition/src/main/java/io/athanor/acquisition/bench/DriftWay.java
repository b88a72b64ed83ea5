package io.athanor.acquisition.bench;

/** How a stream whose law changes is served. */
public enum DriftWay {
  /** As the engine does it: detectors, forgetting, online repair of intervals. */
  ENGINE("detectors and online repair", true, true),
  /** Nobody looks for a change; intervals are repaired online. */
  REPAIR("online repair, no detector", false, true),
  /** Changes are found and the past counts less; intervals are as the head claims them. */
  DETECTOR("detectors alone", true, false),
  /** Neither. */
  STATIC("static intervals, no detector", false, false);

  private final String words;
  private final boolean detects;
  private final boolean repairs;

  DriftWay(String words, boolean detects, boolean repairs) {
    this.words = words;
    this.detects = detects;
    this.repairs = repairs;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Whether changes are found. */
  public boolean detects() {
    return detects;
  }

  /** Whether intervals are repaired online. */
  public boolean repairs() {
    return repairs;
  }
}
