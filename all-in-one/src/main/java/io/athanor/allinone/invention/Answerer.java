package io.athanor.allinone.invention;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.topology.Definitions;
import io.athanor.event.CandidateProposed;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.generator.bandit.Ledger;
import io.athanor.generator.bandit.Ledger.Measured;
import io.athanor.inference.store.ModelStoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a request and what is remembered to all that is said about it. Where nothing can be
 * invented, the answer says why.
 *
 * @param workshops the tools by the digest of the model that a campaign sees by
 * @param library what is known of a formula besides the request
 */
record Answerer(Workshops workshops, Library library) {
  private static final Logger LOG = LoggerFactory.getLogger(Answerer.class);

  /** Finds tools. */
  @FunctionalInterface
  interface Workshops {
    /**
     * The tools that use a model.
     *
     * @param digest which; empty for the released one
     * @throws ModelStoreException where there is no such model
     */
    Workshop open(Optional<String> digest);
  }

  /**
   * Tools around one model.
   *
   * @param digest of the model
   * @param wave invents with it
   */
  record Workshop(String digest, Wave wave) {}

  /** What exists already. */
  @FunctionalInterface
  interface Library {
    /** All crystals that are known besides those of the corpus and of the request. */
    List<io.athanor.generator.Known> known();
  }

  /**
   * All that is said and remembered.
   *
   * @param proposed new candidates, in order of their places
   * @param answered the answer
   * @param memory what to remember
   */
  record Said(
      List<CandidateProposed> proposed, InventionAnswered answered, CampaignMemory memory) {}

  /** Answers a request that was not answered yet. */
  Said answer(InventionRequested request, CampaignMemory memory, Instant now) {
    Ledger ledger = memory.ledger();
    try {
      CampaignDefinition definition = Definitions.definition(request.getDefinition());
      ledger = ledger.measured(measured(definition, request));
      Workshop workshop = workshops.open(Optional.ofNullable(request.getModelDigest()));
      Wave.Outcome outcome =
          workshop
              .wave()
              .invent(
                  new Wave.Question(
                      definition,
                      definition
                          .invention()
                          .orElseThrow(
                              () ->
                                  new IllegalArgumentException(
                                      "invention: the campaign has no terms for it")),
                      request.getObserved(),
                      library.known(),
                      ledger,
                      request.getCount(),
                      request.getSeed()));
      return said(request, memory, ledger, new InventionEvents(request, now), workshop, outcome);
    } catch (IllegalArgumentException | ModelStoreException problem) {
      return problem(request, memory, ledger, now, String.valueOf(problem.getMessage()));
    } catch (RuntimeException broken) {
      // the campaign goes on without this wave, and so does the line
      LOG.atError()
          .setCause(broken)
          .addKeyValue("campaignId", request.getCampaignId())
          .addKeyValue("wave", request.getWave())
          .log("Generators failed");
      return problem(
          request, memory, ledger, now, "generators failed: " + broken.getClass().getSimpleName());
    }
  }

  private static Said problem(
      InventionRequested request,
      CampaignMemory memory,
      Ledger ledger,
      Instant now,
      String problem) {
    return new Said(
        List.of(),
        new InventionEvents(request, now).problem(problem),
        memory.answered(request.getWave(), ledger));
  }

  private static Said said(
      InventionRequested request,
      CampaignMemory memory,
      Ledger ledger,
      InventionEvents events,
      Workshop workshop,
      Wave.Outcome outcome) {
    List<CandidateProposed> proposed = events.proposed(outcome.candidates());
    Ledger after = ledger;
    for (CandidateProposed each : proposed) {
      after = after.made(each.getCandidateId(), each.getInvention().getGenerator());
    }
    return new Said(
        proposed,
        events.answered(proposed, outcome, ledger.bandit(), workshop.digest()),
        memory.answered(request.getWave(), after));
  }

  private static List<Measured> measured(
      CampaignDefinition definition, InventionRequested request) {
    CampaignDefinition.Wanted main = definition.wanted().get(0);
    return request.getObserved().stream()
        .filter(each -> each.getValues().containsKey(main.property()))
        .map(
            each ->
                new Measured(
                    each.getCandidateId(),
                    main.objective().goal().merit(each.getValues().get(main.property()))))
        .toList();
  }
}
