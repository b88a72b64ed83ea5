package io.athanor.acquisition.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenWorkTest {
  private static final TopicPartition PARTITION = new TopicPartition("inquiry-opened", 2);

  @Test
  void shouldCommitNothingBehindWhatIsOpen() {
    OpenWork work = new OpenWork();
    work.taken(PARTITION, 5);
    work.taken(PARTITION, 6);
    work.taken(PARTITION, 8);

    work.done(PARTITION, 6);
    assertThat(work.committable()).isEmpty();
    assertThat(work.size()).isEqualTo(2);

    work.done(PARTITION, 5);
    assertThat(work.committable().get(PARTITION).offset()).isEqualTo(7);
    assertThat(work.committable()).isEmpty();
  }

  @Test
  void shouldCommitEverythingInTheEndWhateverTheOrder() {
    for (int seed = 0; seed < 200; seed++) {
      OpenWork work = new OpenWork();
      List<Long> offsets = new ArrayList<>();
      for (long offset = 0; offset < 20; offset++) {
        work.taken(PARTITION, offset);
        offsets.add(offset);
      }
      Collections.shuffle(offsets, new Random(seed));
      long committed = 0;
      for (int i = 0; i < offsets.size(); i++) {
        work.done(PARTITION, offsets.get(i));
        var next = work.committable().get(PARTITION);
        if (next != null) {
          committed = next.offset();
        }
        long before = committed;
        assertThat(offsets.subList(i + 1, offsets.size())).allMatch(open -> open >= before);
      }
      assertThat(committed).as("seed " + seed).isEqualTo(20);
    }
  }

  @Test
  void shouldForgetAPartitionThatSomebodyElseHas() {
    OpenWork work = new OpenWork();
    work.taken(PARTITION, 1);
    work.lost(PARTITION);
    work.done(PARTITION, 1);
    assertThat(work.committable()).isEmpty();
    assertThat(work.size()).isZero();
  }
}
