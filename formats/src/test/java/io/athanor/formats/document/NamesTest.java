package io.athanor.formats.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.unit.Units;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void shouldTranslateUnitsAsInstrumentsWriteThem() {
    assertThat(Names.unit("degrees")).contains("deg");
    assertThat(Names.unit("(unitless)")).contains("1");
    assertThat(Names.unit("#")).contains("1");
    assertThat(Names.unit("")).contains("1");
    assertThat(Names.unit("ng/\u00b5L")).contains("ng/uL");
    assertThat(Names.unit("\u03bcL")).contains("uL");
    assertThat(Names.unit("Angstroms")).contains("Ao");
    assertThat(Names.unit("keV")).contains("keV");
    assertThat(Units.convert(250, Names.unit("mAU").orElseThrow(), "1"))
        .isCloseTo(0.25, within(1e-12));
    assertThat(Units.convert(1, Names.unit("kDa").orElseThrow(), "u"))
        .isCloseTo(1_000, within(1e-6));
    assertThat(Units.convert(1, Names.unit("M-1cm-1").orElseThrow(), "m2/mol"))
        .isCloseTo(0.1, within(1e-9));
  }

  @Test
  void shouldKnowNoUnitThatIsNone() {
    assertThat(Names.unit("Angstro")).isEmpty();
    assertThat(Names.unit("grandmas")).isEmpty();
    assertThat(Names.unit("x".repeat(10_000))).isEmpty();
  }

  @Test
  void shouldWriteNamesInSnakeCase() {
    assertThat(Names.snake("roomTemp")).isEqualTo("room_temp");
    assertThat(Names.snake("A260/A280")).isEqualTo("a260_a280");
    assertThat(Names.snake(" Cursor Abs. ")).isEqualTo("cursor_abs");
    assertThat(Names.snake("%%")).isEqualTo("value");
  }
}
