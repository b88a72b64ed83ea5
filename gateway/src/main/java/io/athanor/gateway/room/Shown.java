package io.athanor.gateway.room;

import io.athanor.event.CampaignDefined;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.security.Role;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topics;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which lines a caller may see: its own tenant's, those of campaigns and instruments that are its
 * tenant's, and what is nobody's; who asked for what only as an auditor, and dead letters as an
 * operator or an auditor.
 */
public final class Shown {
  private static final Set<Role> AUDITORS = EnumSet.of(Role.AUDITOR);
  private static final Set<Role> KEEPERS = EnumSet.of(Role.OPERATOR, Role.AUDITOR);
  private static final String DEAD_LETTERS = "dead-letter-";
  private static final String HALT_OF_ALL = "all";

  private final View view;

  /** By what the view says of campaigns and instruments. */
  public Shown(View view) {
    this.view = view;
  }

  /** Whether this caller may see it. */
  boolean to(Identity caller, Line line) {
    String topic = line.position().topic();
    if (topic.equals(Topics.ACCESS_AUDITED.name())) {
      return caller.hasAny(AUDITORS) && caller.sees(line.tenant());
    }
    if (topic.startsWith(DEAD_LETTERS)) {
      return caller.hasAny(KEEPERS) && caller.sees(line.tenant());
    }
    if (line.campaignId() != null) {
      return ofCampaign(caller, line);
    }
    if (topic.equals(Topics.MODEL_RELEASED.name())) {
      return true;
    }
    if (topic.equals(Topics.HALT_DECLARED.name())) {
      return HALT_OF_ALL.equals(line.scope())
          || caller.tenant().isEmpty()
          || caller.sees(line.tenant());
    }
    return line.scope() == null ? caller.sees(line.tenant()) : ofSubject(caller, line);
  }

  /** Before its campaign is known, an event is what it says. */
  private boolean ofCampaign(Identity caller, Line line) {
    return view.definition(line.campaignId())
        .map(each -> caller.sees(each.getMeta().getTenant()))
        .orElseGet(() -> caller.sees(line.tenant()));
  }

  /** A report is about a campaign, an instrument, or a model, which is nobody's. */
  private boolean ofSubject(Identity caller, Line line) {
    Optional<CampaignDefined> campaign = view.definition(line.scope());
    if (campaign.isPresent()) {
      return caller.sees(campaign.get().getMeta().getTenant());
    }
    return view.instrument(line.scope())
        .map(each -> caller.sees(each.getMeta().getTenant()))
        .orElse(true);
  }
}
