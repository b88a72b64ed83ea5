package io.athanor.formats.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.formats.FormatException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a,b\n1.5,2\n'|1.5",
        "'a;b\n1,5;2\n'|1.5",
        "'a\tb\n1,5\t2\n'|1.5",
        "'\uFEFFa;b\r\n1,5;2\r\n'|1.5",
        "'sep=;\na;b\n1.500,25;2\n'|1500.25",
        "'# made by hand\na,b\n\"1,234.5\",2\n'|1234.5",
        "'a;b\n12 345,5;2\n'|12345.5",
        "'a,b\n\u22121.5,2\n'|-1.5",
        "'a,b\n1e-3,2\n'|0.001",
        "'a,b\n45 %,2\n'|45",
      })
  void numbersAreReadAsTheyWereMeant(String text, double expected) {
    Sheet sheet = SheetReader.read(text);
    assertThat(sheet.dialect().number(sheet.columns().get(0)[0])).hasValue(expected);
  }

  @Test
  void quotesMayHoldSeparatorsAndLineEnds() {
    Sheet sheet = SheetReader.read("name,note,y\nx,\"a, \"\"b\"\"\nc\",1\nz,,2\n");
    assertThat(sheet.columns().get(1)[0]).isEqualTo("a, \"b\"\nc");
    assertThat(sheet.lines()).containsExactly(3, 4);
  }

  @Test
  void aLineOfUnitsBelongsToTheHeader() {
    Sheet sheet = SheetReader.read("T,time,y\n[°C],min,-\n20,5,1\n30,6,2\n");
    assertThat(sheet.header().get(0).unit()).contains("Cel");
    assertThat(sheet.header().get(1).unit()).contains("min");
    assertThat(sheet.rows()).isEqualTo(2);
  }

  @Test
  void withoutAHeaderColumnsAreNamedByPlace() {
    Sheet sheet = SheetReader.read("1,2,3\n4,5,6\n");
    assertThat(sheet.header()).extracting(Heading::name).contains("column_1", "column_3");
    assertThat(sheet.rows()).isEqualTo(2);
    assertThat(sheet.remarks()).singleElement().asString().contains("no header");
  }

  @Test
  void twoColumnsOfOneNameAreToldApart() {
    Sheet sheet = SheetReader.read("T,T,y\n1,2,3\n");
    assertThat(sheet.header()).extracting(Heading::name).isEqualTo(List.of("T", "T_2", "y"));
  }

  @Test
  void aShortRowLacksItsLastCells() {
    Sheet sheet = SheetReader.read("a,b,c\n1,2\n3,4,5\n");
    assertThat(sheet.columns().get(2)[0]).isEmpty();
    assertThat(sheet.remarks()).singleElement().asString().contains("Line 2", "'c'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty",
        "'a,b\n'|no row below",
        "'a\n1\n'|one column",
        "'a,b\n1,2\n1,2,3\n'|line 3: has 3 cells where the header has 2",
        "'a,b\n1,\"2\n'|line 2: cannot be read",
      })
  void whatCannotBeReadIsRefusedByItsLine(String text, String reason) {
    assertThatThrownBy(() -> SheetReader.read(text))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(reason);
  }
}
