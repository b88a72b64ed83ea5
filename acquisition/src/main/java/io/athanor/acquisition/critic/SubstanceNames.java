package io.athanor.acquisition.critic;

import static io.athanor.acquisition.critic.SubstanceClass.ACETYLIDE;
import static io.athanor.acquisition.critic.SubstanceClass.ACID;
import static io.athanor.acquisition.critic.SubstanceClass.ALCOHOL;
import static io.athanor.acquisition.critic.SubstanceClass.ALKALI_METAL;
import static io.athanor.acquisition.critic.SubstanceClass.AMMONIA;
import static io.athanor.acquisition.critic.SubstanceClass.AZIDE;
import static io.athanor.acquisition.critic.SubstanceClass.CYANIDE;
import static io.athanor.acquisition.critic.SubstanceClass.DEADLY;
import static io.athanor.acquisition.critic.SubstanceClass.EXPLOSIVE;
import static io.athanor.acquisition.critic.SubstanceClass.FLUORIDE;
import static io.athanor.acquisition.critic.SubstanceClass.FUEL;
import static io.athanor.acquisition.critic.SubstanceClass.HALOGENATED;
import static io.athanor.acquisition.critic.SubstanceClass.HEAVY_METAL;
import static io.athanor.acquisition.critic.SubstanceClass.HYDRAZINE;
import static io.athanor.acquisition.critic.SubstanceClass.HYDRIDE;
import static io.athanor.acquisition.critic.SubstanceClass.HYDROGEN_FLUORIDE;
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

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Substances by name, and the words that salts are named with: {@code azide} in any phrase is an
 * azide. Single words or pairs of words, lower case.
 */
final class SubstanceNames {
  private static final Map<String, Set<SubstanceClass>> TABLE = table();

  private SubstanceNames() {}

  /** Classes of a word or a pair of words joined by one space; empty where it names nothing. */
  static Set<SubstanceClass> of(String words) {
    return TABLE.getOrDefault(words, Set.of());
  }

  private static Map<String, Set<SubstanceClass>> table() {
    Map<String, Set<SubstanceClass>> table = new HashMap<>();
    put(
        table,
        "perchlorate chlorate bromate iodate permanganate persulfate peroxodisulfate "
            + "dichromate chlorite",
        STRONG_OXIDISER);
    put(table, "peroxide h2o2 tbhp mcpba", PEROXIDE);
    put(table, "nitrate nitrite", NITRATE);
    put(table, "azide", AZIDE);
    put(table, "cyanide", CYANIDE);
    put(table, "sulfide sulphide hydrosulfide", SULFIDE);
    put(table, "fluoride", FLUORIDE);
    put(table, "bifluoride hydrofluoric", HYDROGEN_FLUORIDE, ACID);
    put(table, "hypochlorite bleach", HYPOCHLORITE);
    put(table, "ammonia ammonium", AMMONIA);
    put(table, "phosphide arsenide", PHOSPHIDE);
    put(table, "hydride alanate borohydride", HYDRIDE);
    put(table, "acetylide carbide acetylene ethyne", ACETYLIDE);
    put(table, "hydrazine dimethylhydrazine methylhydrazine", HYDRAZINE, ORGANIC);
    put(
        table,
        "fulminate picrate styphnate triiodide nitroglycerin petn rdx hmx tnt diazomethane",
        EXPLOSIVE);
    put(
        table,
        "phosgene arsine phosphine diborane germane dimethylmercury dimethylcadmium "
            + "tetracarbonyl carbonyl hcn stibine",
        DEADLY);
    put(
        table,
        "silane butyllithium trimethylaluminium trimethylaluminum triethylaluminium "
            + "triethylaluminum diethylzinc trimethylgallium nak",
        PYROPHORIC);
    put(
        table,
        "acid hcl sulfuric hydrochloric hydrobromic phosphoric triflic trifluoroacetic tfa",
        ACID);
    put(table, "nitric", NITRIC_ACID, ACID);
    put(table, "water aqueous h2o", WATER);
    put(table, "sulfur sulphur phosphorus carbon graphite charcoal sucrose sugar starch", FUEL);
    put(
        table,
        "dmf dmso nmp gbl thf toluene xylene benzene chlorobenzene hexane pentane heptane"
            + " acetonitrile mecn dioxane ether pyridine aniline dimethylformamide"
            + " dimethylsulfoxide glyme oleylamine octadecene methylammonium formamidinium"
            + " triethylamine paraffin cyclohexane",
        ORGANIC);
    put(
        table,
        "methanol ethanol propanol isopropanol ipa butanol glycol glycerol glycerin "
            + "methoxyethanol etoh meoh phenol",
        ORGANIC,
        ALCOHOL);
    put(table, "acetone butanone mek cyclohexanone", ORGANIC, KETONE);
    put(table, "acetic formic citric oxalic acetate", ORGANIC);
    put(
        table,
        "chloroform dichloromethane dcm dichloroethane tetrachloromethane "
            + "trichloroethylene bromoform",
        ORGANIC,
        HALOGENATED);
    for (String metal : "lithium sodium potassium rubidium caesium cesium".split(" ")) {
      put(table, metal + "_metal", ALKALI_METAL);
    }
    for (String metal : "aluminium aluminum magnesium zirconium titanium zinc".split(" ")) {
      put(table, metal + "_powder", METAL_POWDER);
    }
    put(table, "silver mercury mercuric copper cuprous", HEAVY_METAL);
    put(table, "white_phosphorus", PYROPHORIC, FUEL);
    put(table, "hydrogen_peroxide", PEROXIDE);
    put(table, "hydrogen_fluoride", HYDROGEN_FLUORIDE, ACID);
    put(table, "hydrogen_cyanide mercuric_cyanide", CYANIDE, DEADLY);
    put(table, "chromium_trioxide", STRONG_OXIDISER);
    put(table, "carbon_tetrachloride", ORGANIC, HALOGENATED);
    put(table, "nitrogen_trichloride nitrogen_triiodide silver_nitride xenon_trioxide", EXPLOSIVE);
    return table;
  }

  private static void put(
      Map<String, Set<SubstanceClass>> table, String names, SubstanceClass... classes) {
    for (String name : names.split(" ")) {
      table
          .computeIfAbsent(name.replace('_', ' '), any -> EnumSet.noneOf(SubstanceClass.class))
          .addAll(Arrays.asList(classes));
    }
  }
}
