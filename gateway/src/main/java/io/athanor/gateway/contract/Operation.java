package io.athanor.gateway.contract;

import io.athanor.gateway.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * One operation of the contract.
 *
 * @param id its operationId
 * @param method HTTP method
 * @param path path with its parameters in braces
 * @param parameters what it takes besides the body
 * @param body schema of the JSON body, where it takes one
 */
public record Operation(
    String id, String method, String path, List<Parameter> parameters, Optional<Schema> body) {
  /** Where a parameter stands. */
  public enum Place {
    /** In the path. */
    PATH,
    /** In the query. */
    QUERY,
    /** In a header. */
    HEADER
  }

  /** A text parameter. */
  public record Parameter(String name, Place place, boolean required, Schema schema) {
    /**
     * Holds a value to the parameter's schema.
     *
     * @throws ProblemException naming the parameter
     */
    public void check(String value) {
      schema.check(value, name);
    }
  }

  /** Takes an immutable copy. */
  public Operation {
    parameters = List.copyOf(parameters);
  }
}
