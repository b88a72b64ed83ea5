package io.athanor.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private enum Fuel {
    CHARCOAL,
    DRY_WOOD
  }

  private static final Setting<Integer> PORT =
      Setting.integer("gateway.port", 8080, 0, 65_535, "Where the door is.");
  private static final Setting<Duration> LINGER =
      Setting.duration("inference.max-delay", "5ms", "How long a batch waits.");
  private static final Setting<Boolean> LIT =
      Setting.flag("furnace.lit", true, "Whether it burns.");
  private static final Setting<Fuel> FUEL =
      Setting.choice("furnace.fuel", Fuel.class, Fuel.CHARCOAL, "What it burns.");
  private static final Setting<String> OWNER =
      new Setting<>("furnace.owner", "text", null, "Whose it is.", text -> text);
  private static final List<Setting<?>> KNOWN = List.of(PORT, LINGER, LIT, FUEL, OWNER);

  @TempDir private Path folder;

  @Test
  void shouldHaveDefaults() {
    Settings settings = Settings.of(Map.of("furnace.owner", "Paracelsus"), KNOWN);
    assertThat(settings.get(PORT)).isEqualTo(8080);
    assertThat(settings.get(LINGER)).isEqualTo(Duration.ofMillis(5));
    assertThat(settings.get(LIT)).isTrue();
    assertThat(settings.get(FUEL)).isEqualTo(Fuel.CHARCOAL);
    assertThat(settings.get(OWNER)).isEqualTo("Paracelsus");
    assertThat(settings.kafka()).isEmpty();
  }

  @Test
  void shouldTakeEverySettingFromAFile() throws IOException {
    Path file =
        file(
            """
            # a furnace
            gateway.port = 0
            inference.max-delay = 2h
            furnace.lit = FALSE
            furnace.fuel = dry-wood
            furnace.owner = Jābir ibn Ḥayyān
            kafka.security.protocol = SASL_SSL
            """);
    Settings settings = Settings.load(Optional.of(file), Map.of(), KNOWN);
    assertThat(settings.get(PORT)).isZero();
    assertThat(settings.get(LINGER)).isEqualTo(Duration.ofHours(2));
    assertThat(settings.get(LIT)).isFalse();
    assertThat(settings.get(FUEL)).isEqualTo(Fuel.DRY_WOOD);
    assertThat(settings.get(OWNER)).isEqualTo("Jābir ibn Ḥayyān");
    assertThat(settings.kafka()).isEqualTo(Map.of("security.protocol", "SASL_SSL"));
  }

  @Test
  void shouldLetTheEnvironmentOverrideTheFile() throws IOException {
    Path file = file("gateway.port=1\nfurnace.owner=a\nkafka.client.id=file\n");
    Settings settings =
        Settings.load(
            Optional.of(file),
            Map.of(
                "ATHANOR_GATEWAY_PORT", "2",
                "ATHANOR_INFERENCE_MAX_DELAY", "3s",
                "ATHANOR_KAFKA_CLIENT_ID", "environment",
                "ATHANOR_KAFKA_SSL_TRUSTSTORE_LOCATION", "/trust",
                "ATHANOR_DATA", "somebody else's",
                "GATEWAY_PORT", "4"),
            KNOWN);
    assertThat(settings.get(PORT)).isEqualTo(2);
    assertThat(settings.get(LINGER)).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.get(OWNER)).isEqualTo("a");
    assertThat(settings.kafka())
        .isEqualTo(Map.of("client.id", "environment", "ssl.truststore.location", "/trust"));
  }

  @Test
  void shouldNameAllProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                Settings.load(
                    Optional.empty(),
                    Map.of(
                        "ATHANOR_GATEWAY_PORT", "70000",
                        "ATHANOR_INFERENCE_MAX_DELAY", "soon",
                        "ATHANOR_FURNACE_LIT", "maybe",
                        "ATHANOR_FURNACE_FUEL", "coal",
                        "ATHANOR_FURNACE_LITT", "true"),
                    KNOWN))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "ATHANOR_FURNACE_LITT: no such variable; did you mean ATHANOR_FURNACE_LIT?",
                        "furnace.fuel: 'coal' is not charcoal or dry-wood",
                        "furnace.lit: 'maybe' is not true or false",
                        "gateway.port: 70000 is not in 0..65535",
                        "inference.max-delay: 'soon' is not a duration like 30s",
                        "furnace.owner: must be given (text)"));
  }

  @Test
  void shouldHintAtTheNearestSetting() {
    assertThatThrownBy(
            () ->
                Settings.of(
                    Map.of("gateway.prot", "1", "weather", "fine", "furnace.owner", "x"), KNOWN))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "gateway.prot: no such setting; did you mean gateway.port?",
                        "weather: no such setting"));
  }

  @ParameterizedTest
  @CsvSource({
    "1ms, PT0.001S",
    "30s, PT30S",
    "10m, PT10M",
    "2h, PT2H",
    "7d, PT168H",
    "' 5s ', PT5S"
  })
  void shouldReadDurations(String text, Duration expected) {
    Settings settings =
        Settings.of(Map.of("inference.max-delay", text, "furnace.owner", "x"), KNOWN);
    assertThat(settings.get(LINGER)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "5 s", "0s", "-1s", "1.5s", "5S", "5w", "ms", "9223372036854775807d"})
  void shouldRefuseWhatIsNoDuration(String text) {
    assertThatThrownBy(
            () -> Settings.of(Map.of("inference.max-delay", text, "furnace.owner", "x"), KNOWN))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("inference.max-delay: '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.0", "99999999999"})
  void shouldRefuseWhatIsNoWholeNumber(String text) {
    assertThatThrownBy(() -> Settings.of(Map.of("gateway.port", text, "furnace.owner", "x"), KNOWN))
        .hasMessageContaining("gateway.port: '" + text + "' is not a whole number");
  }

  @Test
  void shouldSayThatAFileCannotBeRead() throws IOException {
    assertThatThrownBy(
            () -> Settings.load(Optional.of(folder.resolve("none")), Map.of(), List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("cannot read settings from");
    Path file = file("a.b=\\u12");
    assertThatThrownBy(() -> Settings.load(Optional.of(file), Map.of(), List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("cannot read settings from");
  }

  @Test
  void shouldRefuseToGuessWhatMustBeGiven() {
    Settings settings = Settings.of(Map.of(), List.of(PORT));
    assertThatThrownBy(() -> settings.get(OWNER))
        .isInstanceOf(SettingsException.class)
        .hasMessage("furnace.owner: must be given (text)");
  }

  @Test
  void shouldRefuseADeclarationWhoseDefaultIsWrong() {
    assertThatThrownBy(() -> Setting.integer("a.b", 9, 0, 5, "No.")).hasMessage("9 is not in 0..5");
    assertThatThrownBy(() -> Setting.text("noDots", "x", "No."))
        .hasMessage("setting name 'noDots'");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("athanor.properties"), text);
  }
}
