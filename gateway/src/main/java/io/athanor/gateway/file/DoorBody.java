package io.athanor.gateway.file;

import io.athanor.event.Action;
import io.athanor.event.ActionLog;
import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.Crystal;
import io.athanor.event.Curve;
import io.athanor.event.ImageReference;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.event.SimulationCompleted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events of files in the words of the REST door, which makes the same events of them. */
public final class DoorBody {
  /** What the source of a computation begins with, as the REST door writes it. */
  static final String SIMULATOR = "simulator/";

  private DoorBody() {}

  /**
   * The body of {@code POST /v1/readings}; what the file states no time for, the door gives its
   * own.
   */
  public static Map<String, Object> reading(ReadingReported event, boolean timed) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sampleId", event.getSampleId());
    put(body, "candidateId", event.getCandidateId());
    put(body, "campaignId", event.getCampaignId());
    body.put("instrumentId", event.getInstrumentId());
    body.put("technique", event.getTechnique());
    if (timed) {
      body.put("occurredAt", event.getMeta().getOccurredAt().toString());
    }
    body.put("simulated", event.getSimulated());
    Object payload = event.getPayload();
    if (payload instanceof Scalars scalars) {
      body.put("scalars", quantities(scalars.getValues()));
    } else if (payload instanceof Curve curve) {
      body.put("curve", curve(curve));
    } else if (payload instanceof ImageReference image) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("uri", image.getUri());
      json.put("mediaType", image.getMediaType());
      json.put("sha256", image.getSha256());
      body.put("image", json);
    } else {
      body.put("actions", actions((ActionLog) payload));
    }
    return body;
  }

  /** The body of {@code POST /v1/simulations}. */
  public static Map<String, Object> simulation(SimulationCompleted event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("simulator", event.getMeta().getSource().substring(SIMULATOR.length()));
    material(body, event.getCandidate());
    put(body, "campaignId", event.getMeta().getCorrelationId());
    body.put("method", event.getMethod());
    body.put("fidelity", event.getFidelity());
    body.put("converged", event.getConverged());
    body.put("properties", quantities(event.getProperties()));
    return body;
  }

  /** The body of {@code POST /v1/literature}. */
  public static Map<String, Object> literature(LiteratureEmbedded event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("documentId", event.getDocumentId());
    body.put("model", event.getModel());
    body.put("vector", event.getVector());
    body.put("materials", event.getMaterials());
    body.put("conditions", quantities(event.getConditions()));
    return body;
  }

  /** A member of the body of {@code POST /v1/campaigns/{campaignId}/candidates}. */
  public static Map<String, Object> candidate(CandidateProposed event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("index", event.getIndex());
    material(body, event.getCandidate());
    return body;
  }

  private static void material(Map<String, Object> body, Candidate candidate) {
    put(body, "formula", candidate.getFormula());
    Crystal crystal = candidate.getCrystal();
    if (crystal != null) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("lattice", crystal.getLattice());
      json.put("species", crystal.getSpecies());
      json.put("fractional", crystal.getFractional());
      body.put("crystal", json);
    }
    body.put("labels", new TreeMap<>(candidate.getLabels()));
  }

  private static Map<String, Object> curve(Curve curve) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("xName", curve.getXName());
    json.put("xUnit", curve.getXUnit());
    json.put("x", curve.getX());
    json.put("yName", curve.getYName());
    json.put("yUnit", curve.getYUnit());
    json.put("y", curve.getY());
    json.put("conditions", quantities(curve.getConditions()));
    return json;
  }

  private static List<Map<String, Object>> actions(ActionLog log) {
    List<Map<String, Object>> actions = new ArrayList<>();
    for (Action step : log.getSteps()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", step.getName());
      json.put("startedAt", step.getStartedAt().toString());
      json.put("parameters", quantities(step.getParameters()));
      actions.add(json);
    }
    return actions;
  }

  private static Map<String, Object> quantities(Map<String, Quantity> quantities) {
    Map<String, Object> json = new TreeMap<>();
    quantities.forEach(
        (name, quantity) -> {
          Map<String, Object> each = new LinkedHashMap<>();
          each.put("value", quantity.getValue());
          each.put("unit", quantity.getUnit());
          put(each, "sem", quantity.getSem());
          each.put("n", quantity.getN());
          json.put(name, each);
        });
    return json;
  }

  private static void put(Map<String, Object> json, String name, Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
