package io.athanor.inference.generative;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.data.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A decoder as one file: a line of JSON ({@link Header}), then all tensors as 32-bit little-endian
 * floats in the header's order. The header holds the SHA-256 of the floats; what is read is hashed
 * before it is believed.
 */
public final class DecoderFile {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private DecoderFile() {}

  /**
   * What a file says of itself.
   *
   * @param format version of this layout
   * @param modelDigest of the model whose latent space it decodes
   * @param latent channels of a latent point
   * @param width hidden channels
   * @param vocabulary structure types
   * @param weights SHA-256 of the floats, hex
   */
  record Header(
      int format,
      String modelDigest,
      int latent,
      int width,
      Vocabulary vocabulary,
      String weights) {}

  /**
   * Writes a decoder.
   *
   * @return its digest: SHA-256 of the whole file, hex
   */
  public static String write(Path file, LatentDecoder decoder) throws IOException {
    Weights weights = decoder.weights();
    ByteBuffer floats =
        ByteBuffer.allocate(weights.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    weights.entries().values().forEach(entry -> put(floats, entry.values()));
    Header header =
        new Header(
            1,
            decoder.modelDigest(),
            decoder.latentSize(),
            decoder.width(),
            decoder.vocabulary(),
            sha256(floats.array()));
    byte[] line = (JSON.writeValueAsString(header) + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(line, line.length + floats.capacity());
    System.arraycopy(floats.array(), 0, whole, line.length, floats.capacity());
    Files.write(file, whole);
    return sha256(whole);
  }

  /**
   * Opens a decoder; the caller closes it.
   *
   * @throws IOException where the file cannot be read, or is not what it says
   */
  public static LatentDecoder open(Path file, DeviceOptions device) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int end = 0;
    while (end < whole.length && whole[end] != '\n') {
      end++;
    }
    Header header = JSON.readValue(whole, 0, end, Header.class);
    byte[] floats = Arrays.copyOfRange(whole, Math.min(whole.length, end + 1), whole.length);
    if (header.format() != 1 || !sha256(floats).equals(header.weights())) {
      throw new IOException(file + " is no latent generator of format 1, or is damaged");
    }
    DecoderShape shape =
        new DecoderShape(header.latent(), header.width(), header.vocabulary().types().size());
    ByteBuffer buffer = ByteBuffer.wrap(floats).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, int[]> tensor : shape.tensors().entrySet()) {
      int size = Arrays.stream(tensor.getValue()).reduce(1, Math::multiplyExact);
      if (buffer.remaining() < size * Float.BYTES) {
        throw new IOException(file + " ends before tensor '" + tensor.getKey() + "'");
      }
      float[] values = new float[size];
      for (int index = 0; index < size; index++) {
        values[index] = buffer.getFloat();
      }
      entries.put(tensor.getKey(), new Weights.Entry(tensor.getValue(), values));
    }
    return LatentDecoder.open(
        header.modelDigest(),
        header.vocabulary(),
        header.latent(),
        header.width(),
        new Weights(entries),
        device);
  }

  private static void put(ByteBuffer buffer, float[] values) {
    for (float value : values) {
      buffer.putFloat(value);
    }
  }

  private static String sha256(byte[] bytes) {
    return Digests.hex(Digests.sha256().digest(bytes));
  }
}
