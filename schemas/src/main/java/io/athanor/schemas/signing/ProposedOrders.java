package io.athanor.schemas.signing;

import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Parameter;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The orders in proposals. */
public final class ProposedOrders {
  /** Unit of a number that the campaign does not declare. */
  private static final String NO_UNIT = "1";

  private static final ActuationOrder.Step WHOLE =
      new ActuationOrder.Step("experiment", ActuationOrder.ANY_TECHNIQUE, Optional.empty());

  private ProposedOrders() {}

  /**
   * What a proposal orders; a function of the two events and the key's id.
   *
   * @throws IllegalArgumentException naming the field that no order can have
   */
  public static ActuationOrder order(
      ExperimentProposed proposal, CampaignDefined definition, String keyId) {
    return new ActuationOrder(
        proposal.getExperimentId(),
        proposal.getCampaignId(),
        Optional.ofNullable(proposal.getMeta().getTenant()),
        proposal.getCampaignEpoch(),
        proposal.getOrdinal(),
        proposal.getCandidateId(),
        Optional.ofNullable(proposal.getCandidate().getFormula()),
        steps(proposal),
        settings(proposal.getCandidate().getParameters(), units(definition)),
        proposal.getProposedAt(),
        proposal.getExpiresAt(),
        proposal.getSimulated(),
        keyId);
  }

  /** The proposal with its order and the signature over it. */
  public static ExperimentProposed sealed(ExperimentProposed proposal, SignedOrder signed) {
    return ExperimentProposed.newBuilder(proposal)
        .setOrder(ByteBuffer.wrap(signed.order()))
        .setSignature(ByteBuffer.wrap(signed.signature()))
        .setSigningKey(signed.keyId())
        .build();
  }

  /** The signed order that a proposal carries; empty where it carries none. */
  public static Optional<SignedOrder> signed(ExperimentProposed proposal) {
    return proposal.getOrder() == null
            || proposal.getSignature() == null
            || proposal.getSigningKey() == null
        ? Optional.empty()
        : Optional.of(
            new SignedOrder(
                proposal.getSigningKey(),
                SignedOrder.ED25519,
                bytes(proposal.getOrder()),
                bytes(proposal.getSignature())));
  }

  private static List<ActuationOrder.Step> steps(ExperimentProposed proposal) {
    if (proposal.getDispatch() == null || proposal.getDispatch().getRecipe().isEmpty()) {
      return List.of(WHOLE);
    }
    return proposal.getDispatch().getRecipe().stream()
        .map(
            each ->
                new ActuationOrder.Step(
                    each.getName(), each.getTechnique(), Optional.ofNullable(each.getSeconds())))
        .toList();
  }

  private static Map<String, ActuationOrder.Setting> settings(
      Map<String, Object> parameters, Map<String, String> units) {
    Map<String, ActuationOrder.Setting> settings = new TreeMap<>();
    parameters.forEach(
        (name, value) ->
            settings.put(
                name,
                value instanceof Double number
                    ? new ActuationOrder.Amount(number, units.getOrDefault(name, NO_UNIT))
                    : new ActuationOrder.Option(value.toString())));
    return settings;
  }

  private static Map<String, String> units(CampaignDefined definition) {
    List<Parameter> declared =
        definition.getSearch() instanceof Pool pool
            ? pool.getParameters()
            : ((ProcessSpace) definition.getSearch()).getParameters();
    Map<String, String> units = new HashMap<>();
    declared.forEach(each -> units.put(each.getName(), each.getUnit()));
    return units;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
