package io.athanor.allinone.fleet;

/** What goes wrong, named by the moment it happens at. */
enum FaultKind {
  /** The robot dies while it asks for work: it does not learn what it was given. */
  KILLED_ASKING(Where.ROBOT),
  /** The robot dies with a lease it has not begun. */
  KILLED_LEASED(Where.ROBOT),
  /** The robot dies while it asks for the permission to actuate. */
  KILLED_BEFORE_PERMISSION(Where.ROBOT),
  /** The robot dies with the permission, before it notes or does anything. */
  KILLED_PERMITTED(Where.ROBOT),
  /** The robot dies after its note and before the actuation, and the instrument cannot tell. */
  KILLED_UNCERTAIN(Where.ROBOT),
  /** The robot dies while the instrument works. */
  KILLED_ACTUATING(Where.ROBOT),
  /** The robot dies when the step is done and nothing is reported. */
  KILLED_BEFORE_REPORT(Where.ROBOT),
  /** The robot dies between the reading and the outcome, or just before the step's end is told. */
  KILLED_HALF_REPORTED(Where.ROBOT),
  /** The robot dies while it tells the outcome: it does not learn whether it was heard. */
  KILLED_REPORTING(Where.ROBOT),
  /** The outcome is told three times: once more under its key, once under another. */
  OUTCOME_REPEATED(Where.ROBOT),
  /** The reading, or the step's end, is told after the lease is over. */
  OUTCOME_LATE(Where.ROBOT),
  /** The robot sleeps on a lease until it is over, then comes back and goes on with it. */
  ZOMBIE(Where.ROBOT),
  /** The robot's clock is wrong by up to a minute from now on. */
  CLOCK_WRONG(Where.ROBOT),
  /** The door's process is killed and started again. */
  DOOR_KILLED(Where.ENGINE),
  /** The process that decides is killed and started again. */
  ACQUISITION_KILLED(Where.ENGINE),
  /** Every process of the engine is killed at once, broker included, and started again. */
  ENGINE_KILLED(Where.ENGINE);

  private final Where where;

  /** Who meets it. */
  enum Where {
    /** A robot, at a lease. */
    ROBOT,
    /** A process of the engine. */
    ENGINE
  }

  FaultKind(Where where) {
    this.where = where;
  }

  Where where() {
    return where;
  }
}
