package io.athanor.inference.training.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows from one place for one purpose.
 *
 * @param name by which stages, exclusions and reports call it
 * @param role what its rows are for; more than one only for validation and calibration
 * @param convention whose label convention they follow, one of the model's
 * @param file structures as JSON lines, gzip or not; relative to the data directory or absolute
 * @param log instead of a file: a running Athanor's log
 * @param where conditions on fields of a row; a dot leads into an object
 * @param labels which labels to take
 * @param exclude sources before this one whose rows, by id, are left out
 * @param every takes each n-th of the rows left, 1 for all
 * @param offset where to begin with that
 * @param most rows at most, 0 for no limit
 * @param licence terms and citation, for the model card and the manifest
 */
public record SourceConfig(
    String name,
    List<Role> role,
    String convention,
    String file,
    LogConfig log,
    Map<String, Condition> where,
    Labels labels,
    List<String> exclude,
    Integer every,
    Integer offset,
    Integer most,
    String licence) {

  public SourceConfig {
    Checks.name("name", name);
    role = Checks.some("role", role);
    if (role.size() > 1
        && (role.contains(Role.TRAINING)
            || role.contains(Role.TEST)
            || role.contains(Role.FRONTIER))) {
      throw new ConfigException(
          "role", "training, test and frontier rows have no other role, got " + role);
    }
    Checks.text("convention", convention);
    if ((file == null) == (log == null)) {
      throw new ConfigException("file", "either file or log must be given, and not both");
    }
    where = where == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(where));
    labels = Checks.or(labels, Labels.ALL);
    exclude = Checks.list(exclude);
    every = Checks.atLeast("every", 1, Checks.or(every, 1));
    offset = Checks.atLeast("offset", 0, Checks.or(offset, 0));
    if (offset >= every) {
      throw new ConfigException("offset", "must be below every (" + every + "), got " + offset);
    }
    most = Checks.atLeast("most", 0, Checks.or(most, 0));
    Checks.text("licence", licence);
  }
}
