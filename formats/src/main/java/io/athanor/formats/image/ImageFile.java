package io.athanor.formats.image;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.Payload;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.materials.MaterialException;
import io.athanor.materials.imaging.MicroscopyFeatures;
import io.athanor.materials.unit.Quantity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PNG and TIFF, by their content: a picture stays where it is; what is said is its digest, and the
 * microscopy features that it shows.
 */
public final class ImageFile implements FileFormat {
  private static final String NAME = "image";
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int IHDR_END = 33;
  private static final int PNG_SMALLEST = IHDR_END + 12;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return isPng(file.bytes()) || tiffOrder(file.bytes()).isPresent();
  }

  @Override
  public Contents read(SourceFile file) {
    byte[] bytes = file.bytes();
    String type;
    if (isPng(bytes)) {
      checkPng(bytes);
      type = "image/png";
    } else {
      checkTiff(
          bytes,
          tiffOrder(bytes)
              .orElseThrow(() -> new FormatException(NAME, "", "is neither PNG nor TIFF")));
      type = "image/tiff";
    }
    List<Statement> said = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    said.add(reading("image", "image", new Payload.Image(type, sha256(bytes))));
    remarks.add("the picture stays where it is; its digest and its features are said");
    try {
      Map<String, Quantity> features = MicroscopyFeatures.of(bytes, Optional.empty());
      said.add(reading("features", "microscopy", new Payload.Scalars(features)));
      remarks.add("lengths are in pixels, as the file states no pixel size");
    } catch (MaterialException e) {
      remarks.add("no features: the picture " + e.reason());
    }
    return new Contents(NAME, said, remarks);
  }

  private static Statement reading(String run, String technique, Payload payload) {
    return new Statement.Reading(
        run,
        Optional.empty(),
        Optional.empty(),
        technique,
        Optional.empty(),
        Optional.empty(),
        payload,
        false);
  }

  private static boolean isPng(byte[] bytes) {
    return bytes.length >= PNG.length
        && java.util.Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length);
  }

  private static Optional<ByteOrder> tiffOrder(byte[] bytes) {
    if (bytes.length < 8) {
      return Optional.empty();
    }
    boolean little = bytes[0] == 'I' && bytes[1] == 'I' && bytes[2] == 42 && bytes[3] == 0;
    boolean big = bytes[0] == 'M' && bytes[1] == 'M' && bytes[2] == 0 && bytes[3] == 42;
    return little
        ? Optional.of(ByteOrder.LITTLE_ENDIAN)
        : big ? Optional.of(ByteOrder.BIG_ENDIAN) : Optional.empty();
  }

  /** Header first, IEND last, and a size that is one. */
  private static void checkPng(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    boolean whole =
        bytes.length >= PNG_SMALLEST
            && buffer.getInt(12) == 0x49484452
            && buffer.getInt(bytes.length - 8) == 0x49454e44;
    if (!whole) {
      throw new FormatException(NAME, "", "is a PNG that is cut off");
    }
    if (buffer.getInt(16) <= 0 || buffer.getInt(20) <= 0) {
      throw new FormatException(NAME, "header", "is a PNG without a size");
    }
  }

  /** The first directory of tags lies within the file and is not empty. */
  private static void checkTiff(byte[] bytes, ByteOrder order) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    long directory = Integer.toUnsignedLong(buffer.getInt(4));
    if (directory < 8 || directory + 2 > bytes.length) {
      throw new FormatException(NAME, "", "is a TIFF that is cut off");
    }
    int tags = Short.toUnsignedInt(buffer.getShort((int) directory));
    if (tags == 0 || directory + 2 + 12L * tags > bytes.length) {
      throw new FormatException(NAME, "", "is a TIFF whose directory is cut off");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
