package io.athanor.formats.hdf5;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Payload;
import io.athanor.formats.Statement;
import io.athanor.formats.document.Names;
import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the plottable data of one file. */
final class NexusReader {
  private static final int DEEPEST = 24;

  private final Hdf5Tree tree;
  private final Hdf5Values values;
  private final List<Statement> statements = new ArrayList<>();
  private final TreeSet<String> remarks = new TreeSet<>();
  private final Set<Long> seen = new HashSet<>();
  private final Set<Long> plotted = new HashSet<>();
  private int dataGroups;

  NexusReader(Hdf5Tree tree) {
    this.tree = tree;
    this.values = new Hdf5Values(tree.storage());
  }

  Contents contents() {
    walk(tree.root(), "", NexusEntry.none(), 0);
    if (statements.isEmpty()) {
      throw new FormatException(
          NexusFormat.NAME,
          "",
          dataGroups == 0
              ? "holds no NXdata group, so nothing says what is plotted over what"
              : "holds nothing that is one curve: " + remarks.first());
    }
    return new Contents(NexusFormat.NAME, statements, List.copyOf(remarks));
  }

  private void walk(Hdf5Tree.Item group, String path, NexusEntry entry, int depth) {
    if (depth > DEEPEST || !seen.add(group.address())) {
      return;
    }
    String kind = kind(group);
    NexusEntry within = kind.equals("NXentry") ? NexusEntry.read(tree, values, group) : entry;
    if (kind.equals("NXdata")) {
      dataGroups++;
      try {
        plot(group, path, within);
      } catch (HdfException e) {
        remarks.add(path + " stays out: " + e.getMessage());
      }
    }
    for (Map.Entry<String, Hdf5Tree.Link> link : group.links().entrySet()) {
      if (link.getValue().path().isEmpty() && link.getValue().address() >= 0) {
        Optional<Hdf5Tree.Item> child = tree.child(group, link.getKey());
        if (child.isPresent() && child.get().dataset().isEmpty()) {
          walk(child.get(), path + "/" + link.getKey(), within, depth + 1);
        }
      }
    }
  }

  private String kind(Hdf5Tree.Item group) {
    return values.texts(group.attributes().get("NX_class")).stream().findFirst().orElse("");
  }

  private void plot(Hdf5Tree.Item group, String path, NexusEntry entry) {
    Optional<String> signal = signal(group);
    Optional<Hdf5Tree.Item> y = signal.flatMap(name -> tree.child(group, name));
    if (y.isEmpty() || y.get().dataset().isEmpty()) {
      remarks.add(path + " stays out: it names no signal that is in this file");
      return;
    }
    if (!plotted.add(y.get().address())) {
      return;
    }
    Dataset data = y.get().dataset().get();
    if (Hdf5Values.rank(data) != 1) {
      remarks.add(
          path + " stays out: its signal has " + Hdf5Values.rank(data) + " dimensions, not one");
      return;
    }
    Optional<String> axis = axis(group, signal.get(), y.get());
    Optional<Hdf5Tree.Item> x = axis.flatMap(name -> tree.child(group, name));
    Optional<double[]> ys = values.numbers(data);
    Optional<double[]> xs =
        x.flatMap(Hdf5Tree.Item::dataset)
            .filter(dataset -> Hdf5Values.rank(dataset) == 1)
            .flatMap(values::numbers);
    if (ys.isEmpty() || xs.isEmpty()) {
      remarks.add(path + " stays out: it has no axis of numbers for its signal");
      return;
    }
    curve(
        path,
        entry,
        new Column(axis.get(), x.get(), xs.get()),
        new Column(signal.get(), y.get(), ys.get()));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  private record Column(String name, Hdf5Tree.Item item, double[] numbers) {}

  private void curve(String path, NexusEntry entry, Column x, Column y) {
    Optional<String> xUnit = unit(path, x);
    Optional<String> yUnit = unit(path, y);
    if (xUnit.isEmpty() || yUnit.isEmpty()) {
      return;
    }
    try {
      Payload.Curve curve =
          new Payload.Curve(
              name(x.name()),
              xUnit.get(),
              x.numbers(),
              name(y.name()),
              yUnit.get(),
              y.numbers(),
              entry.conditions());
      statements.add(
          new Statement.Reading(
              path,
              entry.sample(),
              entry.instrument(),
              entry.technique(),
              entry.startedAt(),
              entry.material(),
              curve,
              false));
    } catch (IllegalArgumentException e) {
      remarks.add(path + " stays out: " + e.getMessage());
    }
  }

  /** Two theta has one name, however it is spelled. */
  private static String name(String name) {
    String snake = Names.snake(name);
    return switch (snake) {
      case "2theta", "twotheta", "tth", "two_theta" -> "two_theta";
      default -> snake;
    };
  }

  private Optional<String> unit(String path, Column column) {
    String spelled =
        values.texts(column.item().attributes().get("units")).stream().findFirst().orElse("");
    Optional<String> unit = Names.unit(spelled);
    if (spelled.isEmpty()) {
      remarks.add(path + "/" + column.name() + " has no unit, taken as a plain number");
    } else if (unit.isEmpty()) {
      String shown = spelled.length() > 40 ? spelled.substring(0, 40) + "..." : spelled;
      remarks.add(
          path + " stays out: the unit '" + shown + "' of " + column.name() + " is not known");
    }
    return unit;
  }

  /** By the group's attribute; before 2014 by the dataset's own. */
  private Optional<String> signal(Hdf5Tree.Item group) {
    return values.texts(group.attributes().get("signal")).stream()
        .filter(name -> !name.isBlank())
        .findFirst()
        .or(() -> marked(group, "signal"));
  }

  private Optional<String> axis(Hdf5Tree.Item group, String signal, Hdf5Tree.Item data) {
    return values.texts(group.attributes().get("axes")).stream()
        .filter(name -> !name.isBlank() && !name.equals("."))
        .findFirst()
        .or(
            () ->
                values.texts(data.attributes().get("axes")).stream()
                    .flatMap(
                        names -> List.of(names.replaceAll("[\\[\\]]", "").split("[:,]")).stream())
                    .map(String::strip)
                    .filter(name -> !name.isEmpty() && !name.equals("."))
                    .findFirst())
        .or(() -> marked(group, "axis").filter(name -> !name.equals(signal)));
  }

  /** The dataset whose attribute of this name is 1. */
  private Optional<String> marked(Hdf5Tree.Item group, String attribute) {
    for (String name : group.links().keySet()) {
      Optional<Hdf5Tree.Item> child = tree.child(group, name);
      if (child.isPresent() && child.get().dataset().isPresent()) {
        boolean text = values.texts(child.get().attributes().get(attribute)).contains("1");
        Optional<Double> number = values.number(child.get().attributes().get(attribute));
        if (text || number.equals(Optional.of(1.0))) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }
}
