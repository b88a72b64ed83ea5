package io.athanor.formats.cif;

import io.athanor.formats.FormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One data block: every tag with its values, one for an item, one per row for a column of a loop.
 * Unknown ({@code ?}) and inapplicable ({@code .}) values are null.
 */
final class CifBlock {
  private static final int MOST_VALUES = 1_000_000;
  private static final int MOST_BLOCKS = 1_000;

  private final String name;
  private final Map<String, List<String>> values = new HashMap<>();

  private CifBlock(String name) {
    this.name = name;
  }

  /** All data blocks of a text, in order. */
  static List<CifBlock> all(String text) {
    CifTokens tokens = new CifTokens(text);
    List<CifBlock> blocks = new ArrayList<>();
    int count = 0;
    while (tokens.kind() != CifTokens.Kind.END) {
      if (tokens.kind() != CifTokens.Kind.DATA) {
        throw tokens.refused("a data block must start with data_ and its name");
      }
      if (blocks.size() == MOST_BLOCKS) {
        throw tokens.refused("more than " + MOST_BLOCKS + " data blocks");
      }
      CifBlock block = new CifBlock(tokens.value());
      blocks.add(block);
      tokens.next();
      while (tokens.kind() != CifTokens.Kind.DATA && tokens.kind() != CifTokens.Kind.END) {
        count +=
            tokens.kind() == CifTokens.Kind.LOOP
                ? block.loop(tokens, MOST_VALUES - count)
                : block.item(tokens);
        if (count > MOST_VALUES) {
          throw tokens.refused("more than " + MOST_VALUES + " values");
        }
      }
    }
    return blocks;
  }

  String name() {
    return name;
  }

  /** The value of the first of these tags that has one. */
  Optional<String> text(String... tags) {
    for (String tag : tags) {
      List<String> column = values.get(tag);
      if (column != null && column.size() == 1 && column.get(0) != null) {
        return Optional.of(column.get(0));
      }
    }
    return Optional.empty();
  }

  /** The column of the first of these tags that is there; empty where none is. */
  List<String> column(String... tags) {
    for (String tag : tags) {
      if (values.containsKey(tag)) {
        return values.get(tag);
      }
    }
    return List.of();
  }

  FormatException refused(String tag, String reason) {
    return new FormatException(
        CifFormat.NAME, "data_" + name + (tag.isEmpty() ? "" : " " + tag), reason);
  }

  private int item(CifTokens tokens) {
    if (tokens.kind() != CifTokens.Kind.TAG) {
      throw tokens.refused("a value without a name");
    }
    String tag = tokens.value();
    tokens.next();
    if (tokens.kind() != CifTokens.Kind.VALUE) {
      throw tokens.refused("no value follows a name");
    }
    List<String> one = new ArrayList<>(1);
    one.add(value(tokens));
    put(tokens, tag, one);
    tokens.next();
    return 1;
  }

  private int loop(CifTokens tokens, int most) {
    tokens.next();
    List<List<String>> columns = new ArrayList<>();
    while (tokens.kind() == CifTokens.Kind.TAG) {
      List<String> column = new ArrayList<>();
      put(tokens, tokens.value(), column);
      columns.add(column);
      tokens.next();
    }
    if (columns.isEmpty()) {
      throw tokens.refused("a loop without column names");
    }
    int count = 0;
    while (tokens.kind() == CifTokens.Kind.VALUE) {
      if (count >= most) {
        throw tokens.refused("more than " + MOST_VALUES + " values");
      }
      columns.get(count++ % columns.size()).add(value(tokens));
      tokens.next();
    }
    if (count % columns.size() != 0) {
      throw tokens.refused("a loop of " + columns.size() + " columns ends with an incomplete row");
    }
    return count;
  }

  private void put(CifTokens tokens, String tag, List<String> column) {
    if (values.putIfAbsent(tag, column) != null) {
      throw tokens.refused("a name is given twice in one data block");
    }
  }

  private static String value(CifTokens tokens) {
    String text = tokens.value();
    return !tokens.quoted() && (text.equals("?") || text.equals(".")) ? null : text;
  }
}
