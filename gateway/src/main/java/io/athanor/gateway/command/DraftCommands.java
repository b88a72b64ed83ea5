package io.athanor.gateway.command;

import io.athanor.formats.FormatException;
import io.athanor.formats.draft.Draft;
import io.athanor.formats.draft.DraftTree;
import io.athanor.formats.draft.Drafting;
import io.athanor.formats.draft.Edits;
import io.athanor.formats.draft.Kind;
import io.athanor.formats.draft.Role;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Campaigns;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Drafts campaigns from tables; writes nothing. */
public final class DraftCommands {
  private static final int OK = 200;

  private final Contract contract;

  /** Holds what it drafts to the contract. */
  public DraftCommands(Contract contract) {
    this.contract = contract;
  }

  /**
   * A draft with what the door would refuse of it.
   *
   * @param body the table, or an object with the table and edits
   * @param parameters of the query
   * @throws ProblemException naming line and column of what cannot be read
   */
  public Reply draft(Object body, Map<String, String> parameters, Origin origin) {
    JsonObject request =
        body instanceof JsonObject json ? json : new JsonObject().put("csv", body.toString());
    Edits edits = edits(request.getJsonObject("edits", new JsonObject()), parameters);
    Draft draft = draft(request.getString("csv"), edits);
    boolean all = !"false".equals(parameters.get("rows"));
    JsonObject answer = new JsonObject(DraftTree.of(draft, all));
    answer.put("problems", problems(draft, origin));
    return Reply.encoded(OK, answer);
  }

  private static Draft draft(String csv, Edits edits) {
    try {
      return Drafting.of(csv, edits);
    } catch (FormatException e) {
      String place = e.place().isEmpty() ? "" : e.place() + ": ";
      throw ProblemException.at("/csv", ProblemCode.INVALID_FIELD, place + e.reason());
    }
  }

  /** What the door would say to the definition, were it sent now. */
  private JsonArray problems(Draft draft, Origin origin) {
    // a copy: what is checked is changed on the way, and the draft is not
    JsonObject definition = new JsonObject(draft.definition()).copy();
    try {
      contract.check("CampaignDefinition", definition);
      Campaigns.read(definition, draft.campaignId(), origin);
      return new JsonArray();
    } catch (ProblemException e) {
      Problem problem = e.problem();
      return new JsonArray()
          .add(
              new JsonObject()
                  .put("field", problem.field().orElse(""))
                  .put("code", problem.code().spelled())
                  .put("detail", problem.detail()));
    }
  }

  private static Edits edits(JsonObject json, Map<String, String> parameters) {
    Map<Integer, Edits.OfColumn> columns = new TreeMap<>();
    JsonArray said = json.getJsonArray("columns", new JsonArray());
    for (int i = 0; i < said.size(); i++) {
      JsonObject each = said.getJsonObject(i);
      if (columns.put(each.getInteger("index"), column(each)) != null) {
        throw ProblemException.at(
            "/edits/columns/" + i + "/index", ProblemCode.INVALID_FIELD, "is there twice");
      }
    }
    return new Edits(
        text(json, "name").or(() -> Optional.ofNullable(parameters.get("name"))),
        text(json, "campaignId"),
        text(json, "goal").or(() -> Optional.ofNullable(parameters.get("goal"))),
        columns,
        text(json, "search"),
        Optional.ofNullable(json.getInteger("budget")),
        Optional.ofNullable(json.getLong("seed")),
        json.getBoolean("mixtures", true),
        Optional.ofNullable(json.getBoolean("history")));
  }

  private static Edits.OfColumn column(JsonObject json) {
    return new Edits.OfColumn(
        text(json, "name"),
        text(json, "role").map(each -> Role.valueOf(each.toUpperCase(Locale.ROOT))),
        text(json, "kind").map(each -> Kind.valueOf(each.toUpperCase(Locale.ROOT))),
        text(json, "unit"),
        number(json, "low"),
        number(json, "high"),
        Optional.ofNullable(json.getJsonArray("options")).map(DraftCommands::texts),
        text(json, "goal"));
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }

  private static Optional<String> text(JsonObject json, String name) {
    return Optional.ofNullable(json.getString(name));
  }

  private static OptionalDouble number(JsonObject json, String name) {
    Number number = json.getNumber(name);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
  }
}
