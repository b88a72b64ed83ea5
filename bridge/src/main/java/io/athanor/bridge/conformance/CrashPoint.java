package io.athanor.bridge.conformance;

import java.util.Locale;

/** Where a bridge can die. */
enum CrashPoint {
  /** With the permission in hand. */
  AFTER_PERMISSION,
  /** While the intent is being written: its last bytes are missing. */
  INTENT_TORN,
  /** The intent is on the disk. */
  AFTER_INTENT,
  /** The device has been told and has not begun. */
  BEFORE_ACTION,
  /** The device has acted, and nobody heard it. */
  AFTER_ACTION,
  /** While the outcome is being written. */
  DONE_TORN,
  /** The outcome is on the disk. */
  AFTER_DONE,
  /** The door has heard, and nobody noted it. */
  AFTER_REPORT,
  /** While that is being written. */
  REPORTED_TORN,
  /** All is done. */
  AFTER_REPORTED;

  String spelled() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
