package io.athanor.allinone.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir private Path directory;

  @Test
  void shouldReadWhatWasWritten() {
    Path file = directory.resolve("books/ledger.jsonl");
    Told told = new Told(Told.What.READING, "e", 1, 2, "r");
    try (Ledger ledger = Ledger.open(file)) {
      ledger.began(Facts.actuation("e", 0, 1, 1, -1));
      ledger.began(Facts.actuation("e", 1, 2, 2, -1));
      ledger.ended(Facts.actuation("e", 1, 2, 2, 5));
      ledger.told(told);
    }
    Ledger.Books books = Ledger.read(file);
    assertThat(books.actuations())
        .containsExactly(Facts.actuation("e", 0, 1, 1, -1), Facts.actuation("e", 1, 2, 2, 5));
    assertThat(books.told()).containsExactly(told);
  }

  @Test
  void shouldKeepTwoActuationsOfOneStepApart() {
    Path file = directory.resolve("ledger.jsonl");
    try (Ledger ledger = Ledger.open(file)) {
      ledger.began(Facts.actuation("e", 0, 1, 1, -1));
      ledger.began(Facts.actuation("e", 0, 1, 2, -1));
      ledger.ended(Facts.actuation("e", 0, 1, 1, 3));
      ledger.ended(Facts.actuation("e", 0, 1, 2, 4));
    }
    assertThat(Ledger.read(file).actuations())
        .containsExactly(Facts.actuation("e", 0, 1, 1, 3), Facts.actuation("e", 0, 1, 2, 4));
  }

  @Test
  void shouldRefuseToWriteOverBooks() {
    Path file = directory.resolve("ledger.jsonl");
    Ledger.open(file).close();
    assertThatThrownBy(() -> Ledger.open(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("ledger.jsonl");
  }

  @Test
  void shouldRefuseAnEndWithoutABeginning() {
    assertThatThrownBy(
            () ->
                Ledger.read(
                    List.of(
                        "{\"event\":\"ended\",\"instrumentId\":\"i\",\"experimentId\":\"e\","
                            + "\"at\":\"2026-01-01T00:00:00Z\"}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("end without a beginning");
  }
}
