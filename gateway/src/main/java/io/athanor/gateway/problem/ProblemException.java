package io.athanor.gateway.problem;

import java.util.Optional;

/** Carries a {@link Problem} to whoever answers the caller. Has no stack trace: it is an answer. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** With the problem to tell. */
  public ProblemException(Problem problem) {
    this(problem, null);
  }

  /** With the problem to tell and what led to it. */
  public ProblemException(Problem problem, Throwable cause) {
    super(problem.detail(), cause, false, false);
    this.problem = problem;
  }

  /** A problem of one field. */
  public static ProblemException at(String field, ProblemCode code, String detail) {
    return new ProblemException(Problem.at(field, code, detail));
  }

  /** A problem of no single field. */
  public static ProblemException of(ProblemCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }

  /** The same where what it is about lies within something larger. */
  public ProblemException within(String pointer) {
    return new ProblemException(
        new Problem(
            problem.code(), problem.detail(), problem.field().map(field -> pointer + field)));
  }

  /** The problem. */
  public Problem problem() {
    return problem;
  }

  /** The problem in {@code failure} or in what caused it. */
  public static Optional<Problem> in(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ProblemException exception) {
        return Optional.of(exception.problem());
      }
    }
    return Optional.empty();
  }
}
