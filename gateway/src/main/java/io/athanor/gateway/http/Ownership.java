package io.athanor.gateway.http;

import io.athanor.gateway.contract.Operation;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.Seen;
import io.athanor.gateway.view.View;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Holds the ids in a path to the caller's tenant, for every operation alike: what is another
 * tenant's is not there. A path parameter that nobody said how to hold is refused at the start.
 */
final class Ownership {
  private static final Map<String, BiPredicate<Seen, String>> FOREIGN =
      Map.of(
          "campaignId", Seen::isTaken,
          "inquiryId", Seen::isForeignInquiry,
          "experimentId", Seen::isForeign,
          "instrumentId", Seen::isForeignInstrument,
          "webhookId", Seen::isForeignWebhook);

  /**
   * Path parameters that name nothing a tenant has, or what only the operation itself can tell
   * whose it is.
   */
  private static final Set<String> NOBODYS =
      Set.of("name", "worker", "candidateId", "topic", "partition", "offset");

  private final View view;

  Ownership(View view) {
    this.view = view;
  }

  /**
   * Refuses an operation whose path names what cannot be held to a tenant.
   *
   * @throws IllegalStateException naming operation and parameter
   */
  static void check(Operation operation) {
    for (Operation.Parameter each : operation.parameters()) {
      if (each.place() == Operation.Place.PATH
          && !FOREIGN.containsKey(each.name())
          && !NOBODYS.contains(each.name())) {
        throw new IllegalStateException(
            "contract: nobody says whose " + each.name() + " of " + operation.id() + " is");
      }
    }
  }

  /**
   * Refuses what belongs to another tenant.
   *
   * @param values value of a path parameter by its name
   * @throws ProblemException 404, in the words for what is not there
   */
  void hold(Operation operation, Function<String, String> values, Identity caller) {
    Seen seen = view.seenBy(caller);
    for (Operation.Parameter each : operation.parameters()) {
      BiPredicate<Seen, String> foreign = FOREIGN.get(each.name());
      if (each.place() == Operation.Place.PATH
          && foreign != null
          && foreign.test(seen, values.apply(each.name()))) {
        throw ProblemException.at(
            each.name(),
            ProblemCode.NOT_FOUND,
            "no " + each.name().replaceFirst("Id$", "") + " has this id");
      }
    }
  }
}
