package io.athanor.gateway.webhook;

import io.athanor.event.WebhookRegistered;

/** Calls an address. */
interface Sender {
  /**
   * What is said.
   *
   * @param deliveryId the event's id: the same again is the same delivery
   * @param topic where the event lies
   * @param body CloudEvents in the JSON format
   */
  record Message(String deliveryId, String topic, byte[] body) {}

  /**
   * What became of a call.
   *
   * @param taken whether it was answered 2xx
   * @param gone whether nobody wants to be called there any more (410)
   * @param cause what went wrong, without anything of the answer; empty where nothing did
   */
  record Outcome(boolean taken, boolean gone, String cause) {
    static final Outcome TAKEN = new Outcome(true, false, "");

    static Outcome failed(String cause) {
      return new Outcome(false, false, cause);
    }
  }

  /** One call, in bounded time. Never throws for what the other side does. */
  Outcome call(WebhookRegistered webhook, Message message);
}
