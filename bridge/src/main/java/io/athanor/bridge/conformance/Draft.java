package io.athanor.bridge.conformance;

import io.athanor.schemas.signing.ActuationOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An order that is being made up. */
final class Draft {
  String experimentId;
  String campaignId;
  Optional<String> tenant = Optional.empty();
  int campaignEpoch;
  int ordinal;
  String candidateId;
  Optional<String> formula = Optional.empty();
  List<ActuationOrder.Step> steps = new ArrayList<>();
  Map<String, ActuationOrder.Setting> parameters = new TreeMap<>();
  Instant notBefore;
  Instant expiresAt;
  boolean simulated = true;
  String keyId = Bench.TRUSTED.keyId();

  ActuationOrder order() {
    return new ActuationOrder(
        experimentId,
        campaignId,
        tenant,
        campaignEpoch,
        ordinal,
        candidateId,
        formula,
        steps,
        parameters,
        notBefore,
        expiresAt,
        simulated,
        keyId);
  }
}
