package io.athanor.allinone.identify;

import io.athanor.formats.FormatException;
import io.athanor.formats.Gzip;
import io.athanor.formats.SourceFile;
import io.athanor.formats.cif.CifStructure;
import io.athanor.formats.cif.CifStructures;
import io.athanor.materials.MeasurementException;
import io.athanor.materials.composition.Element;
import io.athanor.materials.diffraction.ScatteringCell;
import io.athanor.materials.diffraction.phase.ReferencePhase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The structures that a pattern is compared with: all CIFs of a directory and those below it, or of
 * a {@code .tar} or {@code .tar.gz} of one, or a single one.
 *
 * @param cells by name: the file's name without its extension, with the structure's id where the
 *     file holds several
 * @param refused reason by name of file
 */
record ReferenceSet(Map<String, ScatteringCell> cells, Map<String, String> refused) {
  private static final int MOST_FILES = 10_000;
  private static final int MOST_FILE_BYTES = 4 * 1024 * 1024;

  /**
   * Reads them.
   *
   * @param elements only structures of these elements; all where empty
   * @throws MeasurementException if there is none
   */
  static ReferenceSet of(Path place, Set<Element> elements) throws IOException {
    ReferenceSet set = new ReferenceSet(new TreeMap<>(), new TreeMap<>());
    List<SourceFile> files =
        Files.isDirectory(place) || isCif(place) ? inDirectory(place, set) : inArchive(place, set);
    for (SourceFile file : files) {
      set.add(file, elements);
    }
    if (set.cells.isEmpty()) {
      throw new MeasurementException(
          "references",
          place
              + " holds no CIF that can be used"
              + (set.refused.isEmpty()
                  ? ""
                  : "; "
                      + set.refused.size()
                      + " refused, e.g. "
                      + set.refused.values().iterator().next()));
    }
    return set;
  }

  /**
   * Their lines over a range of angles; those without any are left out.
   *
   * @param omitted gets the names of those
   */
  List<ReferencePhase> phases(double wavelength, double from, double to, List<String> omitted) {
    List<ReferencePhase> phases = new ArrayList<>();
    cells.forEach(
        (name, cell) -> {
          try {
            phases.add(ReferencePhase.of(name, cell, wavelength, from, to));
          } catch (MeasurementException e) {
            omitted.add(name + ": " + e.reason());
          }
        });
    return phases;
  }

  private void add(SourceFile file, Set<Element> elements) {
    try {
      List<CifStructure> structures = CifStructures.of(Gzip.unpacked(file));
      String stem = file.name().replaceAll("(?i)\\.cif(\\.gz)?$", "");
      for (CifStructure each : structures) {
        boolean wanted = elements.isEmpty() || elements.containsAll(each.composition().elements());
        String name = structures.size() == 1 ? stem : stem + "#" + each.id();
        if (each.cell().isPresent() && wanted) {
          for (int n = 2; cells.putIfAbsent(name, each.cell().get()) != null; n++) {
            name = stem + "#" + n;
          }
        }
      }
    } catch (FormatException e) {
      refused.put(file.name(), e.getMessage());
    }
  }

  private static List<SourceFile> inDirectory(Path directory, ReferenceSet set) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(ReferenceSet::isCif).sorted().limit(MOST_FILES).toList()) {
        String name = path.getFileName().toString();
        if (Files.size(path) > MOST_FILE_BYTES) {
          set.refused.put(name, "has more than " + MOST_FILE_BYTES + " bytes");
        } else {
          files.add(new SourceFile(name, Files.readAllBytes(path)));
        }
      }
    }
    return files;
  }

  private static List<SourceFile> inArchive(Path archive, ReferenceSet set) throws IOException {
    byte[] tar =
        Gzip.unpacked(new SourceFile(archive.getFileName().toString(), Files.readAllBytes(archive)))
            .bytes();
    List<SourceFile> files = new ArrayList<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry();
          entry != null && files.size() < MOST_FILES;
          entry = in.getNextEntry()) {
        Path path = Path.of(entry.getName().replace('\0', '_'));
        if (entry.isFile() && path.getFileName() != null && isCif(path)) {
          String name = path.getFileName().toString();
          if (entry.getSize() > MOST_FILE_BYTES) {
            set.refused.put(name, "has more than " + MOST_FILE_BYTES + " bytes");
          } else {
            files.add(new SourceFile(name, in.readNBytes(MOST_FILE_BYTES)));
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new MeasurementException(
          "references", archive + " is neither a directory nor a readable .tar or .tar.gz");
    }
    return files;
  }

  private static boolean isCif(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".cif") || name.endsWith(".cif.gz");
  }
}
