package io.athanor.schemas.law;

import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The events as they are written today and as they were frozen. Paths are the module's own. */
final class EventSchemas {
  static final Path HISTORY = Path.of("src", "test", "avro-history");

  private static final Path SOURCES = Path.of("src", "main", "avro", "event");
  private static final String SUFFIX = ".avsc";

  /** Types that others mention come first, as in the code generator's imports. */
  private static final List<String> IMPORTS =
      List.of(
          "Meta",
          "Quantity",
          "Crystal",
          "Candidate",
          "RecipeStep",
          "Dispatch",
          "CampaignDefined",
          "InquiryOpened");

  private EventSchemas() {}

  /** Every record with a file of its own, by simple name. */
  static SortedMap<String, Schema> sources() {
    List<String> names = new ArrayList<>(IMPORTS);
    names(SOURCES).stream().filter(name -> !IMPORTS.contains(name)).forEach(names::add);
    Schema.Parser parser = new Schema.Parser();
    SortedMap<String, Schema> schemas = new TreeMap<>();
    for (String name : names) {
      schemas.put(name, parser.parse(read(SOURCES.resolve(name + SUFFIX))));
    }
    return schemas;
  }

  /** What lies on topics, by simple name. */
  static SortedMap<String, Schema> events() {
    SortedMap<String, Schema> events = sources();
    events
        .keySet()
        .retainAll(
            Topics.all().stream()
                .map(Topic::type)
                .map(Class::getSimpleName)
                .collect(Collectors.toSet()));
    return events;
  }

  /** Frozen versions, oldest first. */
  static List<Path> versions() {
    try (Stream<Path> entries = Files.list(HISTORY)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Events of one frozen version, each file whole by itself. */
  static SortedMap<String, Schema> frozen(Path version) {
    SortedMap<String, Schema> schemas = new TreeMap<>();
    for (String name : names(version)) {
      schemas.put(name, new Schema.Parser().parse(read(version.resolve(name + SUFFIX))));
    }
    return schemas;
  }

  static String fileName(String event) {
    return event + SUFFIX;
  }

  private static TreeSet<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
