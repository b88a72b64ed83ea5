package io.athanor.allinone.fleet;

import java.util.List;

/**
 * One step of the recipe that every experiment of the fleet goes through.
 *
 * @param name for people
 * @param technique what an instrument must be able to do
 * @param share of the whole recipe's mean time, 0..1
 */
record RecipePart(String name, String technique, double share) {
  /** Make, heat, measure, in three, five and two tenths of the time. */
  static final List<RecipePart> MATERIAL =
      List.of(
          new RecipePart("synthesis", "fleet-synthesis", 0.3),
          new RecipePart("anneal", "fleet-anneal", 0.5),
          new RecipePart("measure", "scalar", 0.2));

  /** All at one instrument. */
  static final List<RecipePart> ONE_STEP = List.of(new RecipePart("measure", "scalar", 1));

  RecipePart {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share + " is not in (0, 1]");
    }
  }
}
