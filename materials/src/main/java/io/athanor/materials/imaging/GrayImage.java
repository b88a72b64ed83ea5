package io.athanor.materials.imaging;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Brightness on a grid of square pixels.
 *
 * @param width pixels in a row, 1 to {@value #LONGEST_SIDE}
 * @param height rows, 1 to {@value #LONGEST_SIDE}
 * @param values brightness, row by row, finite; in the image's own scale. Taken over, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only measured
public record GrayImage(int width, int height, float[] values) {
  /** Pixels on a side, at most. */
  public static final int LONGEST_SIDE = 16_384;

  /** Pixels in all, at most: 64 MiB of floats. */
  public static final int MOST_PIXELS = 1 << 24;

  private static final int COLOURS = 3;
  // luminance of red, green and blue (ITU-R BT.709)
  private static final double[] LUMINANCE = {0.2126, 0.7152, 0.0722};

  /** Checks the size and the values. */
  public GrayImage {
    requireSize(width, height);
    if (values.length != width * height) {
      throw new ImageException(
          "has " + values.length + " values where " + width + " x " + height + " are needed");
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new ImageException("has a value that is not finite");
      }
    }
  }

  /**
   * Reads PNG, TIFF (also 16 bits and floating point), JPEG, GIF or BMP. The size is checked before
   * anything is unpacked; colours become luminance; transparency is ignored.
   *
   * @throws ImageException if the bytes are no such image or too large a one
   */
  public static GrayImage read(byte[] bytes) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new ImageException("is of no format that can be read");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        requireSize(reader.getWidth(0), reader.getHeight(0));
        return of(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (ImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // the readers of the platform answer hostile bytes with exceptions of any kind
      throw new ImageException("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static GrayImage of(BufferedImage image) {
    Raster raster = image.getRaster();
    int width = raster.getWidth();
    int height = raster.getHeight();
    boolean indexed = image.getColorModel() instanceof IndexColorModel;
    boolean colours = indexed || raster.getNumBands() >= COLOURS;
    float[] values = new float[width * height];
    double[] row = new double[width * raster.getNumBands()];
    for (int y = 0; y < height; y++) {
      if (!indexed) {
        raster.getPixels(0, y, width, 1, row);
      }
      for (int x = 0; x < width; x++) {
        int first = x * raster.getNumBands();
        values[y * width + x] =
            (float)
                (indexed
                    ? luminance(image.getRGB(x, y))
                    : colours ? luminance(row, first) : row[first]);
      }
    }
    return new GrayImage(width, height, values);
  }

  private static double luminance(double[] row, int first) {
    double sum = 0;
    for (int i = 0; i < COLOURS; i++) {
      sum += LUMINANCE[i] * row[first + i];
    }
    return sum;
  }

  private static double luminance(int colour) {
    return LUMINANCE[0] * (colour >> 16 & 0xFF)
        + LUMINANCE[1] * (colour >> 8 & 0xFF)
        + LUMINANCE[2] * (colour & 0xFF);
  }

  /** Brightness at a column and a row. */
  public float at(int x, int y) {
    return values[y * width + x];
  }

  /** The image with blocks of pixels averaged until no side is longer; what is left over is cut. */
  GrayImage shrunk(int longest) {
    int block = blocks(longest);
    if (block == 1) {
      return this;
    }
    int columns = Math.max(1, width / block);
    int rows = Math.max(1, height / block);
    float[] means = new float[columns * rows];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        double sum = 0;
        int count = 0;
        for (int v = y * block; v < Math.min(height, (y + 1) * block); v++) {
          for (int u = x * block; u < Math.min(width, (x + 1) * block); u++) {
            sum += at(u, v);
            count++;
          }
        }
        means[y * columns + x] = (float) (sum / count);
      }
    }
    return new GrayImage(columns, rows, means);
  }

  /** Pixels on the side of a block that {@link #shrunk} averages. */
  int blocks(int longest) {
    return Math.max(1, (Math.max(width, height) + longest - 1) / longest);
  }

  private static void requireSize(int width, int height) {
    boolean fits = width >= 1 && height >= 1 && width <= LONGEST_SIDE && height <= LONGEST_SIDE;
    if (!fits || (long) width * height > MOST_PIXELS) {
      throw new ImageException(
          "has " + width + " x " + height + " pixels, beyond " + MOST_PIXELS + " in all");
    }
  }
}
