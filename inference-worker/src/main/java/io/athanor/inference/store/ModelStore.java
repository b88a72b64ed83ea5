package io.athanor.inference.store;

import io.athanor.inference.model.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Models by name and digest, from a directory or from the classpath.
 *
 * <p>Layout: {@code NAME/DIGEST/model.json}, {@code NAME/DIGEST/weights.bin}, and {@code
 * NAME/RELEASED} holding the digest to serve where none is asked for. What is read is hashed before
 * it is believed.
 */
public final class ModelStore {
  /** Where the shipped models lie on the classpath. */
  public static final String CLASSPATH_ROOT = "io/athanor/inference/models";

  private static final String RELEASED = "RELEASED";
  private static final String DIGEST = "[0-9a-f]{64}";
  private static final int LONGEST_SHOWN = 64;
  private static final String CARD = "MODEL_CARD.md";
  private static final int LONGEST_CARD = 200_000;

  /** Reads a file of the store by its slash-separated path. */
  @FunctionalInterface
  private interface Reader {
    byte[] read(String path) throws IOException;
  }

  private final String place;
  private final Reader reader;

  private ModelStore(String place, Reader reader) {
    this.place = place;
    this.reader = reader;
  }

  /** A store in a directory. */
  public static ModelStore directory(Path root) {
    return new ModelStore(root.toString(), path -> Files.readAllBytes(root.resolve(path)));
  }

  /** The store that ships with the application. */
  public static ModelStore classpath() {
    return new ModelStore(
        "classpath:" + CLASSPATH_ROOT,
        path -> {
          String resource = CLASSPATH_ROOT + "/" + path;
          try (InputStream stream =
              ModelStore.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
              throw new NoSuchFileException(resource);
            }
            return stream.readAllBytes();
          }
        });
  }

  /** {@code classpath:} for the shipped store, else a directory. */
  public static ModelStore of(String setting) {
    return setting.equals("classpath:") ? classpath() : directory(Path.of(setting));
  }

  /** This store, and another for what it does not have. */
  public ModelStore or(ModelStore other) {
    return new ModelStore(
        place + " or " + other.place,
        path -> {
          try {
            return reader.read(path);
          } catch (NoSuchFileException elsewhere) {
            return other.reader.read(path);
          }
        });
  }

  /**
   * Loads a model and verifies it.
   *
   * @param name the model's name
   * @param digest which one; empty for the released one
   * @throws ModelStoreException where it is missing, malformed or not what its digest says
   */
  public StoredModel load(String name, Optional<String> digest) {
    String wanted = digest.orElseGet(() -> released(name));
    if (!wanted.matches(DIGEST)) {
      throw new ModelStoreException(
          "model digest must be 64 lower-case hex digits, got "
              + (wanted.length() > LONGEST_SHOWN
                  ? wanted.length() + " characters"
                  : "'" + wanted + "'"));
    }
    SortedMap<String, byte[]> content = new TreeMap<>();
    for (String file : List.of(ModelFiles.MANIFEST, ModelFiles.WEIGHTS)) {
      content.put(file, read(name + "/" + wanted + "/" + file));
    }
    String actual = ModelFiles.digest(content);
    if (!actual.equals(wanted)) {
      throw new ModelStoreException(
          "model '%s' in %s is not what its digest says: expected %s, content has %s"
              .formatted(name, place, wanted, actual));
    }
    try {
      ModelManifest manifest = ModelFiles.manifest(content.get(ModelFiles.MANIFEST));
      if (!manifest.name().equals(name)) {
        throw new ModelStoreException(
            "model asked for as '%s' calls itself '%s'".formatted(name, manifest.name()));
      }
      return new StoredModel(
          wanted,
          manifest,
          ModelFiles.weights(manifest, content.get(ModelFiles.WEIGHTS)),
          card(name + "/" + wanted + "/" + CARD));
    } catch (UncheckedIOException | IllegalArgumentException cause) {
      throw new ModelStoreException("model '" + name + "' in " + place + " is malformed", cause);
    }
  }

  /** The card that lies beside a model; a model without one serves as well. */
  private Optional<String> card(String path) {
    try {
      byte[] text = reader.read(path);
      return text.length > LONGEST_CARD
          ? Optional.empty()
          : Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** The digest that {@code NAME/RELEASED} holds. */
  public String released(String name) {
    return new String(read(name + "/" + RELEASED), StandardCharsets.UTF_8).strip();
  }

  /**
   * Writes a model into a directory store.
   *
   * @param manifest its {@code tensors} are replaced by what the weights hold
   * @param release whether it becomes the released one
   * @return the model as stored
   */
  public static StoredModel write(
      Path root, ModelManifest manifest, Weights weights, boolean release) {
    ModelManifest complete =
        new ModelManifest(
            manifest.format(),
            manifest.name(),
            manifest.version(),
            manifest.parentDigest(),
            manifest.shape(),
            ModelFiles.tensors(weights),
            manifest.literature(),
            manifest.calibrations(),
            manifest.beyond(),
            manifest.pools(),
            manifest.metrics(),
            manifest.data());
    SortedMap<String, byte[]> content = ModelFiles.encode(complete, weights);
    String digest = ModelFiles.digest(content);
    Path home = root.resolve(manifest.name());
    try {
      Path directory = Files.createDirectories(home.resolve(digest));
      for (Map.Entry<String, byte[]> file : content.entrySet()) {
        Files.write(directory.resolve(file.getKey()), file.getValue());
      }
      if (release) {
        release(home, digest);
      }
    } catch (IOException cause) {
      throw new ModelStoreException(
          "cannot write model '" + manifest.name() + "' to " + root, cause);
    }
    return new StoredModel(digest, complete, weights, Optional.empty());
  }

  /**
   * Makes a model of a directory store the released one; workers that watch the store open it.
   *
   * @param root the store
   * @param name the model's name
   * @param digest which of its versions; it must be there
   */
  public static void release(Path root, String name, String digest) {
    directory(root).load(name, Optional.of(digest));
    try {
      release(root.resolve(name), digest);
    } catch (IOException cause) {
      throw new ModelStoreException("cannot release model '" + name + "' in " + root, cause);
    }
  }

  /** In one step: whoever reads it sees the old digest or the new one. */
  private static void release(Path home, String digest) throws IOException {
    Path part = Files.writeString(home.resolve("." + RELEASED + "." + digest), digest + "\n");
    Files.move(
        part,
        home.resolve(RELEASED),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] read(String path) {
    try {
      return reader.read(path);
    } catch (NoSuchFileException cause) {
      throw new ModelStoreException("model store " + place + " has no " + path, cause);
    } catch (IOException cause) {
      throw new ModelStoreException("model store " + place + " cannot read " + path, cause);
    }
  }
}
