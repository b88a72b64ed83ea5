package io.athanor.gateway.event;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.Crystal;
import io.athanor.event.Parameter;
import io.athanor.event.Pool;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.composition.FormulaException;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.identity.ContentHash;
import io.athanor.schemas.identity.EventIds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Candidates: JSON to {@link CandidateProposed}, and back. */
public final class Candidates {
  private static final String SOURCE = "athanor/gateway";

  private Candidates() {}

  /**
   * The event of a candidate that fits the contract; the same candidate at the same place of the
   * same pool has the same event id.
   *
   * @param pool the pool it joins
   * @throws ProblemException naming the field that cannot be
   */
  public static CandidateProposed read(
      JsonObject json, String campaignId, Pool pool, Origin origin) {
    int index = Values.integer(json.getNumber("index"));
    if (index >= pool.getSize()) {
      throw ProblemException.at(
          "/index", ProblemCode.INVALID_FIELD, "the pool has size " + pool.getSize());
    }
    Candidate candidate = candidate(json, pool.getParameters());
    String candidateId = candidate.getCandidateId();
    String id =
        EventIds.derived(
            Instant.EPOCH, "candidate-proposed", campaignId, Integer.toString(index), candidateId);
    return CandidateProposed.newBuilder()
        .setMeta(origin.meta(id, SOURCE, origin.now(), campaignId))
        .setCandidateId(candidateId)
        .setCandidate(candidate)
        .setCampaignId(campaignId)
        .setIndex(index)
        .build();
  }

  /** A material or recipe, in a pool that declares {@code declared} or in none. */
  static Candidate candidate(JsonObject json, List<Parameter> declared) {
    Optional<Composition> composition =
        Optional.ofNullable(json.getString("formula")).map(each -> composition(each, "/formula"));
    Optional<io.athanor.materials.crystal.Crystal> crystal =
        Optional.ofNullable(json.getJsonObject("crystal")).map(each -> crystal(each, "/crystal"));
    Map<String, Object> parameters =
        parameters(json.getJsonObject("parameters"), declared, "/parameters");
    return Candidate.newBuilder()
        .setCandidateId(identity(composition, parameters, crystal))
        .setFormula(json.getString("formula"))
        .setCrystal(
            crystal.map(each -> given(json.getJsonObject("crystal"), "/crystal")).orElse(null))
        .setParameters(parameters)
        .setLabels(labels(json.getJsonObject("labels", new JsonObject())))
        .build();
  }

  /** A structure that could be. */
  static Crystal structure(JsonObject json, String pointer) {
    crystal(json, pointer);
    return given(json, pointer);
  }

  /** As the door shows it. */
  public static JsonObject json(Candidate candidate) {
    JsonObject json = new JsonObject().put("candidateId", candidate.getCandidateId());
    Values.putIfPresent(json, "formula", candidate.getFormula());
    Crystal crystal = candidate.getCrystal();
    if (crystal != null) {
      json.put(
          "crystal",
          new JsonObject()
              .put("lattice", new JsonArray(crystal.getLattice()))
              .put("species", new JsonArray(crystal.getSpecies()))
              .put("fractional", new JsonArray(crystal.getFractional())));
    }
    return json.put("parameters", new JsonObject(new TreeMap<>(candidate.getParameters())))
        .put("labels", new JsonObject(new TreeMap<>(candidate.getLabels())));
  }

  /** What a formula says. */
  static Composition composition(String formula, String pointer) {
    try {
      return Composition.parse(formula);
    } catch (FormulaException e) {
      throw ProblemException.at(pointer, ProblemCode.INVALID_FORMULA, e.reason());
    } catch (IllegalArgumentException e) {
      throw ProblemException.at(pointer, ProblemCode.INVALID_FORMULA, e.getMessage());
    }
  }

  private static io.athanor.materials.crystal.Crystal crystal(JsonObject json, String pointer) {
    List<Double> lattice = Values.finite(json.getJsonArray("lattice"), pointer + "/lattice");
    List<Double> at = Values.finite(json.getJsonArray("fractional"), pointer + "/fractional");
    JsonArray species = json.getJsonArray("species");
    if (at.size() != 3 * species.size()) {
      throw ProblemException.at(
          pointer + "/fractional",
          ProblemCode.INVALID_FIELD,
          "has " + at.size() + " numbers where " + species.size() + " sites need three each");
    }
    double[][] rows = new double[3][3];
    for (int i = 0; i < 9; i++) {
      rows[i / 3][i % 3] = lattice.get(i);
    }
    try {
      List<Site> sites = new ArrayList<>();
      for (int i = 0; i < species.size(); i++) {
        sites.add(
            new Site(
                element(species, i, pointer), at.get(3 * i), at.get(3 * i + 1), at.get(3 * i + 2)));
      }
      return new io.athanor.materials.crystal.Crystal(Lattice.ofMatrix(rows), sites);
    } catch (MaterialException e) {
      throw ProblemException.at(pointer, ProblemCode.INVALID_FIELD, e.getMessage());
    }
  }

  private static Element element(JsonArray species, int index, String pointer) {
    String symbol = species.getString(index);
    return Element.ofSymbol(symbol)
        .orElseThrow(
            () ->
                ProblemException.at(
                    pointer + "/species/" + index,
                    ProblemCode.INVALID_FIELD,
                    "is not the symbol of an element"));
  }

  private static Crystal given(JsonObject json, String pointer) {
    List<String> species = new ArrayList<>();
    json.getJsonArray("species").forEach(each -> species.add((String) each));
    return new Crystal(
        Values.finite(json.getJsonArray("lattice"), pointer + "/lattice"),
        species,
        Values.finite(json.getJsonArray("fractional"), pointer + "/fractional"));
  }

  /**
   * A setting, checked against the parameters that are declared.
   *
   * @param at where it stands, a JSON pointer
   */
  static Map<String, Object> parameters(JsonObject json, List<Parameter> all, String at) {
    Map<String, Object> parameters = new TreeMap<>();
    JsonObject given = json == null ? new JsonObject() : json;
    for (String name : given.fieldNames()) {
      Object value = given.getValue(name);
      parameters.put(
          name,
          value instanceof Number number ? Values.finite(number, Values.pointer(at, name)) : value);
    }
    for (Parameter declared : all) {
      check(declared, parameters.get(declared.getName()), Values.pointer(at, declared.getName()));
    }
    return parameters;
  }

  private static void check(Parameter declared, Object value, String pointer) {
    if (value == null) {
      throw ProblemException.at(
          pointer, ProblemCode.INVALID_FIELD, "is missing: the campaign declares it");
    }
    boolean named = Parameters.isNamed(declared.getKind());
    if (named ? !(value instanceof String) : !(value instanceof Double)) {
      throw ProblemException.at(
          pointer,
          ProblemCode.INVALID_FIELD,
          "must be " + (named ? "a category" : "a number") + ", as the campaign declares it");
    }
    if (named && !declared.getOptions().isEmpty() && !declared.getOptions().contains(value)) {
      throw ProblemException.at(
          pointer, ProblemCode.INVALID_FIELD, "is not one of the campaign's options");
    }
  }

  private static String identity(
      Optional<Composition> composition,
      Map<String, Object> parameters,
      Optional<io.athanor.materials.crystal.Crystal> crystal) {
    try {
      return ContentHash.candidateId(composition, parameters, crystal);
    } catch (MaterialException e) {
      String field = e.field().equals("composition") ? "/formula" : "";
      throw ProblemException.at(field, ProblemCode.INVALID_FIELD, e.getMessage());
    }
  }

  private static Map<String, String> labels(JsonObject json) {
    Map<String, String> labels = new TreeMap<>();
    json.fieldNames().forEach(name -> labels.put(name, json.getString(name)));
    return labels;
  }
}
