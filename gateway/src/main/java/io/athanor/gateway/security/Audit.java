package io.athanor.gateway.security;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Keeps record of who asked for what, and what became of it. */
public interface Audit extends AutoCloseable {
  /** Keeps none: where nobody is asked who they are there is nobody to write down. */
  Audit OFF =
      new Audit() {
        @Override
        public CompletableFuture<Void> record(Access access) {
          return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
          // holds nothing
        }
      };

  /**
   * One thing asked for.
   *
   * @param caller who; empty where nobody was authenticated
   * @param operation name of the operation in the contract
   * @param target id of what it was about
   * @param outcome what became of it
   * @param status the answer's HTTP status
   */
  record Access(
      Optional<Identity> caller,
      String operation,
      Optional<String> target,
      Outcome outcome,
      int status) {}

  /** What became of it. */
  enum Outcome {
    /** The caller may; whether it worked says the status. */
    ALLOWED,
    /** Nobody known. */
    UNAUTHENTICATED,
    /** May not. */
    FORBIDDEN,
    /** Too much. */
    LIMITED,
    /** Not there, or another tenant's. */
    NOT_FOUND;

    private static final int UNKNOWN_CALLER = 401;
    private static final int NO_ROLE = 403;
    private static final int NOTHING_THERE = 404;
    private static final int TOO_MUCH = 429;

    /** By an HTTP status. */
    public static Outcome of(int status) {
      return switch (status) {
        case UNKNOWN_CALLER -> UNAUTHENTICATED;
        case NO_ROLE -> FORBIDDEN;
        case NOTHING_THERE -> NOT_FOUND;
        case TOO_MUCH -> LIMITED;
        default -> ALLOWED;
      };
    }

    /** As events write it. */
    public String spelled() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** Writes it down; completes when the log has it. Never blocks. */
  CompletableFuture<Void> record(Access access);

  /** Gives what is being written a bounded time. */
  @Override
  void close();
}
