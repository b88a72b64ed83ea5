package io.athanor.formats.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A draft as a tree of maps and lists, as JSON has it. */
public final class DraftTree {
  private DraftTree() {}

  /**
   * The tree.
   *
   * @param all whether candidates, readings and rows are in it
   */
  public static Map<String, Object> of(Draft draft, boolean all) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", draft.name());
    tree.put("campaignId", draft.campaignId());
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("rows", draft.table().rows());
    table.put("separator", Character.toString(draft.table().separator()));
    table.put("decimal", draft.table().decimalComma() ? "," : ".");
    table.put("settings", draft.table().settings());
    table.put("measured", draft.table().measured());
    tree.put("table", table);
    tree.put("columns", draft.columns().stream().map(DraftTree::column).toList());
    tree.put("mixtures", draft.groups().stream().map(each -> group(each, draft)).toList());
    tree.put("search", chosen(draft.search()));
    tree.put("budget", chosen(draft.budget()));
    tree.put("history", chosen(draft.history()));
    draft.repeats().ifPresent(each -> tree.put("repeats", repeats(each, draft)));
    tree.put("remarks", draft.remarks());
    tree.put("definition", draft.definition());
    if (all) {
      tree.put("candidates", draft.candidates());
      tree.put("readings", draft.readings());
      tree.put("rows", draft.rows());
    }
    return tree;
  }

  private static Map<String, Object> column(ColumnDraft column) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("index", column.index());
    tree.put("header", column.header());
    tree.put("name", column.name());
    tree.put("role", column.role().spelled());
    column.kind().ifPresent(kind -> tree.put("kind", kind.spelled()));
    tree.put("unit", column.unit());
    put(tree, "low", column.low());
    put(tree, "high", column.high());
    put(tree, "step", column.step());
    if (!column.options().isEmpty()) {
      tree.put("options", column.options());
    }
    column.goal().ifPresent(goal -> tree.put("goal", goal));
    tree.put("present", column.present());
    tree.put("missing", column.missing());
    tree.put("distinct", column.distinct());
    tree.put("guess", guess(column.guess()));
    tree.put("unitGuess", guess(column.unitGuess()));
    column.goalGuess().ifPresent(goal -> tree.put("goalGuess", guess(goal)));
    return tree;
  }

  private static void put(Map<String, Object> tree, String name, OptionalDouble value) {
    value.ifPresent(number -> tree.put(name, number));
  }

  private static Map<String, Object> group(Group group, Draft draft) {
    Map<String, Object> tree = new LinkedHashMap<>();
    List<String> members = new ArrayList<>();
    group.members().forEach(each -> members.add(draft.columns().get(each).name()));
    tree.put("members", members);
    tree.put("unit", draft.columns().get(group.members().get(0)).unit());
    tree.put("total", group.total());
    tree.put("tolerance", group.tolerance());
    tree.put("most", group.most());
    tree.put("divisions", group.divisions());
    tree.put("guess", guess(group.guess()));
    return tree;
  }

  private static Map<String, Object> repeats(Repeats repeats, Draft draft) {
    Optional<ColumnDraft> first =
        draft.columns().stream().filter(each -> each.role() == Role.OUTCOME).findFirst();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("settings", repeats.settings());
    tree.put("repeated", repeats.repeated());
    tree.put("most", repeats.most());
    tree.put("standardDeviation", repeats.standardDeviation());
    tree.put("unit", first.map(ColumnDraft::unit).orElse("1"));
    return tree;
  }

  private static Map<String, Object> chosen(Draft.Choice<?> choice) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("value", choice.value());
    tree.put("guess", guess(choice.guess()));
    return tree;
  }

  private static Map<String, Object> guess(Guess guess) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("confidence", guess.confidence());
    tree.put("why", guess.why());
    return tree;
  }
}
