package io.athanor.schemas.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderCodecTest {
  private static final String TEXT =
      "{\"campaignEpoch\":2,\"campaignId\":\"oer\",\"candidateId\":\"c-0123\","
          + "\"experimentId\":\"e-1\",\"expiresAt\":\"2026-11-26T11:00:00Z\",\"formula\":\"LaNiO3\","
          + "\"keyId\":\""
          + Orders.SIGNER.keyId()
          + "\",\"notBefore\":\"2026-11-26T10:00:00.000001Z\",\"ordinal\":17,"
          + "\"parameters\":{\"Löschmittel \\\"x\\\"\":{\"option\":\"water\\n\"},"
          + "\"ratio\":{\"unit\":\"1\",\"value\":1e-7},"
          + "\"temperature\":{\"unit\":\"Cel\",\"value\":350}},\"simulated\":true,"
          + "\"steps\":[{\"name\":\"synthesis\",\"seconds\":90.5,\"technique\":\"spin-coating\"},"
          + "{\"name\":\"measure\",\"technique\":\"xrd\"}],\"tenant\":\"north\","
          + "\"type\":\"athanor-actuation-order-1\"}";

  @Test
  void anOrderHasOneByteString() {
    byte[] bytes = OrderCodec.encode(Orders.order());
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(TEXT);
    assertThat(OrderCodec.decode(bytes)).isEqualTo(Orders.order());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "\"ordinal\":17 | \"ordinal\":17.0",
        "\"ordinal\":17 | \"ordinal\":1.7e1",
        "\"ordinal\":17 | \"ordinal\": 17",
        "\"ordinal\":17 | \"ordinal\":17,\"ordinal\":17",
        "\"ordinal\":17 | \"ordinal\":17,\"orders\":1",
        "\"unit\":\"Cel\",\"value\":350 | \"value\":350,\"unit\":\"Cel\"",
        "\"unit\":\"Cel\",\"value\":350 | \"unit\":\"Cel\",\"value\":350,\"value\":350",
        "\"unit\":\"Cel\",\"value\":350 | \"unit\":\"Cel\",\"value\":-0.0",
        "\"unit\":\"Cel\",\"value\":350 | \"unit\":\"Cel\",\"value\":350.00000000000001",
        "\"oer\" | \"\\u006fer\"",
        "10:00:00.000001Z | 10:00:00.000001000Z",
        "11:00:00Z | 12:00:00+01:00",
        "}, | },,",
        "\"simulated\":true | \"simulated\" :true",
      })
  void otherFormsAreRefused(String from, String to) {
    String changed = TEXT.replace(from, to);
    assertThat(changed).isNotEqualTo(TEXT);
    assertThatThrownBy(() -> OrderCodec.decode(changed.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "\"type\":\"athanor-actuation-order-1\" | \"type\":\"receipt\" | type: ",
        "\"value\":350 | \"value\":\"350\" | parameters.temperature.value: ",
        "\"value\":350 | \"value\":1e999 | parameters.temperature.value: ",
        "\"unit\":\"Cel\" | \"unit\":\"\" | parameters.temperature.unit: ",
        "\"simulated\":true | \"simulated\":1 | simulated: ",
        "\"campaignEpoch\":2 | \"campaignEpoch\":-2 | campaignEpoch: ",
        "\"campaignEpoch\":2 | \"campaignEpoch\":2147483648 | campaignEpoch: ",
        "\"experimentId\":\"e-1\" | \"experimentId\":null | experimentId: ",
        "\"expiresAt\":\"2026 | \"expiresAt\":\"1926 | expiresAt: ",
        "\"expiresAt\":\"2026 | \"expiresAt\":\"+12026 | expiresAt: ",
        "\"notBefore\":\"2026 | \"notBefore\":\"-1026 | notBefore: ",
        "\"seconds\":90.5 | \"seconds\":-1 | steps.seconds: ",
      })
  void refusalsNameTheField(String from, String to, String start) {
    String changed = TEXT.replace(from, to);
    assertThatThrownBy(() -> OrderCodec.decode(changed.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(start);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "7", "{}", "{\"type\":7}", "\u0000"})
  void whatIsNoOrderIsRefused(String text) {
    assertThatThrownBy(() -> OrderCodec.decode(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tooManyBytesAreRefusedUnread() {
    assertThatThrownBy(() -> OrderCodec.decode(new byte[OrderCodec.MAXIMUM_BYTES + 1]))
        .hasMessageContaining("too many");
  }

  @Test
  void namesAreSortedByUtf16AndHalfPairsRefused() {
    // RFC 8785, section 3.2.3
    String sorted =
        new String(
            CanonicalJson.bytes(
                Map.of(
                    "\u20ac",
                    1,
                    "\r",
                    2,
                    "\ufb33",
                    3,
                    "1",
                    4,
                    "\ud83d\ude00",
                    5,
                    "\u0080",
                    6,
                    "\u00f6",
                    7)),
            StandardCharsets.UTF_8);
    assertThat(sorted)
        .isEqualTo(
            "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,"
                + "\"\ufb33\":3}");
    assertThatThrownBy(() -> CanonicalJson.bytes(Map.of("a", "\ud83d")))
        .hasMessageContaining("surrogate");
    assertThatThrownBy(() -> CanonicalJson.bytes(Map.of("a", "\ude00\ud83d")))
        .hasMessageContaining("surrogate");
  }
}
