package io.athanor.bridge.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.schemas.signing.ActuationOrder;
import io.athanor.schemas.signing.OrderCodec;
import io.athanor.schemas.signing.SignedOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes wrong bytes of right orders. */
final class Forger {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> NO_NUMBERS =
      List.of(
          "NaN",
          "Infinity",
          "-Infinity",
          "1e999",
          "-1e999",
          "\"300\"",
          "null",
          "true",
          "0x10",
          "+5",
          ".5",
          "05",
          "1_0",
          "[300]",
          "-0",
          "3e",
          "300.0",
          "\"NaN\"");

  private final SplittableRandom random;
  private final Seals seals;
  private int turn;

  Forger(SplittableRandom random, Seals seals) {
    this.seals = seals;
    this.random = random;
  }

  /** Some field with a value of another type, or a member that is missing or too many. */
  SignedOrder type(ActuationOrder order) {
    ObjectNode root = tree(order);
    switch (random.nextInt(4)) {
      case 0 -> root.remove(List.of("type", "keyId", "steps", "simulated").get(random.nextInt(4)));
      case 1 -> root.put("zz", 1);
      default -> replace(root);
    }
    return signed(root.toString());
  }

  private void replace(ObjectNode root) {
    List<Runnable> places = new ArrayList<>();
    collect(root, places);
    places.get(random.nextInt(places.size())).run();
  }

  private void collect(JsonNode node, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              each -> {
                if (each.getValue().isContainerNode()) {
                  collect(each.getValue(), places);
                }
                places.add(() -> object.set(each.getKey(), other(each.getValue())));
              });
    } else if (node instanceof ArrayNode array) {
      array.forEach(each -> collect(each, places));
    }
  }

  private JsonNode other(JsonNode value) {
    List<JsonNode> others =
        new ArrayList<>(
            List.of(
                NODES.textNode("1"),
                NODES.numberNode(1),
                NODES.booleanNode(true),
                NODES.nullNode(),
                NODES.arrayNode().add(1),
                NODES.objectNode().put("value", 1)));
    others.removeIf(each -> each.getNodeType() == value.getNodeType());
    return others.get(random.nextInt(others.size()));
  }

  /** A number that JSON has not, or not in this form. */
  SignedOrder notFinite(ActuationOrder order) {
    String number = NO_NUMBERS.get(random.nextInt(NO_NUMBERS.size()));
    return signed(text(order).replaceFirst("\"value\":[-0-9.e+]+", "\"value\":" + number));
  }

  /** A name twice, with the same value or another. */
  SignedOrder duplicate(ActuationOrder order) {
    String text = text(order);
    return signed(
        switch (random.nextInt(4)) {
          case 0 -> text.replaceFirst("(\"value\":)([-0-9.e+]+)", "$1$2,$1$2");
          case 1 -> text.replaceFirst("(\"value\":)([-0-9.e+]+)", "$1$2,$1" + "1");
          case 2 ->
              text.replaceFirst("\"simulated\":true", "\"simulated\":true,\"simulated\":true");
          default -> text.replaceFirst("\"parameters\":\\{", "\"parameters\":{},\"parameters\":{");
        });
  }

  /** The same order, otherwise written. */
  SignedOrder form(ActuationOrder order) {
    String text = text(order);
    return signed(
        switch (random.nextInt(7)) {
          case 0 -> text + "\n";
          case 1 -> " " + text;
          case 2 -> text.replaceFirst(":", ": ");
          case 3 -> "\uFEFF" + text;
          case 4 -> text.replaceFirst("\"ordinal\":(\\d+)", "\"ordinal\":$1.0");
          case 5 -> text.replaceFirst("\"keyId\"", "\"\\\\u006beyId\"");
          default -> text + "{}";
        });
  }

  /** One bit of the order changed, the next byte each time. */
  SignedOrder flippedOrder(SignedOrder right) {
    byte[] order = right.order();
    order[turn++ % order.length] ^= (byte) (1 << random.nextInt(8));
    return new SignedOrder(right.keyId(), right.algorithm(), order, right.signature());
  }

  /** One bit of the signature changed, the next byte each time. */
  SignedOrder flippedSignature(SignedOrder right) {
    byte[] signature = right.signature();
    signature[turn++ % signature.length] ^= (byte) (1 << random.nextInt(8));
    return new SignedOrder(right.keyId(), right.algorithm(), right.order(), signature);
  }

  /** The signature cut short or with something after it. */
  SignedOrder length(SignedOrder right) {
    int length = List.of(0, 1, 32, 63, 65, 96, 128).get(random.nextInt(7));
    return new SignedOrder(
        right.keyId(), right.algorithm(), right.order(), Arrays.copyOf(right.signature(), length));
  }

  private static String text(ActuationOrder order) {
    return new String(OrderCodec.encode(order), StandardCharsets.UTF_8);
  }

  private static ObjectNode tree(ActuationOrder order) {
    try {
      return (ObjectNode) JSON.readTree(text(order));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private SignedOrder signed(String text) {
    return seals.sign(Bench.TRUSTED, text.getBytes(StandardCharsets.UTF_8));
  }
}
