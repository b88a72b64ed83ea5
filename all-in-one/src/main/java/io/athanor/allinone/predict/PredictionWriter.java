package io.athanor.allinone.predict;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.store.StoredModel;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The report, written as it is made: predictions in the order of the input, then the refusals,
 * which wait in a file meanwhile. Takes the same memory for any number of structures.
 */
final class PredictionWriter implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;
  private final Path waiting;
  private final OutputStream refusals;
  private long predicted;
  private long refused;

  /** Begins a report on {@code out}, which stays open. */
  PredictionWriter(Writer out, StoredModel model) throws IOException {
    this.json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    this.waiting = Files.createTempFile("athanor-refused", ".jsonl");
    this.refusals = new BufferedOutputStream(Files.newOutputStream(waiting));
    json.writeStartObject();
    json.writeObjectFieldStart("model");
    json.writeStringField("name", model.manifest().name());
    json.writeStringField("version", model.manifest().version());
    json.writeStringField("digest", model.digest());
    json.writeEndObject();
    json.writeArrayFieldStart("predictions");
  }

  /** Adds a prediction: all properties it holds, under their names. */
  void predicted(String id, MaterialPrediction prediction) throws IOException {
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeObjectFieldStart("properties");
    for (var entry : prediction.estimates().entrySet()) {
      PropertyEstimate estimate = entry.getValue();
      json.writeObjectFieldStart(entry.getKey().key());
      json.writeNumberField("mean", estimate.mean());
      json.writeStringField("unit", entry.getKey().unit());
      json.writeNumberField("epistemic", estimate.epistemic());
      json.writeNumberField("aleatoric", estimate.aleatoric());
      json.writeArrayFieldStart("interval90");
      json.writeNumber(estimate.lower());
      json.writeNumber(estimate.upper());
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeNumberField("outOfDomain", prediction.outOfDomain());
    json.writeEndObject();
    predicted++;
  }

  /** Adds a refusal. */
  void refused(String id, String reason) throws IOException {
    try (JsonGenerator line =
        JSON.createGenerator(refusals, JsonEncoding.UTF8)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      line.writeStartObject();
      line.writeStringField("id", id);
      line.writeStringField("reason", reason);
      line.writeEndObject();
    }
    refusals.write('\n');
    refused++;
  }

  long predicted() {
    return predicted;
  }

  long refused() {
    return refused;
  }

  /** Ends the report, which is whole only then. */
  void end() throws IOException {
    json.writeEndArray();
    refusals.close();
    json.writeArrayFieldStart("refused");
    try (BufferedReader lines = Files.newBufferedReader(waiting, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        json.writeRawValue(line);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  @Override
  public void close() throws IOException {
    refusals.close();
    Files.deleteIfExists(waiting);
    json.close();
  }
}
