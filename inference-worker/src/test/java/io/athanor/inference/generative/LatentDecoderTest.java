package io.athanor.inference.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.generative.LatentDecoder.Allowed;
import io.athanor.inference.model.DeviceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatentDecoderTest {
  private static final DeviceOptions DEVICE = DeviceOptions.threads(1, 1);
  private static final int LATENT = 6;
  private static final DecoderSettings SETTINGS =
      new DecoderSettings(32, 10, 20, 64, 5e-3, 1e-4, 0.05, 3);

  private static List<Example> examples;
  private static LatentDecoder decoder;

  @TempDir private Path directory;

  /** The first channel says the type, the second the first element; the property is the second. */
  @BeforeAll
  static void train() {
    SplittableRandom random = new SplittableRandom(1);
    examples = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      float[] latent = new float[LATENT];
      for (int channel = 0; channel < LATENT; channel++) {
        latent[channel] = (float) random.nextGaussian();
      }
      int first = latent[1] > 0.8 ? 20 : latent[1] > -0.5 ? 38 : 56;
      List<Integer> elements = latent[0] > 0 ? List.of(first, 8) : List.of(first, 22, 8);
      examples.add(new Example(latent, new Sketch(latent[0] > 0 ? "AB" : "ABC3", elements)));
    }
    decoder = new DecoderTrainer(SETTINGS, DEVICE).train("model", examples.subList(0, 700));
  }

  @AfterAll
  static void close() {
    decoder.close();
  }

  @Test
  void shouldWriteHeldOutStructuresFromTheirPoints() {
    double[] likelihood = decoder.logLikelihood(examples.subList(700, 900));
    assertThat(likelihood[0]).isGreaterThan(-0.25);
    assertThat(likelihood[1]).isGreaterThan(-0.6);
    List<Example> held = examples.subList(700, 900);
    List<Sketch> sketches =
        decoder.decode(held.stream().map(Example::latent).toList(), Allowed.anything(), 0.5, 4);
    long right = 0;
    for (int i = 0; i < held.size(); i++) {
      right += held.get(i).sketch().equals(sketches.get(i)) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(150);
  }

  @Test
  void shouldHitAWantedPropertyMoreOftenThanWithoutACondition() {
    List<double[]> properties =
        examples.subList(0, 700).stream().map(each -> new double[] {each.latent()[1]}).toList();
    LatentGaussian gaussian =
        LatentGaussian.fit(
            examples.subList(0, 700).stream().map(Example::latent).toList(), properties);
    SplittableRandom random = new SplittableRandom(5);
    List<float[]> wanted = gaussian.given(Collections.nCopies(300, new double[] {1.6}), random);
    List<float[]> any = gaussian.anywhere(300, random);
    assertThat(hits(wanted)).isGreaterThan(240);
    assertThat(hits(any)).isLessThan(110);
  }

  @Test
  void shouldWriteTheSameForTheSameSeed() {
    List<float[]> points = examples.stream().limit(40).map(Example::latent).toList();
    assertThat(decoder.decode(points, Allowed.anything(), 1, 7))
        .isEqualTo(decoder.decode(points, Allowed.anything(), 1, 7))
        .isNotEqualTo(decoder.decode(points, Allowed.anything(), 1, 8));
  }

  @Test
  void shouldWriteOnlyWhatIsAllowed() {
    List<float[]> points = examples.stream().limit(40).map(Example::latent).toList();
    List<Sketch> sketches =
        decoder.decode(
            points, new Allowed("ABC3"::equals, element -> element != 8 && element < 60), 1, 7);
    assertThat(sketches)
        .allSatisfy(
            sketch -> {
              assertThat(sketch.type()).isEqualTo("ABC3");
              assertThat(sketch.elements()).hasSize(3).doesNotContain(8);
            });
    Allowed nothing = new Allowed("none"::equals, element -> true);
    assertThatThrownBy(() -> decoder.decode(points, nothing, 1, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed.types");
  }

  @Test
  void shouldBeTheSameAfterItsFile() throws IOException {
    Path file = directory.resolve("latent.bin");
    String digest = DecoderFile.write(file, decoder);
    assertThat(digest).hasSize(64);
    List<float[]> points = examples.stream().limit(40).map(Example::latent).toList();
    try (LatentDecoder again = DecoderFile.open(file, DEVICE)) {
      assertThat(again.modelDigest()).isEqualTo("model");
      assertThat(again.vocabulary()).isEqualTo(decoder.vocabulary());
      assertThat(again.decode(points, Allowed.anything(), 1, 7))
          .isEqualTo(decoder.decode(points, Allowed.anything(), 1, 7));
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> DecoderFile.open(file, DEVICE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void shouldKeepTheMomentsOfWhatItWasFittedTo() {
    List<float[]> points = examples.stream().map(Example::latent).toList();
    List<double[]> properties =
        examples.stream().map(each -> new double[] {2 * each.latent()[2] + 1}).toList();
    LatentGaussian gaussian = LatentGaussian.fit(points, properties);
    assertThat((double) gaussian.expected(new double[] {5})[2]).isCloseTo(2, within(0.05));
    double spread =
        gaussian.given(Collections.nCopies(500, new double[] {5}), new SplittableRandom(2)).stream()
            .mapToDouble(point -> Math.abs(point[2] - 2))
            .average()
            .orElseThrow();
    assertThat(spread).isLessThan(0.1);
  }

  @Test
  void shouldRefuseWhatCannotBeLearned() {
    DecoderTrainer trainer = new DecoderTrainer(SETTINGS, DEVICE);
    List<Example> none = List.of();
    assertThatThrownBy(() -> trainer.train("model", none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("examples");
    assertThatThrownBy(() -> new Sketch("AB", List.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sketch.elements");
  }

  /** Structures with calcium on the first orbit, which is what a high property means. */
  private static long hits(List<float[]> points) {
    return decoder.decode(points, Allowed.anything(), 1, 6).stream()
        .filter(sketch -> sketch.elements().get(0) == 20)
        .count();
  }
}
