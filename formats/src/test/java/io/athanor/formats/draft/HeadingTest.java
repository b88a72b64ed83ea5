package io.athanor.formats.draft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Temperature (°C) | Temperature | Cel",
        "T_C | T | Cel",
        "reaction time/min | reaction time/min | ''",
        "time/min | time | min",
        "c [mol/L] | c | mol/L",
        "Yield % | Yield | %",
        "Fe wt% | Fe | %{mass}",
        "flow_mL | flow | mL",
        "x_r | x_r | ''",
        "A230 (10mm) | A230 (10mm) | ''",
        "j, mA/cm2 | j | mA/cm2",
      })
  void aHeadersUnitIsReadFromItsUsualPlaces(String header, String name, String unit) {
    Heading heading = Heading.of(header);
    assertThat(heading.name()).isEqualTo(name);
    assertThat(heading.unit().orElse("")).isEqualTo(unit);
  }
}
