package io.athanor.allinone.bench;

/**
 * Where an element stands in the periodic table.
 *
 * @param period 1 to 7
 * @param group 1 to 18; 3 for lanthanides and actinides
 */
record PeriodicPlace(int period, int group) {
  private static final int[] PERIOD_ENDS = {2, 10, 18, 36, 54, 86, 118};
  private static final int SHORT = 8;
  private static final int LONG = 18;
  private static final int CLOSED_D_SHELL = 10;

  /** By atomic number, 1 to 118. */
  static PeriodicPlace of(int atomicNumber) {
    int period = 1;
    while (atomicNumber > PERIOD_ENDS[period - 1]) {
      period++;
    }
    int before = period == 1 ? 0 : PERIOD_ENDS[period - 2];
    int length = PERIOD_ENDS[period - 1] - before;
    int place = atomicNumber - before;
    int group;
    if (place <= 2 && length > 2) {
      group = place;
    } else if (length <= SHORT) {
      group = place == 1 ? 1 : LONG - length + place;
    } else {
      // the 14 elements after the third stand under it
      group = Math.max(3, place - (length - LONG));
    }
    return new PeriodicPlace(period, group);
  }

  /** Electrons outside closed shells, d electrons of groups 3 to 10 among them. */
  int valenceElectrons() {
    return group > CLOSED_D_SHELL ? group - CLOSED_D_SHELL : group;
  }
}
