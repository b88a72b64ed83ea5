package io.athanor.formats.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.athanor.formats.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** A small scan: three points of a detector over a motor, one baseline event. */
final class Runs {
  private static final String SCAN =
      """
      [["start", {"uid": "r1", "time": 1600000000.5, "plan_name": "scan", "Sample_Name": "film 7",
         "chemical_formula": "TiO2", "beamline_id": "7-ID",
         "hints": {"dimensions": [[["motor"], "primary"]]}}],
       ["descriptor", {"uid": "d1", "run_start": "r1", "time": 1600000000.6, "name": "primary",
         "data_keys": {"motor": {"dtype": "number", "shape": [], "source": "PV:m", "units": "degrees"},
           "counts": {"dtype": "number", "shape": [], "source": "PV:c", "units": "cts"},
           "noise": {"dtype": "number", "shape": [], "source": "SIM:n"},
           "odd": {"dtype": "number", "shape": [], "source": "PV:o", "units": "Angstro"},
           "note": {"dtype": "string", "shape": [], "source": "PV:t"},
           "image": {"dtype": "array", "shape": [5, 5], "source": "PV:i", "external": "FILESTORE:"}}}],
       ["descriptor", {"uid": "d2", "run_start": "r1", "time": 1600000000.6, "name": "baseline",
         "data_keys": {"roomTemp": {"dtype": "number", "shape": [], "source": "PV:t", "units": "K"}}}],
       ["event", {"uid": "e0", "descriptor": "d2", "seq_num": 1, "time": 1600000000.7, "data": {"roomTemp": 294.5}, "timestamps": {}}],
       ["event", {"uid": "e1", "descriptor": "d1", "seq_num": 1, "time": 1600000001, "timestamps": {},
         "data": {"motor": -1, "counts": 10, "noise": 0.1, "odd": 1.5, "note": "a", "image": "x/0"}}],
       ["event_page", {"uid": ["e2", "e3"], "descriptor": "d1", "seq_num": [2, 3], "time": [1600000002, 1600000003], "timestamps": {},
         "data": {"motor": [0, 1], "counts": [30, 20], "noise": [0.2, 0.3], "odd": [1.5, 1.5], "note": ["b", "c"], "image": ["x/1", "x/2"]}}],
       ["stop", {"uid": "s1", "run_start": "r1", "time": 1600000004, "exit_status": "success",
         "num_events": {"primary": 3, "baseline": 1}}]]
      """;

  private static final JsonMapper MAPPER = new JsonMapper();

  private Runs() {}

  static SourceFile json() {
    return new SourceFile("run.json", SCAN.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@code [name, document]} each. */
  static List<JsonNode> documents() {
    try {
      List<JsonNode> documents = new ArrayList<>();
      MAPPER.readTree(SCAN).forEach(documents::add);
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SourceFile lines() {
    StringBuilder lines = new StringBuilder();
    documents().forEach(document -> lines.append(document).append('\n'));
    return new SourceFile("run.jsonl", lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  static SourceFile packed() {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      for (JsonNode document : documents()) {
        pack(document, packer);
      }
      return new SourceFile("run.msgpack", packer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same documents as one array. */
  static SourceFile packedArray() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode().addAll(documents());
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      pack(array, packer);
      return new SourceFile("run.msgpack", packer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pack(JsonNode node, MessageBufferPacker packer) throws IOException {
    if (node.isArray()) {
      packer.packArrayHeader(node.size());
      for (JsonNode each : node) {
        pack(each, packer);
      }
    } else if (node.isObject()) {
      packer.packMapHeader(node.size());
      for (var each : node.properties()) {
        packer.packString(each.getKey());
        pack(each.getValue(), packer);
      }
    } else if (node.isTextual()) {
      packer.packString(node.textValue());
    } else if (node.isIntegralNumber()) {
      packer.packLong(node.longValue());
    } else {
      packer.packDouble(node.doubleValue());
    }
  }
}
