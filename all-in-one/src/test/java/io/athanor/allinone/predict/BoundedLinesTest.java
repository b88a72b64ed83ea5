package io.athanor.allinone.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
  @Test
  void shouldCountAndCutLines() throws IOException {
    assertThat(lines("one\n\nthree is long\nlast", 5))
        .containsExactly("1 one false", "2  false", "3 three true", "4 last false");
    assertThat(lines("", 5)).isEmpty();
    assertThat(lines("x", 5)).containsExactly("1 x false");
    assertThat(lines("12345\n123456\n", 5)).containsExactly("1 12345 false", "2 12345 true");
  }

  private static List<String> lines(String text, int most) throws IOException {
    List<String> seen = new ArrayList<>();
    try (BoundedLines lines =
        new BoundedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), most)) {
      for (Optional<BoundedLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
        BoundedLines.Line line = next.get();
        seen.add(
            line.number()
                + " "
                + new String(line.bytes(), StandardCharsets.UTF_8)
                + " "
                + line.tooLong());
      }
    }
    return seen;
  }
}
