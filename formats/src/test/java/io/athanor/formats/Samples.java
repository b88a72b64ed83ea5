package io.athanor.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small intact files of each format. */
public final class Samples {
  private static final String RASX_CONDITIONS =
      """
      <MeasurementConditions>
        <GeneralInformation><SampleName>S-1</SampleName><SystemName>SmartLab</SystemName></GeneralInformation>
        <HWConfigurations><XrayGenerator><WaveType>Ka</WaveType>
          <WavelengthKalpha1>1.5</WavelengthKalpha1><WavelengthKalpha2>1.8</WavelengthKalpha2>
        </XrayGenerator></HWConfigurations>
        <ScanInformation><AxisName>TwoThetaTheta</AxisName><PositionUnit>deg</PositionUnit>
          <IntensityUnit>counts</IntensityUnit><StartTime>2022-11-10T17:20:52Z</StartTime></ScanInformation>
      </MeasurementConditions>
      """;

  private Samples() {}

  /** A file of this text. */
  public static SourceFile text(String name, String text) {
    return new SourceFile(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Two scans, the second aborted and attenuated. */
  public static SourceFile xrdml() {
    return text(
        "a.xrdml",
        """
        <?xml version="1.0"?>
        <xrdMeasurements xmlns="http://www.xrdml.com/XRDMeasurement/2.2">
          <sample><id>S-7</id></sample>
          <xrdMeasurement>
            <usedWavelength intended="K-Alpha"><kAlpha1 unit="Angstrom">1.5</kAlpha1>
              <kAlpha2 unit="Angstrom">1.8</kAlpha2><ratioKAlpha2KAlpha1>0.5</ratioKAlpha2KAlpha1></usedWavelength>
            <scan scanAxis="Gonio" status="Completed">
              <header><startTimeStamp>2024-04-12T11:05:06-07:00</startTimeStamp>
                <source><instrumentID>950485</instrumentID></source></header>
              <dataPoints>
                <positions axis="2Theta" unit="deg"><startPosition>10</startPosition><endPosition>12</endPosition></positions>
                <positions axis="Omega" unit="deg"><startPosition>5</startPosition><endPosition>6</endPosition></positions>
                <commonCountingTime unit="seconds">1.5</commonCountingTime>
                <counts unit="counts">3 1 4 1 5</counts>
              </dataPoints>
            </scan>
            <scan scanAxis="Omega" status="Aborted">
              <dataPoints>
                <positions axis="2Theta" unit="deg"><commonPosition>30</commonPosition></positions>
                <positions axis="Omega" unit="deg"><listPositions>1 2 4</listPositions></positions>
                <beamAttenuationFactors>1 10 1</beamAttenuationFactors>
                <counts unit="counts">7 8 9</counts>
              </dataPoints>
            </scan>
          </xrdMeasurement>
        </xrdMeasurements>
        """);
  }

  /** A profile of three points, the second attenuated tenfold. */
  public static SourceFile rasx() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("Data0/Profile0.txt", bytes("\ufeff8.5\t591\t1\r\n8.6\t60\t10\r\n8.7\t598\t1\r\n"));
    entries.put("Data0/MesurementConditions0.xml", bytes(RASX_CONDITIONS));
    entries.put("root.xml", bytes("<Root/>"));
    return new SourceFile("a.rasx", zip(entries));
  }

  /** Five counts from 5 to 6 degrees. */
  public static SourceFile countList() {
    return text("a.dat", "5 0.25 6\r\n133\r\n153\r\n157\r\n195\r\n197\r\n");
  }

  /** Two patterns, one of a named phase. */
  public static SourceFile patternLines() {
    return text(
        "a.jsonl",
        """
        {"id":"a","phases":["LiMnO2"],"two_theta":[10.0,10.5,11],"intensity":[1,2.5,3]}
        {"id":"b","phases":["MnO","TiO2"],"n":2,"two_theta":[10,11],"intensity":[4,5]}
        """);
  }

  /** An absorption spectrum with a comment for a preamble. */
  public static SourceFile columns() {
    return text(
        "a.csv",
        """
        # sample: film-3
        # film thickness: 310 nm
        wavelength (nm),absorbance,temperature [degC]
        400,1.2,21.5
        401,1.1,21.6
        402,0.9,
        """);
  }

  /** Two experiments with words among their numbers. */
  public static SourceFile experiments() {
    return text(
        "a.csv", "sample,solvent,pH (pH),yield (%)\nA1,water,7,81.5\nA2,\"ethanol, dry\",6.5,33\n");
  }

  /** Three scans: whole, aborted, and of a motor that stands still. */
  public static SourceFile spec() {
    return text(
        "a.spec",
        """
        #F a.spec
        #E 1288809574
        #D Wed Nov 03 13:39:34 2010
        #C sample  User = someone

        #S 1  ascan  th 1 3  2 0.3
        #D Wed Nov 03 13:42:03 2010
        #N 5
        #L th  Epoch  seconds  Ion Chamber  I0
        1 2429 0.3 10 100
        2 2430 0.3 11 101
        3 2431 0.3 12 102

        #S 2  ascan  th 1 3  2 0.3
        #D Wed Nov 03 13:43:03 2010
        #N 3
        #L th Seconds I0
        1 0.3 7
        2 0.3 8
        @A 1 2 3 \\
         4 5 6
        #C Wed Nov 03 13:43:09 2010.  Scan aborted after 2 points.

        #S 2  loopscan 2 0.3
        #N 2
        #L dummy  det
        0 5
        0 6
        """);
  }

  /** Two cycles of a potentiostat. */
  public static SourceFile echem() {
    return text(
        "a.csv",
        """
        -9.2e-06,-0.78,5.9,29.8,3.1,0.15,0
        -1.0e-05,-1.07,5.9,29.8,3.1,0.23,0
        -9.9e-06,-1.19,5.9,29.8,3.1,0.32,0
        -8.4e-06,-1.24,5.9,29.8,3.1,0.41,1
        -6.9e-06,-1.26,5.9,29.8,3.1,0.50,1
        """);
  }

  /** Two experiments, the second without a time of day. */
  public static SourceFile escalate() {
    String header =
        "_exp_no\t_out_crystalscore\t_rxn_temperature_c\t_rxn_stirrate_rpm\t_rxn_molarity_acid"
            + "\t_raw_reagent_1_chemicals_0_inchikey\t_raw_reagent_1_chemicals_0_actual_amount"
            + "\t_raw_reagent_1_chemicals_0_actual_amount_units\t_raw_reagent_1_instructions_0_op"
            + "\t_raw_reagent_1_instructions_0_duration"
            + "\t_raw_reagent_1_instructions_0_duration_units\n";
    String timed =
        "2018-12-04T01_52_47.768958+00_00_LBL_A1\t2\t105\t750\t8.8\tZASWJUOMEGBQCQ-UHFFFAOYSA-L"
            + "\t17.222\tgram\theatstir\t3600\tsecond\n";
    String dated = "2018-11-02_LBL_A1\t4\t85\t750\t\t0\t0\t\t\t0\t\n";
    return text("a.tsv", header + timed + dated);
  }

  /** The smallest PNG: one grey pixel. */
  public static SourceFile png() {
    return new SourceFile(
        "a.png",
        java.util.HexFormat.of()
            .parseHex(
                "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
                    + "3a7e9b550000000a49444154789c63600000000200015e0d7a"
                    + "5c0000000049454e44ae426082"));
  }

  /** A TIFF of one tag. */
  public static SourceFile tiff() {
    return new SourceFile(
        "a.tif",
        java.util.HexFormat.of()
            .parseHex("49492a00080000000100000103000100000001000000" + "00000000"));
  }

  /** A zip archive of these entries. */
  public static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The bytes, compressed. */
  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The reading of this run. */
  public static Statement.Reading reading(Contents contents, String run) {
    return contents.statements().stream()
        .map(Statement.Reading.class::cast)
        .filter(each -> each.run().equals(run))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no reading of run " + run));
  }

  /** The curve of this run. */
  public static Payload.Curve curve(Contents contents, String run) {
    Payload payload = reading(contents, run).payload();
    assertThat(payload).isInstanceOf(Payload.Curve.class);
    return (Payload.Curve) payload;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
