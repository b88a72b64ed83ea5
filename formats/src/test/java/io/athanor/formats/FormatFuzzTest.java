package io.athanor.formats;

import io.athanor.formats.columns.Columns;
import io.athanor.formats.columns.ExperimentTable;
import io.athanor.formats.echem.PotentiostatTrace;
import io.athanor.formats.escalate.EscalateTable;
import io.athanor.formats.image.ImageFile;
import io.athanor.formats.spec.SpecFile;
import io.athanor.formats.xrd.CountList;
import io.athanor.formats.xrd.PatternLines;
import io.athanor.formats.xrd.Rasx;
import io.athanor.formats.xrd.Xrdml;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The time limit is a guard against parsers that hang, not a measure of speed. */
@Timeout(300)
class FormatFuzzTest {
  private static final long SEED = 20_261_126L;

  static Stream<Arguments> formats() {
    return Stream.of(
        Arguments.of(new Xrdml(), List.of(Samples.xrdml())),
        Arguments.of(new Rasx(), List.of(Samples.rasx())),
        Arguments.of(new CountList(), List.of(Samples.countList())),
        Arguments.of(new PatternLines(), List.of(Samples.patternLines())),
        Arguments.of(new Columns(), List.of(Samples.columns())),
        Arguments.of(new ExperimentTable(), List.of(Samples.experiments())),
        Arguments.of(new SpecFile(), List.of(Samples.spec())),
        Arguments.of(new PotentiostatTrace(), List.of(Samples.echem())),
        Arguments.of(new EscalateTable(), List.of(Samples.escalate())),
        Arguments.of(new ImageFile(), List.of(Samples.png(), Samples.tiff())),
        Arguments.of(
            new Anything(),
            List.of(
                new SourceFile("a.csv.gz", Samples.gzip(Samples.columns().bytes())),
                Samples.xrdml(),
                Samples.spec(),
                Samples.patternLines())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void shouldOnlyEverReadOrRefuseDamagedFiles(FileFormat format, List<SourceFile> files) {
    FormatFuzz.check(format, SEED, files);
  }

  /** What the door does: unpack, recognise, read. */
  private static final class Anything implements FileFormat {
    @Override
    public String name() {
      return "any format";
    }

    @Override
    public boolean recognises(SourceFile file) {
      return true;
    }

    @Override
    public Contents read(SourceFile file) {
      return Formats.read(file);
    }
  }
}
