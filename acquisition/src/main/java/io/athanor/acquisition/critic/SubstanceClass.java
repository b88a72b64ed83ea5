package io.athanor.acquisition.critic;

/** What a substance does to others, as Bretherick's Handbook groups them. */
enum SubstanceClass {
  /** Chlorates, perchlorates, permanganates, chromium trioxide, peroxodisulfates, bromates. */
  STRONG_OXIDISER,
  /** Hydrogen peroxide and organic peroxides. */
  PEROXIDE,
  /** Nitrates and nitrites. */
  NITRATE,
  /** Nitric acid. */
  NITRIC_ACID,
  /** Acids strong enough to set weak ones free. */
  ACID,
  /** Hydrogen fluoride, its solutions and bifluorides. */
  HYDROGEN_FLUORIDE,
  /** Soluble fluorides, which acids turn into hydrogen fluoride. */
  FLUORIDE,
  /** Ionic cyanides. */
  CYANIDE,
  /** Ionic sulfides. */
  SULFIDE,
  /** Azides. */
  AZIDE,
  /** Hypochlorites. */
  HYPOCHLORITE,
  /** Ammonia and ammonium salts. */
  AMMONIA,
  /** Phosphides and arsenides of electropositive metals. */
  PHOSPHIDE,
  /** Anything with carbon and hydrogen. */
  ORGANIC,
  /** Of the organic ones, those with a hydroxyl group. */
  ALCOHOL,
  /** Of the organic ones, those with chlorine or bromine. */
  HALOGENATED,
  /** Acetone and other ketones, which peroxides turn into explosives. */
  KETONE,
  /** Water and aqueous solutions. */
  WATER,
  /** Alkali metals and sodium-potassium. */
  ALKALI_METAL,
  /** Salt-like hydrides, lithium alanate and borohydride. */
  HYDRIDE,
  /** Fine powders of aluminium, magnesium, zirconium, titanium, zinc. */
  METAL_POWDER,
  /** Sulfur, phosphorus and carbon as elements. */
  FUEL,
  /** Salts of silver, copper(I), mercury, lead: their azides, acetylides and fulminates explode. */
  HEAVY_METAL,
  /** Ethyne and its salts. */
  ACETYLIDE,
  /** Hydrazine and its derivatives. */
  HYDRAZINE,
  /** Burns in air at room temperature. */
  PYROPHORIC,
  /** Explodes by itself when struck or heated. */
  EXPLOSIVE,
  /** Kills in small amounts by breath or skin. */
  DEADLY
}
