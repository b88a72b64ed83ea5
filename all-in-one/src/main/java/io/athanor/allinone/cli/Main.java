package io.athanor.allinone.cli;

import io.athanor.allinone.access.AuditCommand;
import io.athanor.allinone.access.KeyCommand;
import io.athanor.allinone.bench.BenchCommand;
import io.athanor.allinone.bridge.BridgeCommand;
import io.athanor.allinone.bridge.EnvelopeCommand;
import io.athanor.allinone.doctor.DoctorCommand;
import io.athanor.allinone.embedded.StartException;
import io.athanor.allinone.explain.ExplainCommand;
import io.athanor.allinone.explain.VerifyDecisionsCommand;
import io.athanor.allinone.explain.WhyCommand;
import io.athanor.allinone.export.ExportCommand;
import io.athanor.allinone.fleet.FleetCommand;
import io.athanor.allinone.fork.ForkCommand;
import io.athanor.allinone.identify.IdentifyCommand;
import io.athanor.allinone.ingest.IngestCommand;
import io.athanor.allinone.invent.InventCommand;
import io.athanor.allinone.lab.DemoCommand;
import io.athanor.allinone.optimade.ImportOptimadeCommand;
import io.athanor.allinone.predict.PredictCommand;
import io.athanor.allinone.reference.ReferenceCommand;
import io.athanor.allinone.replay.ReplayCommand;
import io.athanor.allinone.train.TrainCommand;
import io.athanor.schemas.settings.SettingsException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;

/** {@code athanor}: exit code 0 where all went well, 1 after a failure, 2 for a wrong call. */
@Command(
    name = "athanor",
    description = "Event-streaming, reactive engine for materials discovery.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      FleetCommand.class,
      ReplayCommand.class,
      IngestCommand.class,
      ImportOptimadeCommand.class,
      IdentifyCommand.class,
      TrainCommand.class,
      InventCommand.class,
      BenchCommand.class,
      ExplainCommand.class,
      WhyCommand.class,
      VerifyDecisionsCommand.class,
      ForkCommand.class,
      BridgeCommand.class,
      EnvelopeCommand.class,
      ExportCommand.class,
      PredictCommand.class,
      DoctorCommand.class,
      KeyCommand.class,
      AuditCommand.class,
      UpCommand.class,
      RunCommand.class,
      ConfigCommand.class,
      ReferenceCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all went well", "1:a part failed, or could not start", "2:a wrong call"},
    footer = {
      "",
      "Settings come from --config FILE (Java properties) and the environment, which wins;",
      "'athanor config' lists them all."
    })
public final class Main {
  /** A part failed. */
  public static final int FAILURE = CommandLine.ExitCode.SOFTWARE;

  private Main() {}

  /** Runs one command and ends the process. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(explain());
  }

  /** The version in the jar's manifest. */
  public static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }

  /** What a person can act on is said in a sentence; anything else is a fault, with its trace. */
  private static IExecutionExceptionHandler explain() {
    return (cause, command, result) -> {
      PrintWriter err = command.getErr();
      if (cause instanceof SettingsException settings) {
        settings.problems().forEach(each -> err.println("athanor: " + each));
        return CommandLine.ExitCode.USAGE;
      }
      if (cause instanceof StartException) {
        err.println("athanor: " + cause.getMessage());
      } else {
        cause.printStackTrace(err);
      }
      return FAILURE;
    };
  }

  /** From the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "athanor " + version(), "Java " + Runtime.version() + " on " + System.getProperty("os.name")
      };
    }
  }
}
