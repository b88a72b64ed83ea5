package io.athanor.formats.hdf5;

import io.athanor.formats.document.Names;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.unit.Quantity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an {@code NXentry} says about its data.
 *
 * @param technique {@code powder-diffraction} where the entry's definition is one of it, else the
 *     definition's name, else {@code nexus}
 * @param conditions the wavelength of a diffractometer, where it is given in a unit
 */
record NexusEntry(
    Optional<String> sample,
    Optional<String> instrument,
    String technique,
    Optional<Instant> startedAt,
    Optional<Composition> material,
    Map<String, Quantity> conditions) {

  static NexusEntry none() {
    return new NexusEntry(
        Optional.empty(), Optional.empty(), "nexus", Optional.empty(), Optional.empty(), Map.of());
  }

  static NexusEntry read(Hdf5Tree tree, Hdf5Values values, Hdf5Tree.Item entry) {
    Reader reader = new Reader(tree, values);
    Optional<Hdf5Tree.Item> sample = reader.group(entry, "NXsample");
    Optional<Hdf5Tree.Item> instrument = reader.group(entry, "NXinstrument");
    String definition = reader.text(entry, "definition").orElse("nexus");
    return new NexusEntry(
        sample.flatMap(s -> reader.text(s, "name", "sample_id", "identifier")),
        instrument.flatMap(i -> reader.text(i, "name")),
        definition.startsWith("NXxrd") ? "powder-diffraction" : definition,
        reader.text(entry, "start_time").flatMap(NexusEntry::instant),
        sample.flatMap(s -> reader.text(s, "chemical_formula")).flatMap(NexusEntry::composition),
        reader.wavelength(instrument));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException e) {
      // without a time zone it is no point in time
      return Optional.empty();
    }
  }

  private static Optional<Composition> composition(String formula) {
    try {
      return Optional.of(Composition.parse(formula));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private record Reader(Hdf5Tree tree, Hdf5Values values) {
    Optional<Hdf5Tree.Item> group(Hdf5Tree.Item parent, String kind) {
      for (String name : parent.links().keySet()) {
        Optional<Hdf5Tree.Item> child = tree.child(parent, name);
        if (child.isPresent()
            && child.get().dataset().isEmpty()
            && values.texts(child.get().attributes().get("NX_class")).contains(kind)) {
          return child;
        }
      }
      return Optional.empty();
    }

    Optional<String> text(Hdf5Tree.Item group, String... names) {
      for (String name : names) {
        Optional<String> text =
            tree.child(group, name)
                .flatMap(Hdf5Tree.Item::dataset)
                .flatMap(values::text)
                .filter(t -> !t.isBlank() && t.length() <= 200);
        if (text.isPresent()) {
          return text;
        }
      }
      return Optional.empty();
    }

    Map<String, Quantity> wavelength(Optional<Hdf5Tree.Item> instrument) {
      Map<String, Quantity> conditions = new TreeMap<>();
      Optional<Hdf5Tree.Item> source =
          instrument.flatMap(i -> group(i, "NXsource").or(() -> group(i, "NXbeam")));
      for (String name :
          new String[] {"k_alpha_one", "xray_tube_wavelength", "incident_wavelength"}) {
        Optional<Hdf5Tree.Item> found = source.flatMap(s -> tree.child(s, name));
        if (found.isPresent() && conditions.isEmpty()) {
          quantity(found.get()).ifPresent(q -> conditions.put("radiation_wavelength", q));
        }
      }
      return conditions;
    }

    private Optional<Quantity> quantity(Hdf5Tree.Item item) {
      Optional<double[]> numbers = item.dataset().flatMap(values::numbers);
      Optional<String> unit =
          values.texts(item.attributes().get("units")).stream().findFirst().flatMap(Names::unit);
      if (numbers.isEmpty() || numbers.get().length != 1 || unit.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(Quantity.of(numbers.get()[0], unit.get()));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }
}
