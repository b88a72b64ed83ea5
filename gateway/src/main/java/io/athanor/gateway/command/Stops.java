package io.athanor.gateway.command;

import io.athanor.event.HaltDeclared;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.view.View;
import java.util.Optional;

/** Refuses what an emergency stop forbids: leases and permissions to begin. */
final class Stops {
  private Stops() {}

  /**
   * Refuses where a stop holds for a campaign, an instrument, or both.
   *
   * @throws ProblemException 423 naming the scope
   */
  static void refuse(View view, Optional<String> campaignId, Optional<String> instrumentId) {
    Optional<HaltDeclared> halt = view.haltOf(campaignId, instrumentId);
    if (halt.isPresent()) {
      throw ProblemException.of(ProblemCode.HALTED, text(halt.get()));
    }
  }

  private static String text(HaltDeclared halt) {
    String said = "scope %s was halted by %s".formatted(halt.getScope(), halt.getBy());
    return halt.getReason() == null ? said : said + ": " + halt.getReason();
  }
}
