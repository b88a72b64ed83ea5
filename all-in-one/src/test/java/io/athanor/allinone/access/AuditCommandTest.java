package io.athanor.allinone.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.AccessAudited;
import io.athanor.event.Meta;
import io.athanor.gateway.security.AuditChain;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditCommandTest {
  @Test
  void shouldPrintOneLineWhateverAStrangerAskedFor() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    AccessAudited entry =
        AccessAudited.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId("a")
                    .setSource("athanor/gateway")
                    .setOccurredAt(now)
                    .setRecordedAt(now)
                    .build())
            .setActor("anonymous")
            .setRoles(List.of())
            .setOperation("getCampaign")
            .setTarget("x\n2026-01-01T00:00:00Z\tlab-a\tada\u001b[2K\u009b\u2028\u202e")
            .setOutcome("unauthenticated")
            .setStatus(401)
            .setDoor("d")
            .setSequence(0)
            .setSuppressed(0)
            .setPrevious(AuditChain.start())
            .setDigest(AuditChain.start())
            .build();

    assertThat(AuditCommand.line(entry))
        .isEqualTo(
            "2026-01-01T00:00:00Z\t-\tanonymous\tgetCampaign\t"
                + "x?2026-01-01T00:00:00Z?lab-a?ada?[2K???\tunauthenticated\t401");
  }
}
