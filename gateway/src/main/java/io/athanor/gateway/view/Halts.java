package io.athanor.gateway.view;

import io.athanor.event.HaltDeclared;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Emergency stops, as the log last said of each scope. Owned by {@link View}, which locks. */
final class Halts {
  /** Scope of everything. */
  static final String ALL = "all";

  private static final String INSTRUMENT = "instrument/";

  private final Map<String, HaltDeclared> scopes = new TreeMap<>();

  void on(HaltDeclared event) {
    scopes.put(event.getScope(), event);
  }

  Optional<HaltDeclared> of(String scope) {
    return Optional.ofNullable(scopes.get(scope));
  }

  /** What every scope was told last, by scope. */
  List<HaltDeclared> all() {
    return List.copyOf(scopes.values());
  }

  /**
   * The widest stop that holds for a place.
   *
   * @param tenant whose the campaign is; null for the default tenant
   * @param campaignId the campaign; null for none
   * @param instrumentId the instrument; null for none
   */
  Optional<HaltDeclared> holdingFor(String tenant, String campaignId, String instrumentId) {
    return java.util.stream.Stream.of(
            ALL,
            scope("tenant", tenant),
            scope("campaign", campaignId),
            scope("instrument", instrumentId))
        .filter(Objects::nonNull)
        .map(scopes::get)
        .filter(each -> each != null && each.getHalted())
        .findFirst();
  }

  /**
   * Whether a stop is news for a campaign: its own, its tenant's, or of an instrument that is its
   * tenant's or that its tenant has stopped.
   *
   * @param isOwn whether an instrument is its tenant's
   */
  static boolean concerns(
      HaltDeclared event, String tenant, String campaignId, Predicate<String> isOwn) {
    String scope = event.getScope();
    return scope.equals(ALL)
        || scope.equals(scope("tenant", tenant))
        || scope.equals(scope("campaign", campaignId))
        || (scope.startsWith(INSTRUMENT)
            && (Objects.equals(event.getMeta().getTenant(), tenant)
                || isOwn.test(scope.substring(INSTRUMENT.length()))));
  }

  private static String scope(String kind, String id) {
    return id == null ? null : kind + "/" + id;
  }
}
