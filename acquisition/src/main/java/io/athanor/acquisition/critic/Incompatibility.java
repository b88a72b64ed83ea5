package io.athanor.acquisition.critic;

import static io.athanor.acquisition.critic.SubstanceClass.ACETYLIDE;
import static io.athanor.acquisition.critic.SubstanceClass.ACID;
import static io.athanor.acquisition.critic.SubstanceClass.ALCOHOL;
import static io.athanor.acquisition.critic.SubstanceClass.ALKALI_METAL;
import static io.athanor.acquisition.critic.SubstanceClass.AMMONIA;
import static io.athanor.acquisition.critic.SubstanceClass.AZIDE;
import static io.athanor.acquisition.critic.SubstanceClass.CYANIDE;
import static io.athanor.acquisition.critic.SubstanceClass.FLUORIDE;
import static io.athanor.acquisition.critic.SubstanceClass.FUEL;
import static io.athanor.acquisition.critic.SubstanceClass.HALOGENATED;
import static io.athanor.acquisition.critic.SubstanceClass.HEAVY_METAL;
import static io.athanor.acquisition.critic.SubstanceClass.HYDRAZINE;
import static io.athanor.acquisition.critic.SubstanceClass.HYDRIDE;
import static io.athanor.acquisition.critic.SubstanceClass.HYPOCHLORITE;
import static io.athanor.acquisition.critic.SubstanceClass.KETONE;
import static io.athanor.acquisition.critic.SubstanceClass.METAL_POWDER;
import static io.athanor.acquisition.critic.SubstanceClass.NITRATE;
import static io.athanor.acquisition.critic.SubstanceClass.NITRIC_ACID;
import static io.athanor.acquisition.critic.SubstanceClass.ORGANIC;
import static io.athanor.acquisition.critic.SubstanceClass.PEROXIDE;
import static io.athanor.acquisition.critic.SubstanceClass.PHOSPHIDE;
import static io.athanor.acquisition.critic.SubstanceClass.PYROPHORIC;
import static io.athanor.acquisition.critic.SubstanceClass.STRONG_OXIDISER;
import static io.athanor.acquisition.critic.SubstanceClass.SULFIDE;
import static io.athanor.acquisition.critic.SubstanceClass.WATER;

import java.util.List;

/**
 * Two classes of substances that must not meet. After Bretherick's Handbook of Reactive Chemical
 * Hazards, 8th ed. (2017), and the compatibility groups of the NOAA/EPA Chemical Reactivity
 * Worksheet 4.
 *
 * @param score in [0, 1]
 * @param text what happens
 */
record Incompatibility(SubstanceClass one, SubstanceClass other, double score, String text) {
  private static final String SOURCE = " (Bretherick's Handbook, 8th ed.)";

  /** All of them, worst first within a subject. */
  static final List<Incompatibility> ALL =
      List.of(
          of(STRONG_OXIDISER, FUEL, 0.95, "explosive mixture"),
          of(STRONG_OXIDISER, METAL_POWDER, 0.95, "flash powder"),
          of(STRONG_OXIDISER, ALKALI_METAL, 0.95, "explodes on contact"),
          of(STRONG_OXIDISER, HYDRAZINE, 0.95, "ignites on contact"),
          of(STRONG_OXIDISER, HYDRIDE, 0.95, "explosive mixture"),
          of(STRONG_OXIDISER, ORGANIC, 0.95, "oxidiser with fuel, may explode when heated"),
          of(STRONG_OXIDISER, CYANIDE, 0.95, "explosive mixture"),
          of(STRONG_OXIDISER, SULFIDE, 0.95, "explosive mixture"),
          of(STRONG_OXIDISER, PHOSPHIDE, 0.95, "explosive mixture"),
          of(STRONG_OXIDISER, AMMONIA, 0.95, "forms explosive ammonium salts"),
          of(STRONG_OXIDISER, ACID, 0.95, "sets free explosive oxides of the halogens"),
          of(PEROXIDE, KETONE, 0.95, "forms explosive ketone peroxides"),
          of(PEROXIDE, HYDRAZINE, 0.95, "ignites on contact"),
          of(PEROXIDE, METAL_POWDER, 0.95, "violent decomposition"),
          of(PEROXIDE, ORGANIC, 0.6, "explosive above some concentration"),
          of(NITRIC_ACID, ORGANIC, 0.95, "nitrates and oxidises with runaway"),
          of(NITRIC_ACID, HYDRAZINE, 0.95, "ignites on contact"),
          of(NITRIC_ACID, METAL_POWDER, 0.95, "may explode"),
          of(NITRIC_ACID, PHOSPHIDE, 0.95, "may explode"),
          of(NITRATE, FUEL, 0.95, "black powder"),
          of(NITRATE, METAL_POWDER, 0.95, "pyrotechnic mixture"),
          of(NITRATE, CYANIDE, 0.95, "explosive melt"),
          of(NITRATE, HYDRIDE, 0.95, "explosive mixture"),
          of(NITRATE, ORGANIC, 0.3, "oxidiser with fuel, self-ignites when dried hot"),
          of(ACID, CYANIDE, 1, "sets free hydrogen cyanide"),
          of(ACID, AZIDE, 0.95, "sets free explosive, poisonous hydrazoic acid"),
          of(ACID, PHOSPHIDE, 0.95, "sets free phosphine or arsine"),
          of(ACID, SULFIDE, 0.95, "sets free hydrogen sulfide"),
          of(ACID, HYPOCHLORITE, 0.95, "sets free chlorine"),
          of(ACID, HYDRIDE, 0.95, "sets free hydrogen at once"),
          of(ACID, ALKALI_METAL, 1, "explodes on contact"),
          of(ACID, FLUORIDE, 0.95, "sets free hydrogen fluoride"),
          of(AMMONIA, HYPOCHLORITE, 0.95, "forms chloramines and explosive nitrogen trichloride"),
          of(ALCOHOL, HYPOCHLORITE, 0.95, "forms explosive alkyl hypochlorites"),
          of(WATER, ALKALI_METAL, 0.95, "explodes on contact"),
          of(WATER, PHOSPHIDE, 0.95, "sets free phosphine or arsine"),
          of(WATER, HYDRIDE, 0.95, "sets free hydrogen at once"),
          of(WATER, PYROPHORIC, 0.95, "ignites on contact"),
          of(ALCOHOL, ALKALI_METAL, 0.6, "sets free hydrogen"),
          of(ALCOHOL, PYROPHORIC, 0.95, "ignites on contact"),
          of(ALCOHOL, HYDRIDE, 0.5, "sets free hydrogen"),
          of(HALOGENATED, ALKALI_METAL, 0.95, "explodes when struck"),
          of(HALOGENATED, METAL_POWDER, 0.95, "may explode"),
          of(HALOGENATED, AZIDE, 0.95, "forms explosive organic azides"),
          of(HALOGENATED, PYROPHORIC, 0.95, "may explode"),
          of(HEAVY_METAL, AZIDE, 0.95, "forms primary explosives"),
          of(HEAVY_METAL, ACETYLIDE, 0.95, "forms primary explosives"),
          of(HEAVY_METAL, HYDRAZINE, 0.6, "catalysed decomposition"));

  private static Incompatibility of(
      SubstanceClass one, SubstanceClass other, double score, String text) {
    return new Incompatibility(one, other, score, text + SOURCE);
  }

  boolean holds(Substance first, Substance second) {
    return (first.is(one) && second.is(other)) || (first.is(other) && second.is(one));
  }
}
