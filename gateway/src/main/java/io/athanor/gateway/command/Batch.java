package io.athanor.gateway.command;

import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Many messages in one request, each answered for itself. */
public final class Batch {
  private static final int ALL = 202;
  private static final int SOME = 207;
  private static final int NONE = 422;
  private static final int FIRST_SERVER_ERROR = 500;

  private Batch() {}

  private record Outcome(JsonObject accepted, Problem problem) {}

  /**
   * Handles every item and answers when the last has been.
   *
   * @param handler gives what an accepted item is answered, or fails with a problem
   * @param label what names an item beside its error
   */
  public static CompletableFuture<Reply> handle(
      JsonArray items,
      Function<Object, CompletableFuture<JsonObject>> handler,
      Function<Object, JsonObject> label) {
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      outcomes.add(outcome(items.getValue(i), handler));
    }
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> reply(items, outcomes.stream().map(CompletableFuture::join).toList(), label));
  }

  private static CompletableFuture<Outcome> outcome(
      Object item, Function<Object, CompletableFuture<JsonObject>> handler) {
    CompletableFuture<JsonObject> answer;
    try {
      answer = handler.apply(item);
    } catch (ProblemException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.handle(
        (accepted, failure) ->
            failure == null
                ? new Outcome(accepted, null)
                : new Outcome(
                    null,
                    ProblemException.in(failure)
                        .orElseGet(() -> Problem.of(ProblemCode.INTERNAL, "see the log"))));
  }

  private static Reply reply(
      JsonArray items, List<Outcome> outcomes, Function<Object, JsonObject> label) {
    JsonArray results = new JsonArray();
    int accepted = 0;
    Problem outage = null;
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      if (outcome.problem() == null) {
        accepted++;
        results.add(outcome.accepted());
      } else {
        results.add(label.apply(items.getValue(i)).put("error", outcome.problem().toJson()));
        if (outcome.problem().code().status() >= FIRST_SERVER_ERROR) {
          outage = outcome.problem();
        }
      }
    }
    if (accepted == 0 && outage != null) {
      throw new ProblemException(outage);
    }
    int status = accepted == outcomes.size() ? ALL : accepted > 0 ? SOME : NONE;
    return new Reply(status, new JsonObject().put("results", results));
  }
}
