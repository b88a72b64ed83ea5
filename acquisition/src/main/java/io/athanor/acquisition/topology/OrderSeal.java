package io.athanor.acquisition.topology;

import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentProposed;
import io.athanor.schemas.signing.OrderCodec;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.signing.ProposedOrders;
import io.athanor.schemas.signing.SignedOrder;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts signed orders into proposals. */
final class OrderSeal {
  private static final Logger LOG = LoggerFactory.getLogger(OrderSeal.class);

  private OrderSeal() {}

  /** With its order under a signature. What no order can say goes out unsigned: no bridge acts. */
  static ExperimentProposed put(
      ExperimentProposed event, CampaignDefined definition, OrderSigner signer) {
    try {
      return ProposedOrders.sealed(
          event, signer.sign(ProposedOrders.order(event, definition, signer.keyId())));
    } catch (IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("experimentId", event.getExperimentId())
          .addKeyValue("reason", e.getMessage())
          .log("A proposal cannot be signed");
      return event;
    }
  }

  /** With its order derived anew, under the signature that {@code recorded} carries. */
  static ExperimentProposed repeat(
      ExperimentProposed event, CampaignDefined definition, ExperimentProposed recorded) {
    if (recorded.getSignature() == null || recorded.getSigningKey() == null) {
      return event;
    }
    ByteBuffer signature = recorded.getSignature().duplicate();
    byte[] signed = new byte[signature.remaining()];
    signature.get(signed);
    return ProposedOrders.sealed(
        event,
        new SignedOrder(
            recorded.getSigningKey(),
            SignedOrder.ED25519,
            OrderCodec.encode(ProposedOrders.order(event, definition, recorded.getSigningKey())),
            signed));
  }
}
