package io.athanor.gateway.export;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The nodes of a provenance graph: which there are, and which are only spoken of. */
final class Nodes {
  private static final String VOCABULARY = "urn:athanor:vocabulary:";
  private static final List<String> REFERENCES =
      List.of(
          "prov:wasDerivedFrom",
          "prov:wasGeneratedBy",
          "prov:wasAttributedTo",
          "prov:wasAssociatedWith",
          "prov:used",
          "prov:hadPlan",
          "athanor:about",
          "athanor:proposes",
          "athanor:worker");

  private final Set<String> there = new HashSet<>();
  private final Map<String, String> spokenOf = new TreeMap<>();

  /** What the terms mean. */
  static JsonObject context() {
    JsonObject context =
        new JsonObject()
            .put("prov", "http://www.w3.org/ns/prov#")
            .put("xsd", "http://www.w3.org/2001/XMLSchema#")
            .put("athanor", VOCABULARY);
    REFERENCES.forEach(each -> context.put(each, new JsonObject().put("@type", "@id")));
    return context;
  }

  static String event(String id) {
    return "urn:athanor:event:" + escaped(id);
  }

  static String campaign(String id) {
    return "urn:athanor:campaign:" + escaped(id);
  }

  static String experiment(String id) {
    return "urn:athanor:experiment:" + escaped(id);
  }

  static String candidate(String id) {
    return "urn:athanor:candidate:" + escaped(id);
  }

  static String agent(String name) {
    return "urn:athanor:agent:" + escaped(name);
  }

  static String escaped(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static JsonObject time(Instant time) {
    return new JsonObject().put("@type", "xsd:dateTime").put("@value", time.toString());
  }

  /** A node that is there from now on. */
  JsonObject node(String id, String... types) {
    there.add(id);
    return new JsonObject().put("@id", id).put("@type", new JsonArray(List.of(types)));
  }

  boolean isNew(String id) {
    return !there.contains(id);
  }

  /** A reference; what it refers to must be there in the end. */
  String to(String id, String type) {
    spokenOf.putIfAbsent(id, type);
    return id;
  }

  /** References to events. */
  JsonArray all(List<String> events) {
    JsonArray all = new JsonArray();
    events.forEach(each -> all.add(to(event(each), "prov:Entity")));
    return all;
  }

  /** Adds events that this one is derived from, each once. */
  void derived(JsonObject node, List<String> events) {
    Set<Object> all = new LinkedHashSet<>();
    node.getJsonArray("prov:wasDerivedFrom", new JsonArray()).forEach(all::add);
    all(events).forEach(all::add);
    all.remove(node.getString("@id"));
    if (!all.isEmpty()) {
      node.put("prov:wasDerivedFrom", new JsonArray(new ArrayList<>(all)));
    }
  }

  /** Nodes for what is only spoken of, by id. */
  List<JsonObject> missing() {
    List<JsonObject> missing = new ArrayList<>();
    spokenOf.forEach(
        (id, type) -> {
          if (isNew(id)) {
            missing.add(node(id, type));
          }
        });
    return missing;
  }
}
