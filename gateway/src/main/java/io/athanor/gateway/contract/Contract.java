package io.athanor.gateway.contract;

import io.athanor.formats.text.Lines;
import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code openapi.yaml}: which operations there are, and whether a request fits. Thread-safe; bodies
 * are checked on the caller's thread, because a curve of some megabytes would stop an event loop.
 */
public final class Contract {
  private static final String RESOURCE = "/openapi.yaml";

  private final String text;
  private final JsonObject document;
  private final Map<String, Operation> operations;
  private final Map<String, Schema> schemas;

  private Contract(String text, JsonObject document) {
    SchemaCompiler compiler = new SchemaCompiler(document);
    this.text = text;
    this.document = document;
    this.schemas = compiler.components();
    this.operations = new OperationReader(document, compiler).read();
  }

  /** Reads the contract from the class path. */
  public static Contract load() {
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Map<String, Object> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return new Contract(text, new JsonObject(new JsonObject(tree).encode()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The contract as it is published. */
  public String text() {
    return text;
  }

  /** The contract as a tree. */
  public JsonObject document() {
    return document.copy();
  }

  /** Every operation, in the order of the contract. */
  public List<Operation> operations() {
    return List.copyOf(operations.values());
  }

  /** The operation of this id. */
  public Operation operation(String operationId) {
    return operations.get(operationId);
  }

  /**
   * Decodes a JSON object that an operation takes as {@value Operation#JSON} and holds it to its
   * schema. Members that are null are dropped: they mean absent.
   *
   * @throws ProblemException naming the field
   */
  public JsonObject body(String operationId, Buffer body) {
    return (JsonObject) body(operationId, Operation.JSON, body);
  }

  /**
   * Decodes the body of an operation and holds it to the schema of its media type. Members that are
   * null are dropped, unless the operation takes its body verbatim.
   *
   * @return a {@link JsonObject} or {@link JsonArray}, as the schema says; a text for {@value
   *     Operation#CSV}
   * @throws ProblemException naming the field
   */
  public Object body(String operationId, String mediaType, Buffer body) {
    Operation operation = operations.get(operationId);
    if (mediaType.equals(Operation.CSV)) {
      String text = body == null ? "" : Lines.text(body.getBytes());
      operation.bodies().get(mediaType).check(text, "");
      return text;
    }
    Object json = decode(body);
    if (!operation.verbatim()) {
      dropNulls(json);
    }
    operation.bodies().get(mediaType).check(json, "");
    return json;
  }

  /**
   * Decodes a JSON object that came by another door, null members dropped.
   *
   * @throws ProblemException if it is none
   */
  public JsonObject object(Buffer bytes) {
    if (decode(bytes) instanceof JsonObject object) {
      dropNulls(object);
      return object;
    }
    throw ProblemException.at("", ProblemCode.CONTRACT, "must be an object");
  }

  /**
   * Holds a value to one of the contract's named schemas, for parts that are answered for
   * themselves.
   *
   * @throws ProblemException naming the field, relative to {@code value}
   */
  public void check(String schema, Object value) {
    schemas.get(schema).check(value, "");
  }

  private static Object decode(Buffer body) {
    if (body == null || body.length() == 0) {
      throw ProblemException.at("", ProblemCode.MALFORMED_JSON, "the body is empty");
    }
    try {
      return Json.decodeValue(body);
    } catch (DecodeException e) {
      throw new ProblemException(
          Problem.at("", ProblemCode.MALFORMED_JSON, firstLine(e.getMessage())), e);
    }
  }

  private static void dropNulls(Object value) {
    if (value instanceof JsonObject object) {
      Iterator<Map.Entry<String, Object>> members = object.iterator();
      while (members.hasNext()) {
        Object member = members.next().getValue();
        if (member == null) {
          members.remove();
        } else {
          dropNulls(member);
        }
      }
    } else if (value instanceof JsonArray array) {
      array.forEach(Contract::dropNulls);
    }
  }

  /** Without the lines in which the parser quotes the source. */
  private static String firstLine(String message) {
    String text = String.valueOf(message).replaceFirst("^Failed to decode: ?", "");
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
