package io.athanor.inference.training.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a {@link TrainingConfig} from YAML, of which JSON is a part. */
public final class ConfigFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .addModule(new Jdk8Module())
          .addModule(
              new SimpleModule()
                  .addDeserializer(Condition.class, delegating(Condition::of))
                  .addDeserializer(Labels.class, delegating(Labels::of)))
          .build();

  private ConfigFile() {}

  /**
   * Reads a file.
   *
   * @throws ConfigException naming the field and the reason
   */
  public static TrainingConfig read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException cause) {
      throw new ConfigException(file.toString(), "cannot be read: " + cause.getMessage());
    }
  }

  /**
   * Reads a text.
   *
   * @throws ConfigException naming the field and the reason
   */
  public static TrainingConfig parse(String text) {
    JsonNode tree;
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Object content = new Yaml(new SafeConstructor(options)).load(text);
      tree = JSON.valueToTree(content);
    } catch (MarkedYAMLException cause) {
      throw new ConfigException(
          cause.getProblemMark() == null ? "" : "line " + (cause.getProblemMark().getLine() + 1),
          "is no YAML: " + cause.getProblem());
    } catch (YAMLException cause) {
      throw new ConfigException("", "is no YAML: " + firstLines(cause.getMessage()));
    }
    if (!tree.isObject()) {
      throw new ConfigException("", "must be a map of fields");
    }
    try {
      return JSON.readerFor(TrainingConfig.class).readValue(tree);
    } catch (JsonMappingException cause) {
      throw explained(cause);
    } catch (IOException cause) {
      throw new ConfigException("", firstLines(cause.getMessage()));
    }
  }

  private static ConfigException explained(JsonMappingException cause) {
    String path = path(cause);
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof ConfigException config) {
        return new ConfigException(joined(path, config.field()), config.reason());
      }
    }
    if (cause instanceof UnrecognizedPropertyException unknown) {
      return new ConfigException(path, "no such field; known: " + unknown.getKnownPropertyIds());
    }
    return new ConfigException(path, firstLines(cause.getOriginalMessage()));
  }

  private static String path(JsonMappingException cause) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference each : cause.getPath()) {
      if (each.getFieldName() == null) {
        path.append('[').append(each.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(each.getFieldName());
      }
    }
    return path.toString();
  }

  private static String joined(String path, String field) {
    boolean isBare = path.isEmpty() || field.isEmpty() || field.startsWith("[");
    return isBare ? path + field : path + "." + field;
  }

  private static String firstLines(String message) {
    return message == null
        ? ""
        : message.lines().limit(3).reduce("", (a, b) -> a + " " + b).strip();
  }

  private static <T> StdDelegatingDeserializer<T> delegating(Function<JsonNode, T> reading) {
    return new StdDelegatingDeserializer<>(
        new StdConverter<JsonNode, T>() {
          @Override
          public T convert(JsonNode node) {
            return reading.apply(node);
          }

          @Override
          public com.fasterxml.jackson.databind.JavaType getInputType(
              com.fasterxml.jackson.databind.type.TypeFactory types) {
            return types.constructType(JsonNode.class);
          }

          @Override
          public com.fasterxml.jackson.databind.JavaType getOutputType(
              com.fasterxml.jackson.databind.type.TypeFactory types) {
            return types.constructType(Object.class);
          }
        });
  }
}
