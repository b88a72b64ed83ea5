package io.athanor.bridge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.bridge.Papers;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.LedgerEntry;
import io.athanor.bridge.core.LedgerState;
import io.athanor.bridge.envelope.Refusal.Code;
import io.athanor.schemas.signing.ActuationOrder;
import io.athanor.schemas.signing.ActuationOrder.Amount;
import io.athanor.schemas.signing.ActuationOrder.Option;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
  private static final Instant NOW = Papers.NOW;

  private final Envelope furnace = Papers.furnace();
  private final LedgerState past = new LedgerState();

  @Test
  void whatIsWithinIsAllowedInTheDevicesUnits() {
    Map<String, ActuationOrder.Setting> ordered =
        with("temperature", new Amount(573.15, "K"), "time", new Amount(1, "h"));
    ordered.put("wavelength", new Amount(500, "nm"));
    Envelope.Allowed allowed = (Envelope.Allowed) furnace.check(ordered, past, NOW);
    assertThat(allowed.settings())
        .containsEntry("temperature", new Amount(300, "Cel"))
        .containsEntry("time", new Amount(60, "min"))
        .containsEntry("gas", new Option("N2"))
        .hasSize(3);
    assertThat(allowed.uses()).isEqualTo(Map.of("furnace time", 60.0, "runs", 1.0));
  }

  @ParameterizedTest
  @CsvSource({
    "temperature, 900, Cel, ",
    "temperature, 900.0000000000001, Cel, OUT_OF_RANGE",
    "temperature, 20, Cel, ",
    "temperature, 19.999999999999996, Cel, OUT_OF_RANGE",
    "temperature, 1173.16, K, OUT_OF_RANGE",
    "temperature, 900, K, ",
    "temperature, 900, [degF], ",
    "temperature, 1e308, Cel, OUT_OF_RANGE",
    "temperature, 300, C, UNIT",
    "temperature, 300, '1', UNIT",
    "temperature, 300, min, UNIT",
    "temperature, 300, Ce1, UNIT",
    "time, -1e-300, min, OUT_OF_RANGE",
    "time, 241, min, OUT_OF_RANGE",
    "time, 14400, s, FORBIDDEN",
    "time, 5, h, OUT_OF_RANGE",
    "Temperature, 300, Cel, UNKNOWN_PARAMETER",
    "temperаture, 300, Cel, UNKNOWN_PARAMETER",
    "stirring, 601, rpm, OUT_OF_RANGE",
    "stirring, 11, Cel, UNIT",
  })
  void numbersAreHeldToTheirRangeInWhateverUnit(
      String name, double value, String unit, Code refused) {
    Map<String, ActuationOrder.Setting> ordered =
        with("temperature", new Amount(400, "Cel"), "time", new Amount(60, "min"));
    ordered.put(name, new Amount(value, unit));
    assertThat(code(ordered)).isEqualTo(Optional.ofNullable(refused));
  }

  @Test
  void wordsMissingParametersAndForbiddenCombinationsAreRefused() {
    assertThat(code(with("gas", new Option("H2 ")))).contains(Code.NOT_AN_OPTION);
    assertThat(code(with("gas", new Amount(1, "1")))).contains(Code.WRONG_KIND);
    assertThat(code(with("time", new Option("60")))).contains(Code.WRONG_KIND);
    assertThat(code(with("gas", new Option("H2")))).isEmpty();
    assertThat(
            code(
                with(
                    "gas", new Option("H2"), "temperature", new Amount(400.00000000000006, "Cel"))))
        .contains(Code.FORBIDDEN);
    Map<String, ActuationOrder.Setting> without = with();
    without.remove("time");
    assertThat(code(without)).contains(Code.MISSING_PARAMETER);
    assertThat(code(Map.of())).contains(Code.MISSING_PARAMETER);
  }

  @Test
  void changesAreHeldToTheirRateSinceTheLastOrder() {
    begun("e-1", 300, 10, NOW);
    assertThat(code(hot(309.9, 10), NOW.plusSeconds(60))).isEmpty();
    assertThat(code(hot(310.1, 10), NOW.plusSeconds(60))).contains(Code.RATE);
    assertThat(code(hot(289.9, 10), NOW.plusSeconds(60))).contains(Code.RATE);
    assertThat(code(hot(300, 10), NOW)).isEmpty();
    assertThat(code(hot(301, 10), NOW)).contains(Code.RATE);
    assertThat(code(hot(301, 10), NOW.minusSeconds(600))).contains(Code.RATE);
  }

  @Test
  void totalsAreHeldInAnyHourInAnyDayAndForEver() {
    begun("e-1", 300, 200, NOW);
    assertThat(code(hot(300, 100), NOW.plusSeconds(3599))).isEmpty();
    assertThat(code(hot(300, 100.5), NOW.plusSeconds(3599))).contains(Code.TOTAL);
    assertThat(code(hot(300, 100.5), NOW.plusSeconds(3600))).isEmpty();
    begun("e-2", 300, 200, NOW.plusSeconds(7200));
    begun("e-3", 300, 200, NOW.plusSeconds(14400));
    assertThat(code(hot(300, 1), NOW.plusSeconds(86399))).contains(Code.TOTAL);
    assertThat(code(hot(300, 1), NOW.plusSeconds(86400))).isEmpty();
    begun("e-4", 300, 240, NOW.plusSeconds(1_000_000));
    assertThat(code(hot(300, 160), NOW.plusSeconds(9_000_000))).isEmpty();
    assertThat(code(hot(300, 161), NOW.plusSeconds(9_000_000))).contains(Code.TOTAL);
  }

  @Test
  void ordersAreCounted() {
    begun("e-1", 300, 1, NOW);
    begun("e-2", 300, 1, NOW.plusSeconds(1));
    assertThat(code(hot(300, 1), NOW.plusSeconds(2))).isEmpty();
    begun("e-3", 300, 1, NOW.plusSeconds(2));
    begun("e-4", 300, 1, NOW.plusSeconds(3));
    assertThat(code(hot(300, 1), NOW.plusSeconds(4))).contains(Code.TOTAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "perMinute: 10 | perMinut: 10 | parameters.temperature",
        "unit: Cel | unit: Celcius | parameters.temperature.unit",
        "low: 20 | low: 950 | parameters.temperature",
        "low: 20 | low: '20' | parameters.temperature.low",
        "low: 20, | | parameters.temperature",
        "[N2, Ar, H2] | [] | parameters.gas",
        "[N2, Ar, H2] | [N2, NO] | parameters.gas.options[1]",
        "options: {gas: [H2]} | options: {gas: [CO]} | forbidden[0].options.gas",
        "options: {gas: [H2]} | options: {time: [H2]} | forbidden[0].options.time",
        "\"temperature > 400\" | \"temperature = 400\" | forbidden[0]",
        "\"temperature > 400\" | \"temp > 400\" | forbidden[0].comparisons[0]",
        "\"temperature > 400\" | \"stirring > 400\" | forbidden[0].comparisons[0]",
        "of: [time] | of: [temperature2] | totals[0]",
        "of: [time], perHour: 300, perDay: 600, ever: 1000 | of: [time] | totals[0]",
        "name: runs | name: furnace time | totals",
        "[wavelength] | [time] | elsewhere",
        "elsewhere: | parameters: {} # | parameters",
        "totals: | total: | 'total'",
      })
  void aMistakeInTheFileIsAnError(String from, String to, String place) {
    String text = Papers.FURNACE.replace(from, to == null ? "" : to);
    assertThat(text).isNotEqualTo(Papers.FURNACE);
    assertThatThrownBy(() -> EnvelopeFile.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(place);
  }

  private Map<String, ActuationOrder.Setting> with(Object... changes) {
    Map<String, ActuationOrder.Setting> settings = new HashMap<>(Papers.settings(300, 60));
    for (int i = 0; i < changes.length; i += 2) {
      settings.put((String) changes[i], (ActuationOrder.Setting) changes[i + 1]);
    }
    return settings;
  }

  private static Map<String, ActuationOrder.Setting> hot(double celsius, double minutes) {
    return Papers.settings(celsius, minutes);
  }

  private Optional<Code> code(Map<String, ActuationOrder.Setting> ordered) {
    return code(ordered, NOW);
  }

  private Optional<Code> code(Map<String, ActuationOrder.Setting> ordered, Instant now) {
    return furnace.check(ordered, past, now) instanceof Envelope.NotAllowed not
        ? Optional.of(not.refusal().code())
        : Optional.empty();
  }

  private void begun(String id, double celsius, double minutes, Instant at) {
    Map<String, ActuationOrder.Setting> settings = Papers.settings(celsius, minutes);
    Command command = Papers.command(id, order -> Papers.order(id, settings));
    past.take(new LedgerEntry.Intent(at, command, Map.of("furnace time", minutes, "runs", 1.0)));
  }
}
