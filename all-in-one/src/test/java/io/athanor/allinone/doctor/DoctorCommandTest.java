package io.athanor.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandTest {
  private final StringWriter out = new StringWriter();
  @TempDir private Path directory;

  @Test
  void shouldPredictAndSayOnWhichDeviceAndWhy() throws IOException {
    Path report = directory.resolve("report.json");
    assertThat(run("--data-dir", directory.toString(), "--report", report.toString()))
        .as(out.toString())
        .isZero();
    JsonNode found = new ObjectMapper().readTree(report.toFile());
    assertThat(found.path("ok").asBoolean()).isTrue();
    assertThat(found.path("tensorflow").path("version").asText()).startsWith("2.");
    assertThat(found.path("tensorflow").path("devices")).isNotEmpty();
    assertThat(found.path("device").path("used").asText()).isIn("CPU", "GPU");
    assertThat(found.path("device").path("why").asText()).isNotBlank();
    assertThat(found.path("cuda").path("driver").asText()).isNotBlank();
    assertThat(found.path("machine").path("memoryBytes").asLong()).isPositive();
    assertThat(found.path("dataDirectory").path("writable").asBoolean()).isTrue();
    assertThat(found.path("model").path("digestVerified").asBoolean()).isTrue();
    assertThat(found.path("model").path("prediction").path("formation_energy_per_atom").asDouble())
        .isBetween(-2.6, -1.6);
    assertThat(out.toString()).contains("device", "why", "tensorflow");
  }

  @Test
  void shouldEndWithOneWhereNoPredictionCanBeMade() throws IOException {
    Path settings = Files.writeString(directory.resolve("a.properties"), "inference.device=gpu\n");
    for (List<String> each :
        List.of(
            List.of("--store", directory.toString()),
            List.of("--model", "nobody"),
            List.of("--config", settings.toString()))) {
      Path report = directory.resolve("report.json");
      String[] arguments = {each.get(0), each.get(1), "--report", report.toString()};
      JsonNode found;
      int code = run(arguments);
      found = new ObjectMapper().readTree(report.toFile());
      boolean gpu = found.path("device").path("used").asText().equals("GPU");
      assertThat(code).as(each.toString()).isEqualTo(gpu && each.contains("--config") ? 0 : 1);
      assertThat(found.path("ok").asBoolean()).isEqualTo(code == 0);
      assertThat(found.path("model").has("error")).isEqualTo(code != 0);
    }
  }

  @Test
  void shouldFindLibrariesInTheOrderOfTheLinker() throws IOException {
    Path first = Files.createDirectory(directory.resolve("first"));
    Path second = Files.createDirectory(directory.resolve("second"));
    Files.createFile(second.resolve("libcudart.so.12"));
    NativeLibraries libraries = new NativeLibraries(List.of(first, second));
    assertThat(libraries.find("libcudart.so.12")).contains(second.resolve("libcudart.so.12"));
    Files.createFile(first.resolve("libcudart.so.12"));
    assertThat(libraries.find("libcudart.so.12")).contains(first.resolve("libcudart.so.12"));
    assertThat(libraries.missing())
        .contains("libcudnn.so.9")
        .doesNotContain("libcudart.so.12", "libcuda.so.1");
    assertThat(NativeLibraries.of(first + ":").directories()).startsWith(first);
  }

  private int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new DoctorCommand());
    commandLine.setOut(new PrintWriter(out, true));
    return commandLine.execute(arguments);
  }
}
