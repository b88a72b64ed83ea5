package io.athanor.gateway.security;

import io.athanor.event.AccessAudited;
import io.athanor.event.Meta;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Writes the audit log of this gateway, one hash chain from its start to its end. An entry that the
 * log did not take is written again until it does, so that an outage leaves no gap; when too many
 * wait, writing is refused. Strangers' refusals beyond a rate are counted, not written: a flood of
 * them must not fill the log.
 */
public final class LogAudit implements Audit {
  private static final Quota STRANGERS = new Quota(10, 100);
  private static final int MOST_WAITING = 10_000;
  private static final long RETRY_MILLIS = 500;
  private static final long CLOSE_SECONDS = 2;
  private static final String SOURCE = "athanor/gateway";
  private static final String ANONYMOUS = "anonymous";

  private final EventLog log;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final String door;
  private final ScheduledExecutorService writer;
  private final AtomicInteger waiting = new AtomicInteger();
  private ByteBuffer head = AuditChain.start();
  private long next;
  private long suppressed;
  private TokenBucket strangers;

  /** A new chain before a log. */
  public LogAudit(
      EventLog log, InstantSource clock, RandomGenerator random, MeterRegistry metrics) {
    this.log = log;
    this.clock = clock;
    this.random = random;
    this.door = EventIds.random(clock.instant(), random);
    this.strangers = TokenBucket.full(STRANGERS, clock.instant());
    this.writer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "gateway-audit");
              thread.setDaemon(true);
              return thread;
            });
    metrics.gauge("athanor.gateway.audit.waiting", waiting, AtomicInteger::get);
  }

  @Override
  public CompletableFuture<Void> record(Access access) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    synchronized (this) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      if (access.caller().isEmpty()) {
        if (!(strangers.take(STRANGERS, now) instanceof TokenBucket.Passed passed)) {
          suppressed++;
          return CompletableFuture.completedFuture(null);
        }
        strangers = passed.left();
      }
      if (waiting.get() >= MOST_WAITING) {
        suppressed++;
        return CompletableFuture.failedFuture(
            ProblemException.of(ProblemCode.UNAVAILABLE, "the audit log does not answer"));
      }
      waiting.incrementAndGet();
      AccessAudited entry = entry(access, now);
      try {
        writer.execute(() -> write(entry, written));
      } catch (RejectedExecutionException e) {
        waiting.decrementAndGet();
        return CompletableFuture.failedFuture(e);
      }
    }
    return written;
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private AccessAudited entry(Access access, Instant now) {
    Optional<Identity> caller = access.caller();
    String actor = caller.flatMap(Identity::subject).orElse(ANONYMOUS);
    AccessAudited.Builder entry =
        AccessAudited.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId(EventIds.random(now, random))
                    .setSource(SOURCE)
                    .setOccurredAt(now)
                    .setRecordedAt(now)
                    .setTenant(caller.flatMap(Identity::tenant).orElse(null))
                    .setActor(caller.flatMap(Identity::subject).orElse(null))
                    .build())
            .setActor(actor)
            .setRoles(
                caller
                    .map(each -> each.roles().stream().map(Role::spelled).sorted().toList())
                    .orElse(List.of()))
            .setOperation(access.operation())
            .setTarget(access.target().orElse(null))
            .setOutcome(access.outcome().spelled())
            .setStatus(access.status())
            .setDoor(door)
            .setSequence(next++)
            .setSuppressed(suppressed)
            .setPrevious(head)
            .setDigest(AuditChain.start());
    head = AuditChain.digest(entry.build());
    suppressed = 0;
    return entry.setDigest(head).build();
  }

  private void write(AccessAudited entry, CompletableFuture<Void> written) {
    CompletableFuture<?> appended;
    try {
      appended = log.append(Topics.ACCESS_AUDITED, entry.getActor(), entry);
    } catch (RuntimeException e) {
      appended = CompletableFuture.failedFuture(e);
    }
    var unused =
        appended.whenComplete(
            (position, failure) -> {
              if (failure == null) {
                waiting.decrementAndGet();
                written.complete(null);
              } else {
                again(entry, written);
              }
            });
  }

  private void again(AccessAudited entry, CompletableFuture<Void> written) {
    try {
      var unused =
          writer.schedule(() -> write(entry, written), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      written.completeExceptionally(e);
    }
  }
}
