package io.athanor.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.bridge.Papers;
import io.athanor.bridge.core.LedgerEntry;
import io.athanor.bridge.core.LedgerState;
import io.athanor.bridge.core.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
  private static final Outcome MADE =
      new Outcome.Made(
          List.of(new Outcome.Reading("scalar", Map.of("gap", new Outcome.Measured(1.5, "eV")))));

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void place() {
    file = directory.resolve("sub/ledger.jsonl");
  }

  @Test
  void whatWasAppendedIsThereWhenItIsOpenedAgain() throws IOException {
    LedgerEntry.Intent second = intent("e-2");
    LedgerEntry.Intent third = intent("e-3");
    Outcome failed = new Outcome.Failed("lost", "ünknown", true, Map.of("mass_error", 0.1));
    String head;
    try (LedgerFile ledger = LedgerFile.open(file)) {
      ledger.append(intent("e-1"));
      ledger.append(new LedgerEntry.Done(Papers.NOW, "e-1/0", MADE));
      ledger.append(new LedgerEntry.Reported(Papers.NOW, "e-1/0", true));
      ledger.append(second);
      ledger.append(new LedgerEntry.Done(Papers.NOW, "e-2/0", failed));
      ledger.append(third);
      ledger.append(new LedgerEntry.Done(Papers.NOW, "e-3/0", MADE));
      head = ledger.head();
    }
    try (LedgerFile ledger = LedgerFile.open(file)) {
      assertThat(ledger.entries()).isEqualTo(7);
      assertThat(ledger.head()).isEqualTo(head);
      assertThat(ledger.state().open())
          .containsExactly(
              new LedgerState.Open(second, Optional.of(failed)),
              new LedgerState.Open(third, Optional.of(MADE)));
      assertThat(ledger.state().isUsed("e-1", 0)).isTrue();
      assertThat(ledger.state().isUsed("e-1", 1)).isFalse();
      assertThat(ledger.state().usedEver("runs")).isEqualTo(3);
    }
  }

  @Test
  void aTornTailIsCutOffWhereverItWasTorn() throws IOException {
    byte[] two = write(2);
    int first = 0;
    while (two[first] != '\n') {
      first++;
    }
    for (int length = first + 1; length < two.length; length += 89) {
      Files.write(file, Arrays.copyOf(two, length));
      try (LedgerFile ledger = LedgerFile.open(file)) {
        assertThat(ledger.entries()).isEqualTo(1);
        ledger.append(intent("e-9"));
      }
      try (LedgerFile ledger = LedgerFile.open(file)) {
        assertThat(ledger.state().isUsed("e-9", 0)).isTrue();
        assertThat(ledger.entries()).isEqualTo(2);
      }
    }
  }

  @Test
  void anyOtherDamageIsAnErrorAndNothingIsCutOff() throws IOException {
    byte[] three = write(3);
    for (int i = 0; i < three.length - 1; i += 3) {
      byte[] changed = three.clone();
      changed[i] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(() -> LedgerFile.open(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
      assertThat(Files.readAllBytes(file)).isEqualTo(changed);
    }
  }

  @Test
  void anEntryTakenOutOrSwappedIsSeen() throws IOException {
    String[] lines = new String(write(3), StandardCharsets.UTF_8).split("(?<=\n)");
    for (List<String> other :
        List.of(
            List.of(lines[1], lines[2]),
            List.of(lines[0], lines[2]),
            List.of(lines[0], lines[2], lines[1]),
            List.of(lines[0], lines[1], lines[1], lines[2]))) {
      Files.writeString(file, String.join("", other));
      assertThatThrownBy(() -> LedgerFile.open(file)).hasMessageContaining("does not follow");
    }
  }

  @Test
  void aLedgerIsOpenOnce() throws IOException {
    try (LedgerFile ledger = LedgerFile.open(file)) {
      assertThatThrownBy(() -> LedgerFile.open(file)).isInstanceOf(IOException.class);
      ledger.append(intent("e-1"));
    }
    try (LedgerFile ledger = LedgerFile.open(file)) {
      assertThat(ledger.entries()).isEqualTo(1);
    }
  }

  @Test
  void aLedgerIsOpenInOneProcess() throws Exception {
    try (LedgerFile ledger = LedgerFile.open(file)) {
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherBridge.class.getName(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(other.waitFor()).as(said).isEqualTo(1);
      assertThat(said).contains("another bridge has it");
      ledger.append(intent("e-1"));
    }
  }

  /** Opens a ledger and ends. */
  static final class OtherBridge {
    private OtherBridge() {}

    public static void main(String[] arguments) throws IOException {
      LedgerFile.open(Path.of(arguments[0])).close();
    }
  }

  private byte[] write(int entries) throws IOException {
    try (LedgerFile ledger = LedgerFile.open(file)) {
      for (int i = 0; i < entries; i++) {
        ledger.append(intent("e-" + i));
      }
    }
    return Files.readAllBytes(file);
  }

  private static LedgerEntry.Intent intent(String id) {
    return new LedgerEntry.Intent(
        Papers.NOW, Papers.command(id, order -> order), Map.of("runs", 1.0));
  }
}
