package io.athanor.allinone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code athanor config}. */
@Command(
    name = "config",
    description = "Prints every setting with its kind, default, environment variable and meaning.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ConfigurationPage.markdown());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
