package io.athanor.gateway.bluesky;

import io.athanor.event.BlueskyDocumentReceived;
import io.athanor.gateway.command.Batch;
import io.athanor.gateway.command.Reply;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Takes documents and keeps them in the log; {@link BlueskyRuns} makes readings of them when their
 * run is over. A document that is acknowledged thus outlives any crash, however long its run.
 */
public final class BlueskyDoor {
  private static final String SOURCE = "bluesky";

  private final EventLog log;
  private final BlueskyRuns runs;
  private final int mostWaiting;
  private final Optional<String> tenant;
  private final RunKeys keys = new RunKeys();

  /**
   * Before a log.
   *
   * @param mostWaiting runs and events that may wait; beyond it a start document is refused
   * @param tenant whose runs they are: the documents of one run come together from many doors, so
   *     all of them have one owner
   */
  public BlueskyDoor(EventLog log, BlueskyRuns runs, int mostWaiting, Optional<String> tenant) {
    this.log = log;
    this.runs = runs;
    this.mostWaiting = mostWaiting;
    this.tenant = tenant;
  }

  /**
   * One document.
   *
   * @param text the document as it was sent
   * @return the event's id and what the document belongs to
   * @throws ProblemException naming the field
   */
  public CompletableFuture<JsonObject> receive(
      String name, JsonObject document, String text, Origin origin) {
    if (!origin.caller().sees(tenant.orElse(null))) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN, "runs are taken of the gateway's own tenant only");
    }
    String run = keys.of(name, document);
    if (name.equals("start") && runs.waiting() >= mostWaiting) {
      throw ProblemException.of(ProblemCode.OVERLOADED, "too much waits for the end of its run");
    }
    String identity = document.getValue("uid") instanceof String uid ? uid : text;
    String id =
        EventIds.derived(
            Instant.EPOCH,
            origin.caller().tenant().map(each -> each + '\u0000' + SOURCE).orElse(SOURCE),
            name,
            identity);
    BlueskyDocumentReceived event =
        BlueskyDocumentReceived.newBuilder()
            .setMeta(origin.meta(id, origin.source(SOURCE), origin.now(), null))
            .setRunUid(run)
            .setName(name)
            .setDocument(text)
            .build();
    runs.expect(id);
    JsonObject answer = new JsonObject().put("id", id).put("runUid", run);
    return log.append(Topics.BLUESKY_DOCUMENT_RECEIVED, run, event).thenApply(position -> answer);
  }

  /** Many documents, pairs of name and document, each answered for itself. */
  public CompletableFuture<Reply> receiveAll(JsonArray pairs, Origin origin) {
    return Batch.handle(pairs, pair -> receivePair(pair, origin), pair -> new JsonObject());
  }

  /** A pair of name and document. */
  public CompletableFuture<JsonObject> receivePair(Object pair, Origin origin) {
    if (pair instanceof JsonArray array
        && array.size() == 2
        && array.getValue(0) instanceof String name
        && array.getValue(1) instanceof JsonObject document) {
      return receive(name, document, document.encode(), origin);
    }
    throw ProblemException.at(
        "", ProblemCode.CONTRACT, "must be a pair of a document's name and the document");
  }
}
