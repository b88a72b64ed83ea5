package io.athanor.allinone.explain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.topology.Derivation;
import io.athanor.allinone.lab.ReportFile;
import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.BoundedSearch;
import io.athanor.event.ExperimentProposed;
import io.athanor.schemas.signing.ProposedOrders;
import io.athanor.schemas.signing.SignedOrder;
import io.athanor.schemas.signing.TrustedKeys;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor explain}: says why an experiment was proposed, and derives it again. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Says why an experiment was proposed, and derives the proposal again from the log of the"
            + " running broker (kafka.bootstrap.servers, schema.registry.url): the campaign's"
            + " journal up to the decision is folded, decided and encoded anew, and compared byte"
            + " for byte. Exit code 1 where they differ, or the order's signature is not valid.")
public final class ExplainCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final int WRONG = 2;
  private static final String INVALID = "NOT valid";

  @Option(
      names = "--proposal",
      paramLabel = "ID",
      required = true,
      description = "Id of the experiment.")
  private String experimentId;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as Java properties.")
  private Path file;

  @Option(
      names = "--keys",
      paramLabel = "PATH",
      description =
          "Public keys that the signature of the order is checked with: a PEM file or a directory"
              + " of them. Without the private key all but the signature is derived.")
  private Path keys;

  @Option(names = "--report", paramLabel = "FILE", description = "The same as JSON.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (OpenLog log = OpenLog.of(Optional.ofNullable(file), Optional.empty())) {
      Optional<ConsumerRecord<byte[], byte[]>> published = log.published(experimentId);
      if (published.isEmpty()) {
        return refused(
            "no proposal '" + experimentId + "' in " + Topics.EXPERIMENT_PROPOSED.name());
      }
      String campaignId = log.proposals().decode(published.get().value()).getCampaignId();
      CaseFile journal = log.journal(campaignId);
      if (journal.entries().isEmpty()) {
        return refused(
            "no journal of campaign '%s' in %s (acquisition.application-id)"
                .formatted(campaignId, log.journalTopic()));
      }
      Optional<Derivation.Derived> derived =
          Derivation.of(journal.codecs(), journal.grace(), campaignId, journal.entries())
              .derive(experimentId);
      if (derived.isEmpty()) {
        return refused("the journal of campaign '" + campaignId + "' has no such proposal");
      }
      return say(published.get(), derived.get());
    }
  }

  private int say(ConsumerRecord<byte[], byte[]> published, Derivation.Derived derived)
      throws IOException {
    boolean exact = derived.isExact() && Arrays.equals(published.value(), derived.recorded());
    ExperimentProposed proposal = derived.proposal();
    AcquisitionBreakdown why = proposal.getWhy();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "proposal   %s, number %d of campaign %s%n",
        experimentId, proposal.getOrdinal(), proposal.getCampaignId());
    out.printf(
        "in the log %s-%d at %d, seed %d, model %s%n",
        published.topic(),
        published.partition(),
        published.offset(),
        proposal.getSeed(),
        Optional.ofNullable(proposal.getModelDigest()).orElse("none"));
    out.printf("candidate  %s%n", proposal.getCandidate().getParameters());
    out.printf(
        Locale.ROOT,
        "function   %s = %.6g  %s%n",
        why.getFunction(),
        why.getValue(),
        why.getReason());
    if (why.getMean() != null) {
      out.printf(
          Locale.ROOT,
          "belief     %s = %.6g +- %.3g%n",
          proposal.getObjective(),
          why.getMean(),
          why.getStandardDeviation());
    }
    if (why.getSearch() != null) {
      out.printf("search     %s%n", search(why.getSearch()));
    }
    proposal
        .getRunnersUp()
        .forEach(
            each ->
                out.printf(
                    Locale.ROOT, "runner-up  %s = %.6g%n", each.getCandidateId(), each.getValue()));
    out.printf(
        "derived    from %d events and %d offsets: %s%n",
        derived.events(),
        proposal.getOffsetsSeen().size(),
        exact ? "the same " + published.value().length + " bytes" : "NOT the same bytes");
    String signature = signature(proposal);
    out.printf("signature  %s%n", signature);
    if (report != null) {
      write(published, derived, exact, signature);
    }
    return exact && !signature.startsWith(INVALID) ? 0 : DIFFERENT;
  }

  /** How far the deadline of the policy let it look. */
  private static String search(BoundedSearch search) {
    Double gap = search.getGap();
    String others =
        gap == null
            ? "what the others may have more is not known"
            : gap == 0
                ? "none of the others is better"
                : String.format(Locale.ROOT, "the best of the others has at most %.3g more", gap);
    return "judged %d of %d candidates, %s"
        .formatted(search.getJudged(), search.getCandidates(), others);
  }

  /** What is to be said of the signature over the order, which the derivation has compared. */
  private String signature(ExperimentProposed proposal) throws IOException {
    Optional<SignedOrder> signed = ProposedOrders.signed(proposal);
    if (signed.isEmpty()) {
      return "none";
    }
    if (keys == null) {
      return "by " + signed.get().keyId() + ", not checked (--keys)";
    }
    return TrustedKeys.read(keys)
        .distrust(signed.get(), proposal.getProposedAt())
        .map(why -> INVALID + ": " + why.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .orElse("valid, by " + signed.get().keyId());
  }

  private void write(
      ConsumerRecord<byte[], byte[]> published,
      Derivation.Derived derived,
      boolean exact,
      String signature) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("proposal", experimentId);
    json.put("campaignId", derived.proposal().getCampaignId());
    json.put("ordinal", derived.proposal().getOrdinal());
    json.put("topic", published.topic());
    json.put("partition", published.partition());
    json.put("offset", published.offset());
    json.put("events", derived.events());
    json.put("bytes", published.value().length);
    json.put("exact", exact);
    BoundedSearch search = derived.proposal().getWhy().getSearch();
    if (search != null) {
      json.putObject("search")
          .put("judged", search.getJudged())
          .put("of", search.getCandidates())
          .put("gap", search.getGap());
    }
    json.put("signature", signature);
    ReportFile.write(report, json);
  }

  private int refused(String reason) {
    spec.commandLine().getErr().println("athanor explain: " + reason);
    return WRONG;
  }
}
