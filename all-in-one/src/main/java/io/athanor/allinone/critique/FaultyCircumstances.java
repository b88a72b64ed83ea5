package io.athanor.allinone.critique;

import static io.athanor.allinone.critique.FaultyFormulas.any;

import io.athanor.acquisition.critic.Declared;
import io.athanor.acquisition.critic.Familiarity;
import io.athanor.acquisition.critic.ProposalUnderReview;
import io.athanor.acquisition.critic.ReviewTerms;
import io.athanor.allinone.lab.Recipe;
import io.athanor.allinone.lab.RecipePool;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.space.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Proposals that are wrong for what surrounds them: heat, neighbours, company, repetition. */
final class FaultyCircumstances {
  /** Pairs that safety courses warn of, as people write them. */
  private static final List<List<String>> COMPANY =
      List.of(
          List.of("KCN", "HCl"),
          List.of("sodium cyanide", "sulfuric acid"),
          List.of("NaN3", "hydrochloric acid"),
          List.of("sodium azide", "dichloromethane"),
          List.of("NaN3", "Pb(NO3)2"),
          List.of("sodium metal", "water"),
          List.of("potassium metal", "chloroform"),
          List.of("NaH", "H2O"),
          List.of("LiAlH4", "water"),
          List.of("KClO4", "DMF"),
          List.of("potassium chlorate", "sulfur"),
          List.of("potassium permanganate", "glycerol"),
          List.of("KMnO4", "ethanol"),
          List.of("ammonium perchlorate", "aluminium powder"),
          List.of("hydrogen peroxide", "acetone"),
          List.of("H2O2", "hydrazine"),
          List.of("nitric acid", "ethanol"),
          List.of("HNO3", "aniline"),
          List.of("sodium hypochlorite", "ammonia"),
          List.of("bleach", "HCl"),
          List.of("Na2S", "HCl"),
          List.of("calcium phosphide", "water"),
          List.of("Zn3As2", "H2SO4"),
          List.of("NH4F", "sulfuric acid"),
          List.of("NaF", "hydrochloric acid"),
          List.of("butyllithium", "water"),
          List.of("diethylzinc", "methanol"),
          List.of("silver nitrate", "acetylene"),
          List.of("CrO3", "acetone"),
          List.of("sodium dichromate", "isopropanol"),
          List.of("potassium nitrate", "charcoal"),
          List.of("NaNO3", "aluminum powder"),
          List.of("magnesium powder", "chloroform"),
          List.of("sodium bromate", "carbon"));

  private static final List<String> METALS = List.of("Na", "K", "Mg", "Ca", "Ti", "Fe", "Ni", "Zr");
  private static final List<String> ANIONS = List.of("O", "S", "Cl", "Se", "Br");
  private static final List<String> TIMES = List.of("min", "h", "s");
  private static final List<String> AMOUNTS = List.of("g", "mol", "mL", "V", "nm");

  private final List<String> real;
  private final List<Recipe> hybrids;

  FaultyCircumstances(List<String> real) {
    this.real = List.copyOf(real);
    this.hybrids = RecipePool.of(7, 200);
  }

  /** Two substances that must not meet. */
  ProposalUnderReview badCompany(SplittableRandom random) {
    List<String> pair = any(COMPANY, random);
    boolean turned = random.nextBoolean();
    return ProposalUnderReview.ofSettings(
        ReviewTerms.none(),
        Map.of(
            "first", pair.get(turned ? 1 : 0),
            "second", pair.get(turned ? 0 : 1),
            "stirring", 100 + 400 * random.nextDouble()));
  }

  /** A hybrid perovskite in a furnace for oxides, or a material above its stated limit. */
  ProposalUnderReview scorched(SplittableRandom random) {
    boolean stated = random.nextBoolean();
    double limit = 400 + 800 * random.nextDouble();
    double celsius =
        stated ? limit - 273.15 + 80 + 300 * random.nextDouble() : 370 + 600 * random.nextDouble();
    String formula = stated ? any(real, random) : any(hybrids, random).formula();
    return new ProposalUnderReview(
        new ReviewTerms(
            List.of(new Declared(new Parameter.Continuous("sinter_temperature", 0, 2000), "Cel")),
            List.of(),
            List.of(),
            stated ? OptionalDouble.of(limit) : OptionalDouble.empty()),
        Optional.of(formula),
        Map.of("sinter_temperature", celsius),
        Optional.empty(),
        OptionalDouble.empty(),
        Familiarity.none());
  }

  /** Colder than cold, or hotter than tungsten. */
  ProposalUnderReview impossibleHeat(SplittableRandom random) {
    boolean cold = random.nextBoolean();
    boolean kelvin = random.nextBoolean();
    double value = cold ? -1 - 400 * random.nextDouble() : 3700 + 5000 * random.nextDouble();
    return ProposalUnderReview.ofSettings(
        new ReviewTerms(
            List.of(
                new Declared(
                    new Parameter.Continuous("furnaceTemperature", -1000, 10_000),
                    kelvin ? "K" : "Cel")),
            List.of(),
            List.of(),
            OptionalDouble.empty()),
        Map.of("furnaceTemperature", cold && !kelvin ? value - 273.15 : value));
  }

  /** Columns of units that slipped by one. */
  ProposalUnderReview wrongDimension(SplittableRandom random) {
    boolean hot = random.nextBoolean();
    String name = hot ? "anneal_temperature" : "anneal_time";
    String unit = random.nextBoolean() ? any(AMOUNTS, random) : hot ? any(TIMES, random) : "Cel";
    return ProposalUnderReview.ofSettings(
        new ReviewTerms(
            List.of(new Declared(new Parameter.Continuous(name, 0, 300), unit)),
            List.of(),
            List.of(),
            OptionalDouble.empty()),
        Map.of(name, 300 * random.nextDouble()));
  }

  /** Rock salt with one atom pushed into another. */
  ProposalUnderReview collapsed(SplittableRandom random) {
    Element metal = Element.valueOf(any(METALS, random));
    Element anion = Element.valueOf(any(ANIONS, random));
    double edge = 4.6 + 1.4 * random.nextDouble();
    double shift =
        0.4
            * (metal.covalentRadius() + anion.covalentRadius())
            / edge
            * (0.7 + 0.3 * random.nextDouble());
    List<Site> sites =
        List.of(
            new Site(metal, 0, 0, 0),
            new Site(metal, 0.5, 0.5, 0),
            new Site(metal, 0.5, 0, 0.5),
            new Site(metal, 0, 0.5, 0.5),
            new Site(anion, shift, 0, 0),
            new Site(anion, 0, 0.5, 0),
            new Site(anion, 0, 0, 0.5),
            new Site(anion, 0.5, 0.5, 0.5));
    return new ProposalUnderReview(
        ReviewTerms.none(),
        Optional.of(metal.symbol() + anion.symbol()),
        Map.of(),
        Optional.of(new Crystal(Lattice.cubic(edge), sites)),
        OptionalDouble.empty(),
        Familiarity.none());
  }

  /** A planner that is stuck: the same again, known many times over. */
  ProposalUnderReview stuck(SplittableRandom random) {
    int repeats = 3 + random.nextInt(6);
    return new ProposalUnderReview(
        ReviewTerms.none(),
        Optional.of(any(real, random)),
        Map.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        new Familiarity(0, repeats, repeats + random.nextInt(50)));
  }
}
