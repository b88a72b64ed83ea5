package io.athanor.gateway.contract;

import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Role;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One operation of the contract.
 *
 * @param id its operationId
 * @param method HTTP method
 * @param path path with its parameters in braces
 * @param parameters what it takes besides the body
 * @param bodies schema of the JSON body by media type, empty where it takes none
 * @param verbatim whether null members of the body mean something to whoever it is for
 * @param roles of which a caller needs one; never empty
 */
public record Operation(
    String id,
    String method,
    String path,
    List<Parameter> parameters,
    Map<String, Schema> bodies,
    boolean verbatim,
    Set<Role> roles) {
  /** Media type of JSON that is nothing else. */
  public static final String JSON = "application/json";

  /** Media type of a table as text; UTF-8, or what is none as Windows-1252. */
  public static final String CSV = "text/csv";

  /** Where a parameter stands. */
  public enum Place {
    /** In the path. */
    PATH,
    /** In the query. */
    QUERY,
    /** In a header. */
    HEADER
  }

  /** A parameter: text, or a whole number written in digits. */
  public record Parameter(String name, Place place, boolean required, Schema schema) {
    /**
     * Holds a value to the parameter's schema.
     *
     * @throws ProblemException naming the parameter
     */
    public void check(String value) {
      schema.checkText(value, name);
    }
  }

  /** Takes an immutable copy. */
  public Operation {
    parameters = List.copyOf(parameters);
    bodies = Collections.unmodifiableMap(new TreeMap<>(bodies));
    roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
  }

  /** Whether it changes something. */
  public boolean writes() {
    return !method.equals("GET");
  }

  /** Schema of the body as {@value #JSON}, where it takes one. */
  public Optional<Schema> body() {
    return Optional.ofNullable(bodies.get(JSON));
  }
}
