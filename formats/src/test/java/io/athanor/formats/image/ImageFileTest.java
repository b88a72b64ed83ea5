package io.athanor.formats.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import io.athanor.formats.Payload;
import io.athanor.formats.Samples;
import io.athanor.formats.SourceFile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ImageFileTest {
  @Test
  void shouldKnowPicturesByTheirContent() {
    SourceFile png = new SourceFile("pattern.xy", Samples.png().bytes());

    Payload.Image image = (Payload.Image) Samples.reading(Formats.read(png), "image").payload();
    assertThat(image.mediaType()).isEqualTo("image/png");
    assertThat(image.sha256()).matches("[0-9a-f]{64}");
    Payload.Image tiff =
        (Payload.Image) Samples.reading(Formats.read(Samples.tiff()), "image").payload();
    assertThat(tiff.mediaType()).isEqualTo("image/tiff");
  }

  @Test
  void shouldRefusePicturesThatAreCutOff() {
    for (SourceFile whole : new SourceFile[] {Samples.png(), Samples.tiff()}) {
      byte[] half = Arrays.copyOf(whole.bytes(), whole.bytes().length / 2);
      assertThatExceptionOfType(FormatException.class)
          .isThrownBy(() -> Formats.read(new SourceFile(whole.name(), half)))
          .withMessageContaining("cut off");
    }
  }
}
