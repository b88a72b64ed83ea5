package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.Policy;
import io.athanor.event.CampaignDefined;
import io.athanor.materials.space.Parameter;
import java.util.List;
import java.util.function.Supplier;

/** What definitions that are no events yet would mean to the engine. */
public final class Definitions {
  private Definitions() {}

  /**
   * A campaign's definition.
   *
   * @throws IllegalArgumentException naming field and reason
   */
  public static CampaignDefinition definition(CampaignDefined said) {
    return named(() -> DefinitionMapper.definition(said));
  }

  /**
   * A policy.
   *
   * @param parameters of the campaign, for the settings of past ones
   * @throws IllegalArgumentException naming field and reason
   */
  public static Policy policy(io.athanor.event.Policy said, List<Parameter> parameters) {
    return named(() -> PolicyMapper.policy(said, parameters));
  }

  private static <T> T named(Supplier<T> mapped) {
    try {
      return mapped.get();
    } catch (RefusedException e) {
      String reason = String.valueOf(e.getMessage());
      boolean said = e.field() == null || reason.startsWith(e.field());
      throw new IllegalArgumentException(said ? reason : e.field() + " " + reason, e);
    }
  }
}
