package io.athanor.allinone.critique;

import io.athanor.acquisition.critic.Declared;
import io.athanor.acquisition.critic.ReviewTerms;
import io.athanor.allinone.lab.Recipe;
import io.athanor.allinone.lab.RecipePool;
import io.athanor.materials.space.Parameter;
import java.util.List;
import java.util.OptionalDouble;

/** What the demonstration declares of its recipes. */
final class DemoTerms {
  static final ReviewTerms TERMS =
      new ReviewTerms(
          List.of(
              fraction(Recipe.CESIUM),
              fraction(Recipe.METHYLAMMONIUM),
              fraction(Recipe.TIN),
              fraction(Recipe.BROMIDE),
              fraction(Recipe.CHLORIDE),
              new Declared(
                  new Parameter.Continuous(
                      Recipe.ANNEAL_TEMPERATURE, RecipePool.COLDEST, RecipePool.HOTTEST),
                  "Cel"),
              new Declared(
                  new Parameter.Continuous(
                      Recipe.ANNEAL_TIME, RecipePool.SHORTEST, RecipePool.LONGEST),
                  "min")),
          List.of(),
          List.of(),
          OptionalDouble.empty());

  private DemoTerms() {}

  private static Declared fraction(String name) {
    return new Declared(new Parameter.Continuous(name, 0, 1), "1");
  }
}
