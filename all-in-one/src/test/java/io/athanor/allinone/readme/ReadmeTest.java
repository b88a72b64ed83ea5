package io.athanor.allinone.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.cli.MainAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README is true: its paths exist and its commands are ones the program understands. */
class ReadmeTest {
  @ParameterizedTest
  @MethodSource("paths")
  void shouldNameOnlyPathsThatExist(String path) {
    // made by the program when it runs
    assertThat(path.startsWith(".athanor") || Files.exists(Readme.ROOT.resolve(path)))
        .as(path)
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldPrintOnlyCommandsThatParse(List<String> arguments) {
    // placeholders in capitals stand for a person's own values
    List<String> values =
        arguments.stream().map(each -> each.matches("N|S|P") ? "1" : each).toList();
    assertThat(MainAccess.parses(values)).as("./athanor " + String.join(" ", arguments)).isTrue();
  }

  @Test
  void shouldHaveAnExampleForEachDoor() throws IOException {
    assertThat(Readme.blocks().stream().map(Readme.Block::language))
        .containsExactly("bash", "python");
  }

  @Test
  void shouldNotMentionRoomsThatAreNotThere() throws IOException {
    try (Stream<Path> rooms = Files.list(Readme.ROOT)) {
      List<String> modules =
          rooms
              .filter(each -> Files.exists(each.resolve("pom.xml")))
              .map(each -> "`" + each.getFileName() + "/`")
              .toList();
      assertThat(Readme.text()).contains(modules);
    }
  }

  static Stream<String> paths() throws IOException {
    return Readme.paths().stream();
  }

  static Stream<List<String>> commands() throws IOException {
    return Readme.commands().stream();
  }
}
