package io.athanor.streams.topology;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** A material's differences by key, as bytes for a store. */
final class Votes {
  private static final byte VERSION = 1;

  private Votes() {}

  static byte[] toBytes(Map<String, Double> votes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(votes.size());
      for (Map.Entry<String, Double> each : new TreeMap<>(votes).entrySet()) {
        out.writeUTF(each.getKey());
        out.writeDouble(each.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Map<String, Double> ofBytes(byte[] bytes) {
    Map<String, Double> votes = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("votes: version " + version + " is not known");
      }
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String key = in.readUTF();
        votes.put(key, in.readDouble());
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("votes: " + e.getMessage(), e);
    }
    return votes;
  }
}
