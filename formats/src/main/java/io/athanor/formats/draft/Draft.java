package io.athanor.formats.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A campaign drafted from a table.
 *
 * @param name for people
 * @param campaignId its id
 * @param table what the table is like
 * @param columns what each column is taken for
 * @param groups columns that sum to a constant
 * @param search pool or space, and why
 * @param budget experiments in all, and why
 * @param repeats what repeated rows say of the noise of the first outcome
 * @param history whether what was measured counts as known, and why
 * @param remarks what was odd, for people
 * @param definition as {@code POST /v1/campaigns} takes it
 * @param candidates as {@code POST /v1/campaigns/ID/candidates} takes them; none for a space
 * @param readings as {@code POST /v1/readings/batch} takes them; none for a space
 * @param rows settings with what was measured of them, the first outcome's mean, for a rehearsal
 */
public record Draft(
    String name,
    String campaignId,
    Table table,
    List<ColumnDraft> columns,
    List<Group> groups,
    Choice<String> search,
    Choice<Integer> budget,
    Optional<Repeats> repeats,
    Choice<Boolean> history,
    List<String> remarks,
    Map<String, Object> definition,
    List<Map<String, Object>> candidates,
    List<Map<String, Object>> readings,
    List<Map<String, Object>> rows) {

  /**
   * What a table is like.
   *
   * @param rows data rows
   * @param separator between cells
   * @param decimalComma whether 1,5 is one and a half
   * @param settings different settings
   * @param measured settings of which the first outcome is known
   */
  public record Table(int rows, char separator, boolean decimalComma, int settings, int measured) {}

  /** Something chosen, and how sure it is. */
  public record Choice<T>(T value, Guess guess) {}
}
