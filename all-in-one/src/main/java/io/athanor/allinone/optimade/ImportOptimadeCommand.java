package io.athanor.allinone.optimade;

import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.DoorException;
import io.athanor.allinone.client.Patience;
import io.athanor.formats.Statement;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code athanor import-optimade}. */
@Command(
    name = "import-optimade",
    description =
        "Reads the structures of an OPTIMADE provider, page by page, and prints one line of JSON"
            + " for each, or puts them into a campaign's pool. With --state it goes on where it was"
            + " stopped.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all read",
      "1:the provider or the door does not answer as it must; the same call may go on later",
      "2:a wrong call"
    })
public final class ImportOptimadeCommand implements Callable<Integer> {
  private static final int FAILURE = 1;
  private static final int WRONG = 2;
  private static final double HIGHEST_RATE = 100;

  @Parameters(
      paramLabel = "URL",
      description = "Base address of the provider, or of its structures.")
  private String address;

  @Option(names = "--filter", paramLabel = "F", description = "An OPTIMADE filter.")
  private String filter;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Where to keep how far it has come, written after each page.")
  private Path state;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2",
      description = "Most requests a second. Default: 2.")
  private double rate;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long one answer may take. Default: 60.")
  private double timeout;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "The door to put them in as candidates, instead of printing them.")
  private URI door;

  @Option(names = "--campaign", paramLabel = "ID", description = "With --to: whose candidates.")
  private String campaign;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      checkCall();
      return run(err);
    } catch (ImportException e) {
      err.println("athanor: " + e.getMessage());
      return e.isWrongCall() ? WRONG : FAILURE;
    } catch (DoorException e) {
      err.println("athanor: " + e.getMessage());
      return e.status() == 400 || e.status() == 404 || e.status() == 422 ? WRONG : FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILURE;
    }
  }

  private void checkCall() {
    if (!(rate > 0 && rate <= HIGHEST_RATE)) {
      throw ImportException.call("--rate must be above 0 and at most " + HIGHEST_RATE);
    }
    if (!(timeout > 0 && timeout <= 3_600)) {
      throw ImportException.call("--timeout must be above 0 and at most 3600");
    }
    if ((door == null) != (campaign == null)) {
      throw ImportException.call("--to and --campaign go together");
    }
  }

  private int run(PrintWriter err) throws InterruptedException {
    URI first = PageLinks.first(address, Optional.ofNullable(filter));
    Checkpoint from =
        Optional.ofNullable(state)
            .flatMap(file -> Checkpoint.read(file, first.toString()))
            .orElseGet(() -> Checkpoint.start(first.toString()));
    Pace pace = new Pace(rate, System::nanoTime, d -> Thread.sleep(d.toMillis()));
    PageClient client =
        new PageClient(
            pace, Duration.ofMillis(Math.round(timeout * 1_000)), Instant::now, err::println);
    OptimadeImport all =
        new OptimadeImport(
            client,
            door == null ? this::print : posting(),
            checkpoint -> Optional.ofNullable(state).ifPresent(checkpoint::write),
            err::println);
    Checkpoint last = all.run(from);
    err.println(
        last.structures() + " structures from " + last.pages() + " pages of " + last.first());
    return 0;
  }

  private void print(int index, List<Statement> statements) {
    PrintWriter out = spec.commandLine().getOut();
    statements.forEach(statement -> out.println(Structures.line(statement)));
    out.flush();
    if (out.checkError()) {
      throw ImportException.provider("what is printed is not read any more");
    }
  }

  private OptimadeImport.Sink posting() {
    DoorClient client = new DoorClient(door, Patience.DEFAULT);
    return (index, statements) -> {
      List<Campaigns.Candidate> candidates = new ArrayList<>();
      for (Statement statement : statements) {
        candidates.add(
            Structures.candidate(
                index + candidates.size(), Structures.of(statement).orElseThrow()));
      }
      if (!candidates.isEmpty()) {
        client.addCandidates(campaign, candidates);
      }
    };
  }
}
