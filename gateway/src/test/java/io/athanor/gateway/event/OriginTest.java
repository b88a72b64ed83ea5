package io.athanor.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.gateway.security.Identity;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void shouldGiveNoTenantsNamesTheIdOfAnothers() {
    Set<String> ids = new HashSet<>();
    ids.add(id(Optional.of("lab-a"), "instrument/uvvis-1"));
    ids.add(id(Optional.of("lab-b"), "instrument/uvvis-1"));
    ids.add(id(Optional.empty(), "instrument/uvvis-1"));
    ids.add(id(Optional.empty(), "lab-a\u0000instrument/uvvis-1"));
    ids.add(id(Optional.empty(), "lab-ainstrument/uvvis-1"));
    assertThat(ids).hasSize(5);
    assertThat(ids).contains(id(Optional.of("lab-a"), "instrument/uvvis-1"));
  }

  private static String id(Optional<String> tenant, String source) {
    return new Origin(Instant.EPOCH, new Random(1), Optional.empty())
        .by(Identity.local(true, tenant))
        .id(source, Optional.empty(), Optional.of("one"));
  }
}
