package io.athanor.allinone.access;

import io.athanor.acquisition.analysis.LogScan;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.event.AccessAudited;
import io.athanor.gateway.security.AuditChain;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor audit}: who used the doors, and whether the record was tampered with. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "Prints who asked for what at the doors and what became of it, from the log of the running"
            + " broker (kafka.bootstrap.servers, schema.registry.url); with --verify checks the"
            + " hash chain of every door and prints its head, to be kept elsewhere. Exit code 1"
            + " where a chain does not hold.")
public final class AuditCommand implements Callable<Integer> {
  private static final int TAMPERED = 1;

  /** What would end the line, or have a terminal show something else. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  @Option(names = "--verify", description = "Checks the chains instead of printing the entries.")
  private boolean verify;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as Java properties.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    KafkaConnection kafka =
        KafkaConnection.of(
            Settings.load(Optional.ofNullable(file), System.getenv(), EngineSettings.all()));
    List<AccessAudited> entries = read(kafka);
    PrintWriter out = spec.commandLine().getOut();
    int code = verify ? verdicts(entries, out) : print(entries, out);
    out.flush();
    return code;
  }

  private static List<AccessAudited> read(KafkaConnection kafka) {
    List<AccessAudited> entries = new ArrayList<>();
    try (SchemaRegistry registry = SchemaRegistries.open(kafka.serdes())) {
      AvroCodec<AccessAudited> codec = new AvroCodec<>(registry, false, AccessAudited.class);
      new LogScan(kafka)
          .read(Topics.ACCESS_AUDITED.name(), each -> entries.add(codec.decode(each.value())));
    }
    return entries;
  }

  private static int print(List<AccessAudited> entries, PrintWriter out) {
    entries.stream()
        .sorted(
            Comparator.comparing((AccessAudited each) -> each.getMeta().getRecordedAt())
                .thenComparing(AccessAudited::getDoor)
                .thenComparing(AccessAudited::getSequence))
        .forEach(each -> out.println(line(each)));
    return 0;
  }

  /** One line, whatever strangers put into their paths. */
  static String line(AccessAudited entry) {
    return Stream.of(
            entry.getMeta().getRecordedAt().toString(),
            Optional.ofNullable(entry.getMeta().getTenant()).orElse("-"),
            entry.getActor(),
            entry.getOperation(),
            Optional.ofNullable(entry.getTarget()).orElse("-"),
            entry.getOutcome(),
            Integer.toString(entry.getStatus()))
        .map(each -> UNPRINTABLE.matcher(each).replaceAll("?"))
        .collect(Collectors.joining("\t"));
  }

  private static int verdicts(List<AccessAudited> entries, PrintWriter out) {
    int code = 0;
    for (AuditChain.Verdict each : AuditChain.verify(entries)) {
      boolean holds = each.faults().isEmpty();
      out.println(
          "%s\t%d entries\thead %s\t%s"
              .formatted(
                  each.door(), each.entries(), each.head(), holds ? "holds" : "DOES NOT HOLD"));
      each.faults().forEach(fault -> out.println("  " + fault));
      code = holds ? code : TAMPERED;
    }
    return code;
  }
}
