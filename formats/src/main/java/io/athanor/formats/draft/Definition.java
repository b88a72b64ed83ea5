package io.athanor.formats.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A campaign's definition as {@code POST /v1/campaigns} takes it, as a tree of maps and lists. */
final class Definition {
  private final List<ColumnDraft> columns;
  private final List<Group> groups;
  private final Settings settings;

  /** Of columns whose roles are known; groups are held to their sums in a space. */
  Definition(List<ColumnDraft> columns, List<Group> groups, Settings settings) {
    this.columns = columns;
    this.groups = groups;
    this.settings = settings;
  }

  /**
   * The tree.
   *
   * @param prior what was measured before, for a space
   */
  Map<String, Object> tree(
      String campaignId,
      String name,
      boolean pool,
      int budget,
      long seed,
      List<Map<String, Object>> prior) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("campaignId", campaignId);
    tree.put("name", name);
    tree.put("objectives", objectives());
    Map<String, Object> search = new LinkedHashMap<>();
    if (pool) {
      search.put("pool", Map.of("size", settings.all().size(), "parameters", parameters(true)));
    } else {
      Map<String, Object> space = new LinkedHashMap<>();
      space.put("parameters", parameters(false));
      if (!groups.isEmpty()) {
        space.put("mixtures", groups.stream().map(this::mixture).toList());
      }
      search.put("space", space);
    }
    tree.put("search", search);
    if (prior.size() > 1) {
      tree.put(
          "policy",
          Map.of("priorCampaigns", List.of(Map.of("name", "history", "observations", prior))));
    }
    tree.put("budget", budget);
    tree.put("seed", seed);
    return tree;
  }

  private List<Map<String, Object>> objectives() {
    List<Map<String, Object>> objectives = new ArrayList<>();
    for (ColumnDraft each : Drafting.with(columns, Role.OUTCOME)) {
      Map<String, Object> objective = new LinkedHashMap<>();
      objective.put("property", each.name());
      objective.put("unit", each.unit());
      objective.put("goal", each.goal().orElseThrow());
      objectives.add(objective);
    }
    return objectives;
  }

  private List<Map<String, Object>> parameters(boolean pool) {
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (ColumnDraft each : Drafting.with(columns, Role.PARAMETER)) {
      parameters.add(parameter(each, pool));
    }
    for (String element : settings.elementNames()) {
      Map<String, Object> fraction = new LinkedHashMap<>();
      fraction.put("name", element);
      fraction.put("kind", Kind.CONTINUOUS.spelled());
      fraction.put("low", 0.0);
      fraction.put("high", 1.0);
      parameters.add(fraction);
    }
    return parameters;
  }

  private Map<String, Object> parameter(ColumnDraft column, boolean pool) {
    Kind kind = column.kind().orElseThrow();
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", column.name());
    parameter.put("kind", kind.spelled());
    if (!kind.isNamed()) {
      Optional<Group> group =
          groups.stream().filter(each -> !pool && each.holds(column.index())).findFirst();
      double total = group.map(Group::total).orElse(1.0);
      parameter.put("unit", group.isPresent() ? "1" : column.unit());
      if (kind != Kind.DISCRETE && column.low().isPresent() && column.high().isPresent()) {
        parameter.put("low", column.low().getAsDouble() / total);
        parameter.put("high", column.high().getAsDouble() / total);
      }
    }
    if (!column.options().isEmpty()) {
      parameter.put("options", column.options());
    }
    return parameter;
  }

  private Map<String, Object> mixture(Group group) {
    Map<String, Object> mixture = new LinkedHashMap<>();
    mixture.put("members", group.members().stream().map(each -> columns.get(each).name()).toList());
    if (group.most() > 0) {
      mixture.put("most", group.most());
    }
    return mixture;
  }
}
