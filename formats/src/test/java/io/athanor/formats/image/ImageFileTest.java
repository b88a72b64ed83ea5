package io.athanor.formats.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import io.athanor.formats.Payload;
import io.athanor.formats.Samples;
import io.athanor.formats.SourceFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
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
  void shouldSayTheFeaturesOfAMicrograph() throws IOException {
    BufferedImage board = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        board.getRaster().setSample(x, y, 0, (x / 8 + y / 8) % 2 == 0 ? 220 : 30);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(board, "png", bytes);

    Contents contents = Formats.read(new SourceFile("board.png", bytes.toByteArray()));

    Payload.Scalars features = (Payload.Scalars) Samples.reading(contents, "features").payload();
    assertThat(features.values().get("microscopy_bright_fraction").value()).isEqualTo(0.5);
  }

  @Test
  void shouldSayThatAPictureShowsNothing() {
    assertThat(Formats.read(Samples.png()).remarks())
        .anySatisfy(each -> assertThat(each).startsWith("no features: the picture "));
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
