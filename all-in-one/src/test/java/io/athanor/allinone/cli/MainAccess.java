package io.athanor.allinone.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Lets tests of other packages ask whether the program understands a command. */
public final class MainAccess {
  private MainAccess() {}

  /** The whole program. */
  public static CommandLine commandLine() {
    return Main.commandLine();
  }

  /** Whether the arguments parse; nothing is run. */
  public static boolean parses(List<String> arguments) {
    try {
      Main.commandLine().parseArgs(arguments.toArray(String[]::new));
      return true;
    } catch (ParameterException e) {
      return false;
    }
  }
}
