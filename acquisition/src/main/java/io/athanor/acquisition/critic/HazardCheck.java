package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what is made, or what it is made from, is a danger. */
final class HazardCheck {
  private static final String CHECK = "hazard";
  private static final String SOURCE = " (Bretherick's Handbook, 8th ed.)";

  private HazardCheck() {}

  static void on(Review review) {
    List<Substance> there = new ArrayList<>();
    review
        .composition()
        .ifPresent(
            composition -> {
              String formula = review.proposal().formula().orElseThrow();
              Substance made =
                  new Substance(formula, CompositionClasses.of(composition), List.of(composition));
              there.add(made);
              elements(review, composition);
              own(review, made);
            });
    for (Map.Entry<String, Object> setting : review.proposal().settings().entrySet()) {
      if (setting.getValue() instanceof String option) {
        add(review, option, there);
      } else if (setting.getValue() instanceof Double amount && amount > 0) {
        add(review, setting.getKey(), there);
      }
    }
    for (int i = 0; i < there.size(); i++) {
      alone(review, there.get(i));
      for (int j = i + 1; j < there.size(); j++) {
        together(review, there.get(i), there.get(j));
      }
    }
  }

  private static void add(Review review, String text, List<Substance> there) {
    Substance substance = review.terms().substance(text);
    if (!substance.classes().isEmpty()) {
      there.add(substance);
    }
    own(review, substance);
  }

  private static void own(Review review, Substance one) {
    review
        .terms()
        .hazards()
        .in(one)
        .ifPresent(
            word ->
                review.find(
                    CHECK, 1, "%s: this campaign must not touch '%s'".formatted(one.text(), word)));
  }

  private static void elements(Review review, Composition composition) {
    for (Element element : composition.amounts().keySet()) {
      ElementHazards.of(element)
          .ifPresent(hazard -> review.find(CHECK, hazard.score(), hazard.text()));
    }
  }

  private static void alone(Review review, Substance one) {
    Set<SubstanceClass> classes = one.classes();
    String name = one.text();
    if (classes.contains(SubstanceClass.EXPLOSIVE)) {
      review.find(CHECK, 1, name + " explodes by itself" + SOURCE);
    }
    if (classes.contains(SubstanceClass.DEADLY)) {
      review.find(CHECK, 0.95, name + " kills in small amounts (NIOSH IDLH, 1994 and later)");
    }
    if (classes.contains(SubstanceClass.HYDROGEN_FLUORIDE)) {
      review.find(CHECK, 0.95, name + " holds hydrogen fluoride (NIOSH IDLH 30 ppm)");
    }
    if (classes.contains(SubstanceClass.AZIDE)) {
      boolean heavy = classes.contains(SubstanceClass.HEAVY_METAL);
      review.find(
          CHECK,
          heavy ? 1 : 0.95,
          name + (heavy ? " is a primary explosive" : " is an azide") + SOURCE);
    }
    if (classes.contains(SubstanceClass.STRONG_OXIDISER)) {
      boolean fuelled =
          classes.contains(SubstanceClass.ORGANIC) || classes.contains(SubstanceClass.AMMONIA);
      review.find(
          CHECK,
          fuelled ? 0.95 : 0.3,
          name + (fuelled ? " is oxidiser and fuel in one" : " is a strong oxidiser") + SOURCE);
    }
    if (classes.contains(SubstanceClass.NITRATE) && classes.contains(SubstanceClass.AMMONIA)) {
      review.find(CHECK, 0.6, name + " may detonate when confined and hot" + SOURCE);
    }
    if (classes.contains(SubstanceClass.PYROPHORIC)) {
      review.find(CHECK, 0.55, name + " burns in air" + SOURCE);
    }
    if (classes.contains(SubstanceClass.CYANIDE) || classes.contains(SubstanceClass.HYDRAZINE)) {
      review.find(CHECK, 0.3, name + " is a poison (Regulation (EC) 1272/2008 Annex VI)");
    }
  }

  private static void together(Review review, Substance one, Substance other) {
    for (Incompatibility rule : Incompatibility.ALL) {
      if (rule.holds(one, other)) {
        review.find(
            CHECK, rule.score(), "%s with %s: %s".formatted(one.text(), other.text(), rule.text()));
      }
    }
  }
}
