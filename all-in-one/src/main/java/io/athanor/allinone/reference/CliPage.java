package io.athanor.allinone.reference;

import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Every command with its usage. */
final class CliPage {
  private static final int WIDTH = 100;

  private CliPage() {}

  static String markdown(CommandLine program) {
    Markdown page =
        new Markdown().heading(1, "Commands").paragraph(Reference.origin("the commands' own help"));
    command(page, program);
    return page.toString();
  }

  private static void command(Markdown page, CommandLine command) {
    command.setUsageHelpWidth(WIDTH);
    page.heading(2, command.getCommandSpec().qualifiedName());
    page.fenced("text", command.getUsageMessage(Ansi.OFF));
    // aliases lead to the same command
    Set<CommandLine> once = new LinkedHashSet<>(command.getSubcommands().values());
    once.forEach(each -> command(page, each));
  }
}
