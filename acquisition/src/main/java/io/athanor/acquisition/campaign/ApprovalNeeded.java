package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.ActionTerms.Approval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one experiment needs of people before anybody may lease it.
 *
 * @param quorum how many different people must approve; 0 where silence until {@code vetoUntil} is
 *     enough
 * @param vetoUntil until when somebody may object; empty where a quorum decides
 * @param because why people are asked, at least one reason
 */
public record ApprovalNeeded(int quorum, Optional<Instant> vetoUntil, List<String> because) {
  /** Copies and checks. */
  public ApprovalNeeded {
    because = List.copyOf(because);
    if ((quorum > 0) == vetoUntil.isPresent()) {
      throw new IllegalArgumentException(
          "approvalNeeded: quorum %d with veto until %s".formatted(quorum, vetoUntil));
    }
  }

  private static final String BLOCKED = "blocked";

  /** What the critic blocks: nobody may approve it. */
  static ApprovalNeeded blocked() {
    return new ApprovalNeeded(1, Optional.empty(), List.of(BLOCKED));
  }

  /** Whether the critic blocks it. */
  boolean isBlocked() {
    return because.contains(BLOCKED);
  }

  /** What the terms ask of an experiment proposed now; empty where nothing. */
  static Optional<ApprovalNeeded> of(
      Approval terms, Instant now, OptionalDouble outOfDomain, OptionalDouble risk) {
    if (terms instanceof Approval.Quorum quorum) {
      List<String> because = quorum.when().reasons(outOfDomain, risk);
      return because.isEmpty()
          ? Optional.empty()
          : Optional.of(new ApprovalNeeded(quorum.people(), Optional.empty(), because));
    }
    if (terms instanceof Approval.VetoWindow veto) {
      List<String> because = veto.when().reasons(outOfDomain, risk);
      return because.isEmpty()
          ? Optional.empty()
          : Optional.of(new ApprovalNeeded(0, Optional.of(now.plus(veto.window())), because));
    }
    return Optional.empty();
  }
}
