package io.athanor.formats;

import io.athanor.formats.allotrope.AllotropeFormat;
import io.athanor.formats.bluesky.BlueskyFormat;
import io.athanor.formats.cif.CifFormat;
import io.athanor.formats.columns.Columns;
import io.athanor.formats.columns.ExperimentTable;
import io.athanor.formats.echem.PotentiostatTrace;
import io.athanor.formats.escalate.EscalateTable;
import io.athanor.formats.hdf5.NexusFormat;
import io.athanor.formats.image.ImageFile;
import io.athanor.formats.literature.LiteratureFormat;
import io.athanor.formats.literature.VectorsFormat;
import io.athanor.formats.optimade.OptimadeFormat;
import io.athanor.formats.other.NoMeasurement;
import io.athanor.formats.other.Prose;
import io.athanor.formats.spec.SpecFile;
import io.athanor.formats.xrd.CountList;
import io.athanor.formats.xrd.PatternLines;
import io.athanor.formats.xrd.Rasx;
import io.athanor.formats.xrd.Xrdml;
import java.util.List;

/**
 * The formats that are known, asked in order: those with an unmistakable content first, plain
 * columns of numbers last. Each may look, and the first that recognises a file reads it.
 */
public final class Formats {
  /** Largest file that is read, bytes; also the most a compressed one may unpack to. */
  public static final int MOST_BYTES = 128 * 1024 * 1024;

  private static final String UNKNOWN = "unknown format";

  private static final List<FileFormat> ALL =
      List.of(
          new Xrdml(),
          new Rasx(),
          new ImageFile(),
          new NexusFormat(),
          new BlueskyFormat(),
          new AllotropeFormat(),
          new OptimadeFormat(),
          new LiteratureFormat(),
          new VectorsFormat(),
          new EscalateTable(),
          new CifFormat(),
          new SpecFile(),
          new PatternLines(),
          // knows what is left of JSON, XML and archives: those that read such go before it
          new NoMeasurement(),
          new PotentiostatTrace(),
          new CountList(),
          new Columns(),
          new ExperimentTable(),
          new Prose());

  private Formats() {}

  /** All formats, in the order they are asked. */
  public static List<FileFormat> all() {
    return ALL;
  }

  /**
   * Everything a file says; one that is compressed with gzip is read as what it holds.
   *
   * @throws FormatException if no format recognises it, or the one that does cannot read it
   */
  public static Contents read(SourceFile file) {
    if (file.bytes().length > MOST_BYTES) {
      throw new FormatException(
          UNKNOWN, "", "has " + file.bytes().length + " bytes, the most is " + MOST_BYTES);
    }
    SourceFile unpacked = Gzip.unpacked(file);
    for (FileFormat format : all()) {
      if (format.recognises(unpacked)) {
        return format.read(unpacked);
      }
    }
    List<String> known =
        all().stream()
            .filter(format -> !(format instanceof NoMeasurement || format instanceof Prose))
            .map(FileFormat::name)
            .toList();
    throw new FormatException(UNKNOWN, "", "is none of " + known + " by its content");
  }
}
