package io.athanor.bridge.envelope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A place in a YAML document; what is not as it should be is said with the place. */
record YamlNode(String place, Object value) {
  /** The root; a key that is there twice is an error. */
  static YamlNode parse(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    try {
      return new YamlNode("", new Yaml(new SafeConstructor(options)).load(text));
    } catch (YAMLException e) {
      throw new IllegalArgumentException("is no YAML: " + e.getMessage(), e);
    }
  }

  IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(place.isEmpty() ? reason : place + ": " + reason);
  }

  Map<String, YamlNode> members() {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong("should have members");
    }
    Map<String, YamlNode> members = new LinkedHashMap<>();
    map.forEach((name, each) -> members.put(name.toString(), child(name.toString(), each)));
    return members;
  }

  /** Refuses members of other names. */
  void only(String... names) {
    for (String name : members().keySet()) {
      if (!Set.of(names).contains(name)) {
        throw wrong("'" + name + "' is none of " + Arrays.toString(names));
      }
    }
  }

  boolean has(String name) {
    return members().containsKey(name);
  }

  YamlNode required(String name) {
    YamlNode member = members().get(name);
    if (member == null || member.value == null) {
      throw wrong("'" + name + "' is missing");
    }
    return member;
  }

  /** The items of a member; none where it is missing. */
  List<YamlNode> items(String name) {
    return has(name) ? required(name).items() : List.of();
  }

  List<YamlNode> items() {
    if (!(value instanceof List<?> list)) {
      throw wrong("should be a list");
    }
    List<YamlNode> items = new ArrayList<>();
    for (Object each : list) {
      items.add(new YamlNode(place + "[" + items.size() + "]", each));
    }
    return items;
  }

  List<String> texts(String name) {
    return has(name) ? required(name).texts() : List.of();
  }

  List<String> texts() {
    return items().stream().map(YamlNode::text).toList();
  }

  String text() {
    if (value == null || value instanceof Map || value instanceof List) {
      throw wrong("should be text");
    }
    if (!(value instanceof String)) {
      // YAML reads an unquoted no as false, and 010 as 8
      throw wrong("should be text; put it in quotes");
    }
    return (String) value;
  }

  double number() {
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      throw wrong("should be a number");
    }
    return number.doubleValue();
  }

  OptionalDouble number(String name) {
    return has(name) ? OptionalDouble.of(required(name).number()) : OptionalDouble.empty();
  }

  boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!(required(name).value instanceof Boolean flag)) {
      throw required(name).wrong("should be true or false");
    }
    return flag;
  }

  /** What a function makes of this; its complaints get the place. */
  <T> T checked(Function<YamlNode, T> function) {
    try {
      return function.apply(this);
    } catch (IllegalArgumentException e) {
      if (e.getMessage() != null && e.getMessage().startsWith(place)) {
        throw e;
      }
      throw new IllegalArgumentException(place + "." + e.getMessage(), e);
    }
  }

  private YamlNode child(String name, Object each) {
    return new YamlNode(place.isEmpty() ? name : place + "." + name, each);
  }
}
