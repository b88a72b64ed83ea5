package io.athanor.acquisition.analysis.fork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.topology.Definitions;
import io.athanor.event.FeatureKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is another way: everything else of a definition stays as it was recorded.
 *
 * @param policy empty: as recorded, also where it was changed in mid-campaign
 * @param features what the surrogate sees; empty: as recorded
 * @param seed of every random choice; empty: as recorded
 */
record Change(
    Optional<Policy> policy,
    Optional<Set<CampaignDefinition.Feature>> features,
    OptionalLong seed) {
  /** Nothing. */
  static final Change NONE = new Change(Optional.empty(), Optional.empty(), OptionalLong.empty());

  /** Another policy, as a definition says it. */
  static Change policy(JsonNode json, CampaignDefinition campaign) throws AnalysisException {
    boolean sees = json.has("features");
    io.athanor.event.Policy event =
        AvroJson.read(
            io.athanor.event.Policy.class,
            io.athanor.event.Policy.getClassSchema(),
            complete(json),
            "policy");
    try {
      return new Change(
          Optional.of(Definitions.policy(event, campaign.space().parameters())),
          sees ? Optional.of(features(event)) : Optional.empty(),
          OptionalLong.empty());
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /** A policy with what the contract leaves to the planner, and parameters as features. */
  static JsonNode complete(JsonNode policy) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("acquisition", "auto").put("surrogate", "auto");
    said.putArray("features").add("parameters");
    if (!policy.isObject() && !policy.isMissingNode() && !policy.isNull()) {
      return policy;
    }
    policy.properties().forEach(each -> said.set(each.getKey(), each.getValue()));
    return said;
  }

  private static Set<CampaignDefinition.Feature> features(io.athanor.event.Policy event) {
    Set<CampaignDefinition.Feature> features = EnumSet.noneOf(CampaignDefinition.Feature.class);
    for (FeatureKind each : event.getFeatures()) {
      features.add(CampaignDefinition.Feature.valueOf(each.name()));
    }
    return features;
  }

  /** A reason that begins with the field. */
  static AnalysisException refused(IllegalArgumentException e) {
    String text = String.valueOf(e.getMessage());
    int blank = text.indexOf(' ');
    return blank < 0
        ? new AnalysisException("", text)
        : new AnalysisException(text.substring(0, blank), text.substring(blank + 1));
  }

  Change withSeed(long other) {
    return new Change(policy, features, OptionalLong.of(other));
  }

  /** A recorded definition as it is here. */
  CampaignDefinition of(CampaignDefinition recorded) {
    return new CampaignDefinition(
        recorded.campaignId(),
        recorded.wanted(),
        recorded.space(),
        policy.orElse(recorded.policy()),
        recorded.stopping(),
        features.orElse(recorded.features()),
        recorded.budget(),
        recorded.parallelism(),
        recorded.proposalLife(),
        seed.orElse(recorded.seed()),
        recorded.state(),
        recorded.action(),
        recorded.invention(),
        recorded.drift());
  }
}
