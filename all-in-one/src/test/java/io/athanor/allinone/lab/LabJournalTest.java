package io.athanor.allinone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabJournalTest {
  private static final Instant WHEN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("lab").resolve("journal.jsonl");
  }

  @Test
  void shouldRememberActuationsAcrossRestart() {
    try (LabJournal journal = LabJournal.open(path())) {
      LabJournal.Entry entry = journal.actuate("e-1", "robot-1", WHEN, "campaign-1", "c-1");
      journal.acknowledged(entry, "scalar", "r-1");
      journal.ended(entry, "succeeded");
    }
    try (LabJournal journal = LabJournal.open(path())) {
      assertThat(journal.actuation("e-1")).map(LabJournal.Entry::at).contains(WHEN.toString());
      assertThat(journal.actuation("e-2")).isEmpty();
    }
    assertThat(LabJournal.read(path()))
        .extracting(LabJournal.Entry::event)
        .containsExactly("actuated", "acknowledged", "ended");
  }

  @Test
  void shouldRefuseSecondActuation() {
    try (LabJournal journal = LabJournal.open(path())) {
      journal.actuate("e-1", "robot-1", WHEN, "campaign-1", "c-1");
      assertThatThrownBy(() -> journal.actuate("e-1", "robot-2", WHEN, "campaign-1", "c-1"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("e-1");
    }
  }

  @Test
  void shouldDropLineCutShortByCrash() throws IOException {
    try (LabJournal journal = LabJournal.open(path())) {
      journal.actuate("e-1", "robot-1", WHEN, "campaign-1", "c-1");
    }
    Files.writeString(
        path(), "{\"event\":\"actuated\",\"experimentId\":\"e-2\"", StandardOpenOption.APPEND);
    try (LabJournal journal = LabJournal.open(path())) {
      assertThat(journal.actuation("e-2")).isEmpty();
      journal.actuate("e-3", "robot-1", WHEN, "campaign-1", "c-3");
    }
    assertThat(LabJournal.read(path()))
        .extracting(LabJournal.Entry::experimentId)
        .containsExactly("e-1", "e-3");
  }
}
