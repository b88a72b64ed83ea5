package io.athanor.gateway.folder;

import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.Fact;
import java.time.Instant;
import java.util.List;

/** Makes events of a file. Stateless. */
public interface FileReader {
  /**
   * Everything the file says; the same content gives the same event ids.
   *
   * @param name without directories
   * @param bytes the content; not written to
   * @param modified when it was written last
   * @throws IllegalArgumentException with the reason, for a laboratory person
   * @throws io.athanor.gateway.problem.ProblemException likewise
   */
  List<Fact<?>> read(String name, byte[] bytes, Instant modified, Origin origin);
}
