package io.athanor.formats.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void shouldReadOneValueAfterTheOther() {
    assertThat(JsonText.values("x", bytes("{\"a\": NaN}\n[1]\n\n2"))).hasSize(3);
    assertThat(JsonText.values("x", bytes(""))).isEmpty();
    assertRefused("1 2", "x: holds 2 JSON documents where one is expected");
  }

  @Test
  void shouldSayWhereItIsWrong() {
    assertRefused("{\"a\":\n 1,}", "x, line 2 column 4: is no valid JSON");
    assertRefused("{\"a\": tru", "ends in the middle of the JSON");
    assertRefused("[1, 2", "ends in the middle of the JSON");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> JsonText.values("x", new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}));
  }

  @Test
  void shouldRefuseWhatIsTooDeepOrTooLarge() {
    assertRefused("[".repeat(1_000_000), "too large or too deep");
    assertRefused("{\"a\":".repeat(1_000_000), "too large or too deep");
    assertRefused("[" + "[],".repeat(2_500_000) + "[]]", "too large or too deep");
    assertRefused("1".repeat(100_000), "too large or too deep");
  }

  @Test
  void shouldTakeOnlyBracketsForJson() {
    assertThat(JsonText.head(new SourceFile("a", bytes("\ufeff {\"a\"")))).contains("{\"a\"");
    assertThat(JsonText.head(new SourceFile("a", bytes("two theta")))).isEmpty();
    assertThat(JsonText.head(new SourceFile("a", new byte[0]))).isEmpty();
  }

  private static void assertRefused(String text, String message) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> JsonText.document("x", bytes(text)))
        .withMessageContaining(message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
