package io.athanor.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.columns.Columns;
import io.athanor.formats.columns.ExperimentTable;
import io.athanor.formats.echem.PotentiostatTrace;
import io.athanor.formats.escalate.EscalateTable;
import io.athanor.formats.spec.SpecFile;
import io.athanor.formats.xrd.CountList;
import io.athanor.formats.xrd.PatternLines;
import io.athanor.formats.xrd.Xrdml;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HostileFilesTest {
  @Test
  void shouldRefuseXmlThatDeclaresEntities() {
    String bomb =
        """
        <?xml version="1.0"?>
        <!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
        <xrdMeasurements><sample><id>&d;</id></sample></xrdMeasurements>
        """;

    refuses(Samples.text("bomb.xrdml", bomb), "document type");
  }

  @Test
  void shouldNotReadOtherFilesThroughXml() {
    String thief =
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n"
            + "<xrdMeasurements><sample><id>&x;</id></sample></xrdMeasurements>";

    refuses(Samples.text("thief.xrdml", thief), "document type");
  }

  @Test
  void shouldRefuseXmlThatIsNestedWithoutEnd() {
    refuses(
        Samples.text("deep.xrdml", "<xrdMeasurements>" + "<a>".repeat(1_000_000)), "deeply nested");
  }

  @Test
  void shouldRefuseZipBombs() {
    byte[] bomb = Samples.zip(Map.of("Data0/Profile0.txt", new byte[32 * 1024 * 1024]));

    refuses(new SourceFile("bomb.rasx", bomb), "far more than a measurement holds");
  }

  @Test
  void shouldRefuseGzipBombs() {
    byte[] bomb = Samples.gzip(new byte[Formats.MOST_BYTES + 1]);

    refuses(new SourceFile("bomb.csv.gz", bomb), "holds more than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"two_theta\":["})
  void shouldRefuseJsonThatIsNestedWithoutEnd(String piece) {
    refuses(Samples.text("deep.json", piece.repeat(1_000_000)), "");
  }

  @Test
  void shouldRefuseMislabelledFiles() {
    for (String name : new String[] {"a.xrdml", "a.rasx", "a.png", "a.spec", "a.xy"}) {
      refuses(Samples.text(name, "Dear colleague,\nplease find attached nothing.\n"), "");
    }
    assertThat(Formats.read(new SourceFile("a.png", Samples.xrdml().bytes())).format())
        .isEqualTo("XRDML");
  }

  @Test
  void shouldBoundWhatAbsurdNumbersAskFor() {
    refuses(Samples.text("a.dat", "0 0.0000001 180\n1\n2\n3\n"), "");
    refuses(
        Samples.text("a.spec", "#F a\n#E 1\n#S 1 x\n#N 99999999999\n#L " + "a  ".repeat(50_000)),
        "more columns");
  }

  @Test
  void shouldNotHangOnOneEndlessLine() {
    refuses(Samples.text("a.csv", "a (nm)," + " ".repeat(2_000_000) + "\n1,2\n3,4\n"), "");
    refuses(Samples.text("a.csv", "(".repeat(500_000) + ",b\n1,2\n3,4\n"), "");
  }

  @Test
  void shouldRefuseFilesThatAreTooLarge() {
    byte[] numbers = "1,2\n".repeat(20_000_000).getBytes(StandardCharsets.US_ASCII);

    refuses(new SourceFile("a.csv", numbers), "bytes of text");
  }

  /** The heap of the tests is 1 GiB: what holds each number or cell as a text does not fit. */
  @ParameterizedTest
  @MethodSource("oneEndlessLine")
  void shouldBoundMemoryWhateverOneLineHolds(FileFormat format, String start, String piece) {
    SourceFile file = Samples.text("a", start + piece.repeat(30_000_000 / piece.length()));

    assertThatExceptionOfType(FormatException.class).isThrownBy(() -> format.read(file));
  }

  static Stream<Arguments> oneEndlessLine() {
    return Stream.of(
        Arguments.of(
            new Xrdml(), "<xrdMeasurements><xrdMeasurement><scan><dataPoints><counts>", "1 "),
        Arguments.of(new CountList(), "5 0.25 6\n", "1 "),
        Arguments.of(new PatternLines(), "{\"id\":\"a\",\"two_theta\":[1", ",1"),
        Arguments.of(new SpecFile(), "#F a\n#E 1\n#S 1 a\n#N 2\n#L a  b\n", "1 "),
        Arguments.of(new SpecFile(), "#F a\n#E 1\n#S 1 a\n#N 2\n#L a", "  b"),
        Arguments.of(new EscalateTable(), "_exp_no\t_out_crystalscore\n", "\t"),
        Arguments.of(new EscalateTable(), "_exp_no\t_out_crystalscore", "\t"),
        Arguments.of(new Columns(), "2theta,counts\n1,2\n2,3\n", "1,"),
        Arguments.of(new Columns(), "2theta,counts\n1,2\n2,3\n", "1,2\n"),
        Arguments.of(new ExperimentTable(), "a (nm),b\n1,x\n", ","),
        Arguments.of(new PotentiostatTrace(), "1,1,1,1,1,1,0\n", "1,"));
  }

  private static void refuses(SourceFile file, String reason) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Formats.read(file))
        .withMessageContaining(reason);
  }
}
