package io.athanor.formats.echem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import io.athanor.formats.Payload;
import io.athanor.formats.Samples;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PotentiostatTraceTest {
  @Test
  void shouldReadCurrentAndPotentialOfEachCycleOverTime() {
    Contents contents = Formats.read(Samples.echem());

    assertThat(contents.statements()).hasSize(4);
    Payload.Curve current = Samples.curve(contents, "cycle-0/current");
    assertThat(current.xUnit()).isEqualTo("s");
    assertThat(current.x()).containsExactly(0.15, 0.23, 0.32);
    assertThat(current.yUnit()).isEqualTo("A");
    assertThat(current.y()).containsExactly(-9.2e-6, -1.0e-5, -9.9e-6);
    assertThat(Samples.curve(contents, "cycle-1/potential").y()).containsExactly(-1.24, -1.26);
    assertThat(contents.remarks()).anyMatch(each -> each.contains("columns 3 to 5"));
  }

  @Test
  void shouldRefuseATraceThatIsCutOff() {
    String text = new String(Samples.echem().bytes(), StandardCharsets.UTF_8);

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(
            () -> Formats.read(Samples.text("a.csv", text.substring(0, text.length() - 12))))
        .withMessageContaining("line 5")
        .withMessageContaining("cut off");
  }
}
