package io.athanor.gateway.export;

import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Objective;
import io.athanor.event.ObjectiveBelief;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Parameter;
import io.athanor.event.ParameterKind;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.formats.table.Column;
import io.athanor.formats.table.Column.Type;
import io.athanor.formats.table.Table;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.view.CampaignView;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.gateway.view.FeedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row for each experiment, by ordinal, then one for each reading that belongs to none. An
 * outcome is the mean of its readings in the objective's unit, its standard error theirs combined.
 */
final class ExperimentRows {
  private final CampaignView campaign;
  private final Outcomes outcomes;
  private final List<Parameter> parameters;

  private ExperimentRows(CampaignView campaign, List<FeedItem> feed) {
    this.campaign = campaign;
    this.outcomes = new Outcomes(feed);
    this.parameters = parameters(campaign.definition());
  }

  static Table table(CampaignView campaign, List<FeedItem> feed) {
    ExperimentRows rows = new ExperimentRows(campaign, feed);
    return new Table(
        rows.columns(),
        () ->
            Stream.concat(
                    campaign.experiments().stream().map(rows::row),
                    rows.outcomes.before().values().stream().map(rows::history))
                .iterator());
  }

  private static List<Parameter> parameters(CampaignDefined definition) {
    if (definition.getSearch() instanceof Pool pool) {
      return pool.getParameters();
    }
    return definition.getSearch() instanceof ProcessSpace space ? space.getParameters() : List.of();
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("ordinal", Type.WHOLE));
    texts(columns, "experimentId", "candidateId");
    columns.add(new Column("poolIndex", Type.WHOLE));
    texts(columns, "formula", "state", "worker", "failureKind");
    for (String time : List.of("proposedAt", "takenAt", "lastStepAt", "measuredAt")) {
      columns.add(new Column(time, Type.TIME));
    }
    for (Parameter each : parameters) {
      columns.add(
          isNamed(each)
              ? new Column("parameter " + each.getName(), Type.TEXT)
              : Column.quantity("parameter " + each.getName(), each.getUnit()));
    }
    for (Objective each : campaign.definition().getObjectives()) {
      columns.add(Column.quantity("measured " + each.getProperty(), each.getUnit()));
      columns.add(Column.quantity("standard error " + each.getProperty(), each.getUnit()));
      columns.add(new Column("readings " + each.getProperty(), Type.WHOLE));
      columns.add(Column.quantity("believed " + each.getProperty(), each.getUnit()));
      columns.add(Column.quantity("standard deviation " + each.getProperty(), each.getUnit()));
    }
    String unit = campaign.definition().getObjectives().get(0).getUnit();
    columns.add(Column.quantity("interval lower", unit));
    columns.add(Column.quantity("interval upper", unit));
    texts(columns, "acquisition", "reason");
    if (isLevelled()) {
      texts(columns, "fidelity");
    }
    for (String part : List.of("acquisitionValue", "exploitation", "exploration", "propensity")) {
      columns.add(new Column(part, Type.NUMBER));
    }
    columns.add(new Column("observationsBehind", Type.WHOLE));
    columns.add(new Column("seed", Type.WHOLE));
    texts(columns, "modelDigest", "proposalEventId", "topic");
    columns.add(new Column("partition", Type.WHOLE));
    columns.add(new Column("offset", Type.WHOLE));
    texts(columns, "observationEventIds", "readingIds");
    return columns;
  }

  private boolean isLevelled() {
    return !campaign.definition().getPolicy().getFidelities().isEmpty();
  }

  private static void texts(List<Column> columns, String... names) {
    for (String name : names) {
      columns.add(new Column(name, Type.TEXT));
    }
  }

  private List<Object> row(ExperimentView experiment) {
    ExperimentProposed proposal = experiment.proposal();
    AcquisitionBreakdown why = proposal.getWhy();
    String id = proposal.getExperimentId();
    List<ObservationDerived> seen = outcomes.of(id);
    Optional<ExperimentProgressed> last = experiment.lastStep();
    Optional<ExperimentProgressed> begun = Optional.ofNullable(outcomes.begun(id));
    List<Object> row = new ArrayList<>();
    row.add((long) proposal.getOrdinal());
    row.add(id);
    row.add(proposal.getCandidateId());
    row.add(proposal.getPoolIndex() < 0 ? null : (Object) (long) proposal.getPoolIndex());
    row.add(proposal.getCandidate().getFormula());
    row.add(Spelling.of(experiment.lifecycle().state()));
    row.add(begun.map(ExperimentProgressed::getWorker).orElse(null));
    row.add(last.map(ExperimentProgressed::getFailureKind).orElse(null));
    row.add(proposal.getProposedAt());
    row.add(begun.map(each -> each.getMeta().getOccurredAt()).orElse(null));
    row.add(last.map(each -> each.getMeta().getOccurredAt()).orElse(null));
    row.add(seen.isEmpty() ? null : seen.get(0).getMeta().getOccurredAt());
    for (Parameter each : parameters) {
      row.add(value(each, proposal.getCandidate().getParameters()));
    }
    for (int i = 0; i < campaign.definition().getObjectives().size(); i++) {
      Measured.add(row, campaign.definition().getObjectives().get(i), seen);
      believed(row, why, i);
    }
    row.add(why.getInterval() == null ? null : why.getInterval().getLower());
    row.add(why.getInterval() == null ? null : why.getInterval().getUpper());
    row.add(why.getFunction());
    row.add(why.getReason().isBlank() ? null : why.getReason());
    if (isLevelled()) {
      row.add(proposal.getFidelity());
    }
    row.add(why.getValue());
    row.add(why.getExploitation());
    row.add(why.getExploration());
    row.add(why.getPropensity());
    row.add((long) why.getObservations());
    row.add(proposal.getSeed());
    row.add(proposal.getModelDigest());
    row.add(proposal.getMeta().getId());
    Position position = outcomes.proposal(id);
    row.add(position == null ? null : position.topic());
    row.add(position == null ? null : (Object) (long) position.partition());
    row.add(position == null ? null : (Object) position.offset());
    ids(row, seen);
    return row;
  }

  /** A reading from before the campaign, or beside it. */
  private List<Object> history(List<ObservationDerived> seen) {
    ObservationDerived first = seen.get(0);
    List<Object> row = new ArrayList<>();
    row.add(null);
    row.add(null);
    row.add(first.getCandidateId());
    row.add(null);
    row.add(null);
    row.add("history");
    while (row.size() < 11) {
      row.add(null);
    }
    row.add(first.getMeta().getOccurredAt());
    parameters.forEach(each -> row.add(null));
    for (Objective each : campaign.definition().getObjectives()) {
      Measured.add(row, each, seen);
      row.add(null);
      row.add(null);
    }
    int rest = columns().size() - row.size() - 2;
    for (int i = 0; i < rest; i++) {
      row.add(null);
    }
    ids(row, seen);
    return row;
  }

  private static void ids(List<Object> row, List<ObservationDerived> seen) {
    row.add(joined(seen.stream().map(each -> each.getMeta().getId())));
    row.add(joined(seen.stream().map(ObservationDerived::getReadingId).distinct()));
  }

  private static String joined(Stream<String> ids) {
    String joined = ids.collect(Collectors.joining(" "));
    return joined.isEmpty() ? null : joined;
  }

  private static Object value(Parameter parameter, Map<String, Object> values) {
    Object value = values.get(parameter.getName());
    if (value == null) {
      return null;
    }
    return isNamed(parameter)
        ? value.toString()
        : value instanceof Number n ? n.doubleValue() : null;
  }

  private static boolean isNamed(Parameter parameter) {
    return parameter.getKind() == ParameterKind.CATEGORICAL
        || parameter.getKind() == ParameterKind.ORDINAL;
  }

  private static void believed(List<Object> row, AcquisitionBreakdown why, int objective) {
    List<ObjectiveBelief> beliefs = why.getObjectives();
    if (objective < beliefs.size()) {
      row.add(beliefs.get(objective).getMean());
      row.add(beliefs.get(objective).getStandardDeviation());
    } else {
      row.add(objective == 0 ? why.getMean() : null);
      row.add(objective == 0 ? why.getStandardDeviation() : null);
    }
  }
}
