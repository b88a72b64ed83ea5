package io.athanor.formats;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FormatsTest {
  @Test
  void shouldRefuseWhatNoFormatRecognises() {
    SourceFile file =
        new SourceFile("letter.txt", "Dear colleague,".getBytes(StandardCharsets.UTF_8));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Formats.read(file))
        .withMessageStartingWith("unknown format: is none of");
  }
}
