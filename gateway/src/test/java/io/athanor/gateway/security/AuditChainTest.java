package io.athanor.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.AccessAudited;
import io.athanor.event.Meta;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SerdeConfig;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuditChainTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeAll
  static void trustOurClasses() {
    SerdeConfig memory = SerdeConfig.of(Map.of(SerdeConfig.URL, "mock://audit-chain"));
    var unused =
        new AvroCodec<>(SchemaRegistries.open(memory), true, AccessAudited.class)
            .encode("t", chain("door", 1).get(0));
  }

  private final List<AccessAudited> chain = chain("door-1", 20);

  @Test
  void shouldHoldWhateverTheOrderItIsReadIn() {
    List<AccessAudited> mixed = new ArrayList<>(chain);
    mixed.addAll(chain("door-2", 5));
    mixed.add(chain.get(7)); // written again after an outage
    Collections.shuffle(mixed, new Random(5));

    assertThat(AuditChain.verify(mixed))
        .extracting(AuditChain.Verdict::door, AuditChain.Verdict::entries)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("door-1", 20L),
            org.assertj.core.groups.Tuple.tuple("door-2", 5L));
    assertThat(AuditChain.verify(mixed)).allMatch(each -> each.faults().isEmpty());
  }

  @Test
  void shouldFindEveryChangeOfEveryField() {
    Map<String, UnaryOperator<AccessAudited.Builder>> changes =
        Map.of(
            "actor", each -> each.setActor("another"),
            "roles", each -> each.setRoles(List.of("operator")),
            "operation", each -> each.setOperation("another"),
            "target", each -> each.setTarget(null),
            "outcome", each -> each.setOutcome("forbidden"),
            "status", each -> each.setStatus(403),
            "suppressed", each -> each.setSuppressed(9),
            "tenant", each -> each.setMeta(Meta.newBuilder(each.getMeta()).setTenant("x").build()),
            "time",
                each ->
                    each.setMeta(
                        Meta.newBuilder(each.getMeta()).setRecordedAt(NOW.plusSeconds(9)).build()),
            "previous", each -> each.setPrevious(ByteBuffer.wrap(new byte[32])));
    changes.forEach(
        (name, change) -> {
          List<AccessAudited> changed = new ArrayList<>(chain);
          changed.set(4, change.apply(AccessAudited.newBuilder(chain.get(4))).build());
          assertThat(only(changed).faults()).as(name).contains("entry 4 is not what was written");
        });
  }

  @Test
  void shouldFindAChangeWhoseDigestWasMadeAnew() {
    List<AccessAudited> changed = new ArrayList<>(chain);
    AccessAudited.Builder entry = AccessAudited.newBuilder(chain.get(4)).setOutcome("forbidden");
    changed.set(4, entry.setDigest(AuditChain.digest(entry.build())).build());

    assertThat(only(changed).faults()).containsExactly("entry 5 does not follow the one before");
  }

  @Test
  void shouldFindWhatWasTakenOutPutInOrExchanged() {
    List<AccessAudited> less = new ArrayList<>(chain);
    less.remove(4);
    less.remove(4);
    assertThat(only(less).faults()).containsExactly("entries 4 to 5 are missing");
    assertThat(only(chain.subList(3, 20)).faults()).contains("entries 0 to 2 are missing");

    List<AccessAudited> more = new ArrayList<>(chain);
    more.add(AccessAudited.newBuilder(chain.get(4)).setActor("another").build());
    assertThat(only(more).faults()).isNotEmpty();

    List<AccessAudited> exchanged = new ArrayList<>(chain);
    exchanged.set(4, AccessAudited.newBuilder(chain.get(4)).setSequence(5).build());
    exchanged.set(5, AccessAudited.newBuilder(chain.get(5)).setSequence(4).build());
    assertThat(only(exchanged).faults()).isNotEmpty();
  }

  @Test
  void shouldShowACutEndByItsHead() {
    assertThat(only(chain.subList(0, 19)).head()).isNotEqualTo(only(chain).head());
  }

  private static AuditChain.Verdict only(List<AccessAudited> entries) {
    List<AuditChain.Verdict> verdicts = AuditChain.verify(entries);
    assertThat(verdicts).hasSize(1);
    return verdicts.get(0);
  }

  private static List<AccessAudited> chain(String door, int count) {
    List<AccessAudited> chain = new ArrayList<>();
    ByteBuffer previous = AuditChain.start();
    for (int i = 0; i < count; i++) {
      AccessAudited.Builder entry =
          AccessAudited.newBuilder()
              .setMeta(
                  Meta.newBuilder()
                      .setId(door + "-" + i)
                      .setSource("athanor/gateway")
                      .setOccurredAt(NOW.plusSeconds(i))
                      .setRecordedAt(NOW.plusSeconds(i))
                      .setTenant("lab-a")
                      .build())
              .setActor("somebody")
              .setRoles(List.of("robot"))
              .setOperation("reportReading")
              .setTarget("reading-" + i)
              .setOutcome("allowed")
              .setStatus(202)
              .setDoor(door)
              .setSequence(i)
              .setPrevious(previous)
              .setDigest(AuditChain.start());
      previous = AuditChain.digest(entry.build());
      chain.add(entry.setDigest(previous).build());
    }
    return chain;
  }
}
