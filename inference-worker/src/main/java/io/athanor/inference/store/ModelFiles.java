package io.athanor.inference.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.athanor.inference.model.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model as bytes, and the digest over them.
 *
 * <p>Two files: {@code model.json} ({@link ModelManifest}) and {@code weights.bin} (32-bit
 * little-endian floats, tensors in manifest order, row-major, nothing between). The digest is the
 * SHA-256 over the files in ascending order of name; each contributes its name in UTF-8, a zero
 * byte, its length as eight big-endian bytes, and its content. Other files beside them, such as the
 * model card, are not part of the model.
 */
final class ModelFiles {
  static final String MANIFEST = "model.json";
  static final String WEIGHTS = "weights.bin";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private ModelFiles() {}

  static SortedMap<String, byte[]> encode(ModelManifest manifest, Weights weights) {
    ByteBuffer buffer =
        ByteBuffer.allocate(weights.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (ModelManifest.TensorShape tensor : manifest.tensors()) {
      for (float value : weights.get(tensor.name()).values()) {
        buffer.putFloat(value);
      }
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    try {
      files.put(MANIFEST, JSON.writeValueAsBytes(manifest));
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot write " + MANIFEST, cause);
    }
    files.put(WEIGHTS, Arrays.copyOf(buffer.array(), buffer.position()));
    return files;
  }

  static ModelManifest manifest(byte[] json) {
    try {
      return JSON.readValue(json, ModelManifest.class);
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot read " + MANIFEST, cause);
    }
  }

  static Weights weights(ModelManifest manifest, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    for (ModelManifest.TensorShape tensor : manifest.tensors()) {
      int[] shape = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
      float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
      if (buffer.remaining() < values.length * Float.BYTES) {
        throw new IllegalArgumentException(WEIGHTS + " ends before tensor '" + tensor.name() + "'");
      }
      buffer.asFloatBuffer().get(values);
      buffer.position(buffer.position() + values.length * Float.BYTES);
      entries.put(tensor.name(), new Weights.Entry(shape, values));
    }
    if (buffer.hasRemaining()) {
      throw new IllegalArgumentException(
          WEIGHTS + " has " + buffer.remaining() + " bytes beyond the last tensor");
    }
    return new Weights(entries);
  }

  static List<ModelManifest.TensorShape> tensors(Weights weights) {
    return weights.entries().entrySet().stream()
        .map(
            entry ->
                new ModelManifest.TensorShape(
                    entry.getKey(), Arrays.stream(entry.getValue().shape()).boxed().toList()))
        .toList();
  }

  static String digest(SortedMap<String, byte[]> files) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, content) -> {
            sha.update(name.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(content.length).array());
            sha.update(content);
          });
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException cause) {
      throw new IllegalStateException("every Java platform has SHA-256", cause);
    }
  }
}
