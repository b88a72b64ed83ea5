package io.athanor.materials.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.MaterialException;
import io.athanor.materials.unit.Quantity;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagingTest {
  private static final long SEED = 20_261_126L;

  private interface Pattern {
    double at(int x, int y);
  }

  private static GrayImage image(int width, int height, Pattern pattern) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) pattern.at(i % width, i / width);
    }
    return new GrayImage(width, height, values);
  }

  private static GrayImage checkerboard(int side, int square) {
    return image(side, side, (x, y) -> (x / square + y / square) % 2);
  }

  /** Discs on a square lattice, none cut by the edge. */
  private static GrayImage discs(int side, int pitch, double radius) {
    return image(
        side,
        side,
        (x, y) ->
            Math.hypot(x % pitch - (pitch - 1) / 2.0, y % pitch - (pitch - 1) / 2.0) <= radius
                ? 200
                : 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void shouldMeasureACheckerboard(int square) {
    Map<String, Quantity> features =
        MicroscopyFeatures.of(checkerboard(128, square), Optional.of(Quantity.of(2, "nm")));

    assertThat(features.get("microscopy_mean_intercept"))
        .isEqualTo(Quantity.of(2 * square, "nm", 0));
    assertThat(features.get("microscopy_bright_fraction").value()).isEqualTo(0.5);
    // the strongest waves run along the diagonals, with a period of sqrt(2) squares
    double period = features.get("microscopy_dominant_period").value() / 2;
    assertThat(1 / period).isCloseTo(1 / (Math.sqrt(2) * square), within(1.0 / 64));
  }

  @ParameterizedTest
  @CsvSource({"12", "20", "31"})
  void shouldMeasureDiscsOfAKnownSize(double radius) {
    GrayImage image = discs(256, 64, radius);

    Map<String, Quantity> features = MicroscopyFeatures.of(image, Optional.empty());

    Quantity diameter = features.get("microscopy_grain_diameter");
    assertThat(diameter.unit()).isEqualTo("{px}");
    assertThat(diameter.value()).isCloseTo(2 * radius, within(0.02 * radius));
    assertThat(features.get("microscopy_grain_count").value()).isEqualTo(16);
    assertThat(features.get("microscopy_mean_intercept").value())
        .isCloseTo(Math.PI * radius / 2, within(0.05 * radius));
    assertThat(features.get("microscopy_bright_fraction").value())
        .isCloseTo(Math.PI * radius * radius / (64 * 64), within(0.01));
  }

  @Test
  void shouldCountAllPairsOfTheTwoPointCorrelation() {
    Random random = new Random(SEED);
    for (int round = 0; round < 20; round++) {
      int width = 8 + random.nextInt(20);
      int height = 8 + random.nextInt(20);
      boolean[] phase = new boolean[width * height];
      for (int i = 0; i < phase.length; i++) {
        phase[i] = random.nextInt(3) == 0;
      }
      int most = Math.min(width, height) / 2;

      double[] fast = Microstructure.twoPointCorrelation(phase, width, height, most);

      double[] hits = new double[most + 1];
      double[] pairs = new double[most + 1];
      for (int i = 0; i < phase.length; i++) {
        for (int j = 0; j < phase.length; j++) {
          int ring = (int) Math.round(Math.hypot(i % width - j % width, i / width - j / width));
          if (ring <= most) {
            pairs[ring]++;
            hits[ring] += phase[i] && phase[j] ? 1 : 0;
          }
        }
      }
      for (int ring = 0; ring <= most; ring++) {
        assertThat(fast[ring])
            .as("seed %d round %d", SEED, round)
            .isEqualTo(hits[ring] / pairs[ring]);
      }
    }
  }

  @Test
  void shouldFindThatNoiseIsUncorrelatedAndWhite() {
    Random random = new Random(SEED);
    GrayImage noise = image(256, 256, (x, y) -> random.nextGaussian());

    double[] correlation =
        Microstructure.twoPointCorrelation(Microstructure.bright(noise), 256, 256, 64);
    double[] spectrum = Microstructure.radialSpectrum(noise, 16);

    double fraction = correlation[0];
    for (int r = 1; r < correlation.length; r++) {
      assertThat(correlation[r]).isCloseTo(fraction * fraction, within(0.01));
    }
    for (double power : spectrum) {
      assertThat(power).isCloseTo(1.0 / 16, within(0.03));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16, 32})
  void shouldFindThePeriodOfAWave(int period) {
    GrayImage wave = image(256, 256, (x, y) -> Math.sin(2 * Math.PI * x / period));

    double[] spectrum = Microstructure.radialSpectrum(wave, 128);

    int strongest = 0;
    for (int bin = 0; bin < 128; bin++) {
      strongest = spectrum[bin] > spectrum[strongest] ? bin : strongest;
    }
    assertThat((strongest + 0.5) / 256).isCloseTo(1.0 / period, within(1.0 / 256));
    assertThat(Arrays.stream(spectrum).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldKnowTheTextureOfTheFinestCheckerboardAndOfHalves() {
    Texture fine = Texture.of(checkerboard(64, 1));
    Texture halves = Texture.of(image(64, 64, (x, y) -> x < 32 ? 0 : 1));

    assertThat(fine.contrast()).isCloseTo(225, within(1e-9));
    assertThat(fine.homogeneity()).isCloseTo(1.0 / 226, within(1e-12));
    assertThat(fine.correlation()).isCloseTo(-1, within(1e-12));
    assertThat(fine.energy()).isCloseTo(0.5, within(1e-12));
    assertThat(fine.entropy()).isCloseTo(Math.log(2), within(1e-12));
    // 64 of 8064 neighbouring pairs cross the border
    assertThat(halves.contrast()).isCloseTo(225 * 64.0 / 8_064, within(1e-9));
    assertThat(halves.correlation()).isGreaterThan(0.98);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff", "bmp"})
  void shouldReadWhatItWouldMeasure(String format) throws IOException {
    GrayImage image = discs(96, 48, 15);

    GrayImage read = GrayImage.read(bytes(image, format, BufferedImage.TYPE_BYTE_GRAY));

    assertThat(read.values()).isEqualTo(image.values());
    assertThat(MicroscopyFeatures.of(read, Optional.empty()))
        .isEqualTo(MicroscopyFeatures.of(image, Optional.empty()));
  }

  @Test
  void shouldReadSixteenBitsAndColours() throws IOException {
    GrayImage image = image(40, 30, (x, y) -> 300 * x + y);

    assertThat(GrayImage.read(bytes(image, "png", BufferedImage.TYPE_USHORT_GRAY)).values())
        .isEqualTo(image.values());
    BufferedImage colours = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    colours.setRGB(3, 4, 0x00FF00);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(colours, "png", out);
    assertThat(GrayImage.read(out.toByteArray()).at(3, 4)).isCloseTo(255 * 0.7152f, within(1e-3f));
  }

  @Test
  void shouldMeasureALargeImageByBlocks() {
    Map<String, Quantity> features =
        MicroscopyFeatures.of(discs(2_048, 256, 80), Optional.of(Quantity.of(0.5, "um")));

    assertThat(features.get("microscopy_grain_diameter").value()).isCloseTo(80, within(2.0));
    assertThat(features.get("microscopy_grain_diameter").unit()).isEqualTo("um");
  }

  @Test
  void shouldRefuseBytesThatAreNoImageWhateverTheyAre() throws IOException {
    byte[] whole = bytes(discs(32, 16, 5), "png", BufferedImage.TYPE_BYTE_GRAY);
    byte[] tiff = bytes(discs(32, 16, 5), "tiff", BufferedImage.TYPE_BYTE_GRAY);
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] bent = (i % 2 == 0 ? whole : tiff).clone();
      for (int flip = 0; flip <= random.nextInt(4); flip++) {
        bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
      }
      bent = random.nextInt(3) == 0 ? Arrays.copyOf(bent, random.nextInt(bent.length)) : bent;
      try {
        assertThat(MicroscopyFeatures.of(bent, Optional.empty())).isNotEmpty();
      } catch (MaterialException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
    assertThatThrownBy(() -> GrayImage.read(new byte[0])).isInstanceOf(ImageException.class);
    assertThatThrownBy(() -> MicroscopyFeatures.of(image(64, 64, (x, y) -> 7), Optional.empty()))
        .isInstanceOf(ImageException.class)
        .hasMessage("image: has one brightness only");
    assertThatThrownBy(
            () -> MicroscopyFeatures.of(checkerboard(64, 4), Optional.of(Quantity.of(1, "s"))))
        .isInstanceOf(MaterialException.class);
  }

  @Test
  void shouldRefuseAnImageThatUnpacksToTooMuch() throws IOException {
    byte[] small = bytes(checkerboard(32, 4), "png", BufferedImage.TYPE_BYTE_GRAY);
    // width and height in the header say 60,000 each
    java.nio.ByteBuffer.wrap(small).putInt(16, 60_000).putInt(20, 60_000);
    java.util.zip.CRC32 sum = new java.util.zip.CRC32();
    sum.update(small, 12, 17);
    java.nio.ByteBuffer.wrap(small).putInt(29, (int) sum.getValue());

    assertThatThrownBy(() -> GrayImage.read(small))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("60000 x 60000");
  }

  private static byte[] bytes(GrayImage image, String format, int type) throws IOException {
    BufferedImage buffered = new BufferedImage(image.width(), image.height(), type);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        buffered.getRaster().setSample(x, y, 0, (int) image.at(x, y));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(buffered, format, out)).isTrue();
    return out.toByteArray();
  }
}
