package io.athanor.allinone.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor reference}. */
@Command(
    name = "reference",
    mixinStandardHelpOptions = true,
    description =
        "Writes the reference from the code: doors, events, commands, and the log as an AsyncAPI"
            + " document.")
public final class ReferenceCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where to write; made where it is not there.")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, String> each : Reference.files(spec.root().commandLine()).entrySet()) {
      Files.writeString(directory.resolve(each.getKey()), each.getValue());
    }
    return 0;
  }
}
