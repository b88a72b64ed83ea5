package io.athanor.materials.imaging;

import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.Units;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The properties that a micrograph gives, as named quantities: what the door turns an image into,
 * so that the event carries numbers and a reference and no picture.
 *
 * <p>The bright phase is found by Otsu's threshold. Lengths are in pixels, or in the unit of the
 * pixel size where one is given. Images with a side of more than {@value #LONGEST} pixels are
 * averaged over blocks first, which bounds the work.
 */
public final class MicroscopyFeatures {
  private static final int LONGEST = 512;
  private static final int LEAST = 16;
  private static final int BINS = 64;
  private static final String PREFIX = "microscopy_";

  private MicroscopyFeatures() {}

  /**
   * Of the bytes of a PNG, TIFF or other image that {@link GrayImage#read} reads.
   *
   * @param pixelSize side of a pixel as a length; empty where unknown
   * @throws ImageException if the bytes are no image, or one that shows nothing
   * @throws io.athanor.materials.unit.UnitException if the pixel size is no length
   */
  public static Map<String, Quantity> of(byte[] bytes, Optional<Quantity> pixelSize) {
    return of(GrayImage.read(bytes), pixelSize);
  }

  /** Of an image, as {@link #of(byte[], Optional)}. */
  public static Map<String, Quantity> of(GrayImage whole, Optional<Quantity> pixelSize) {
    if (Math.min(whole.width(), whole.height()) < LEAST) {
      throw new ImageException("has a side of fewer than " + LEAST + " pixels");
    }
    GrayImage image = whole.shrunk(LONGEST);
    Scale scale = Scale.of(pixelSize, whole.blocks(LONGEST));
    boolean[] bright = Microstructure.bright(image);
    Map<String, Quantity> features = new TreeMap<>();
    lengths(features, image, bright, scale);
    Texture texture = Texture.of(image);
    put(features, "contrast", texture.contrast());
    put(features, "homogeneity", texture.homogeneity());
    put(features, "energy", texture.energy());
    put(features, "entropy", texture.entropy());
    put(features, "neighbour_correlation", texture.correlation());
    return features;
  }

  private static void lengths(
      Map<String, Quantity> features, GrayImage image, boolean[] bright, Scale scale) {
    Grains grains = Grains.of(bright, image.width(), image.height());
    if (grains.chords() > 0) {
      features.put(
          PREFIX + "mean_intercept", scale.of(grains.meanIntercept(), grains.interceptError()));
    }
    if (grains.parts() > 0) {
      features.put(
          PREFIX + "grain_diameter", scale.of(grains.meanDiameter(), grains.diameterError()));
    }
    put(features, "grain_count", grains.parts());
    int most = Math.min(image.width(), image.height()) / 2;
    double[] correlation =
        Microstructure.twoPointCorrelation(bright, image.width(), image.height(), most);
    put(features, "bright_fraction", correlation[0]);
    correlationLength(correlation)
        .ifPresent(
            length -> features.put(PREFIX + "correlation_length", scale.of(length, Double.NaN)));
    double[] spectrum = Microstructure.radialSpectrum(image, BINS);
    int strongest = 0;
    for (int bin = 1; bin < BINS; bin++) {
      strongest = spectrum[bin] > spectrum[strongest] ? bin : strongest;
    }
    double period = 2.0 * BINS / (strongest + 0.5);
    features.put(PREFIX + "dominant_period", scale.of(period, Double.NaN));
  }

  /** Where the two-point correlation has come 1 - 1/e of the way from f to f^2. */
  private static OptionalDouble correlationLength(double[] correlation) {
    double fraction = correlation[0];
    double limit = fraction * fraction;
    double level = limit + (fraction - limit) / Math.E;
    for (int r = 1; r < correlation.length; r++) {
      if (correlation[r] <= level) {
        double step = correlation[r - 1] - correlation[r];
        return OptionalDouble.of(r - 1 + (correlation[r - 1] - level) / step);
      }
    }
    return OptionalDouble.empty();
  }

  private static void put(Map<String, Quantity> features, String name, double value) {
    features.put(PREFIX + name, Quantity.of(value, "1"));
  }

  /** The side of a pixel of the image that is measured. */
  private record Scale(double side, String unit) {
    static Scale of(Optional<Quantity> pixelSize, int block) {
      if (pixelSize.isEmpty()) {
        return new Scale(block, "{px}");
      }
      Quantity size = pixelSize.get();
      if (!(Units.convert(size.value(), size.unit(), "nm") > 0)) {
        throw new ImageException("has a pixel size that is not positive");
      }
      return new Scale(size.value() * block, size.unit());
    }

    Quantity of(double pixels, double error) {
      return Double.isFinite(error)
          ? Quantity.of(pixels * side, unit, error * side)
          : Quantity.of(pixels * side, unit);
    }
  }
}
