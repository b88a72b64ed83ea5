package io.athanor.gateway.security;

import io.vertx.core.Future;
import java.util.Optional;

/** Says who a caller is. */
@FunctionalInterface
public interface Authenticator {
  /**
   * The identity behind what a caller shows.
   *
   * @param shown empty where the caller shows nothing
   * @return fails with a {@link io.athanor.gateway.problem.ProblemException} of 401 where nobody is
   *     behind it, always with the same words: they do not tell how close it was
   */
  Future<Identity> authenticate(Optional<Credentials> shown);

  /** Takes everybody for {@link Identity#OPEN}. */
  static Authenticator open() {
    return shown -> Future.succeededFuture(Identity.OPEN);
  }
}
