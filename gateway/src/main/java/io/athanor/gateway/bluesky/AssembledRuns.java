package io.athanor.gateway.bluesky;

import io.athanor.formats.FormatException;
import io.athanor.formats.bluesky.BlueskyRun;
import io.athanor.formats.bluesky.RunAssembler;
import io.athanor.formats.bluesky.RunReadings;
import io.athanor.gateway.file.Arrival;
import io.athanor.gateway.file.FileEvent;
import io.athanor.gateway.file.FileEvents;
import io.athanor.gateway.log.Fact;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs as the event model describes them, and their readings as events. */
public final class AssembledRuns implements RunFold {
  private final RunAssembler assembler = new RunAssembler();
  private final int mostBytes;

  /** Whose events may have {@code mostBytes} as encoded. */
  public AssembledRuns(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  public List<ClosedRun> add(String name, String document, Instant receivedAt) {
    return closed(assembler.add(name, document, receivedAt), receivedAt);
  }

  @Override
  public List<ClosedRun> closeStale(Instant now, Duration timeout) {
    return closed(assembler.closeStale(now, timeout), now);
  }

  @Override
  public int waiting() {
    return assembler.waiting() + assembler.open();
  }

  private List<ClosedRun> closed(List<BlueskyRun> runs, Instant now) {
    return runs.stream().map(run -> closed(run, now)).toList();
  }

  private ClosedRun closed(BlueskyRun run, Instant now) {
    RunReadings.Said said = RunReadings.of(run);
    if (said.readings().isEmpty()) {
      String reason = "holds no reading: " + String.join("; ", said.remarks());
      return new ClosedRun(run.uid(), run.complete(), List.of(), Optional.of(reason));
    }
    try {
      List<Fact<?>> facts =
          FileEvents.ofRun(said.readings(), Arrival.of(now, URI.create("bluesky:run")), mostBytes)
              .stream()
              .<Fact<?>>map(FileEvent::fact)
              .toList();
      return new ClosedRun(run.uid(), run.complete(), facts, Optional.empty());
    } catch (FormatException e) {
      return new ClosedRun(run.uid(), run.complete(), List.of(), Optional.of(e.getMessage()));
    }
  }
}
