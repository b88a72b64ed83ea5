package io.athanor.allinone.invention;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.GeneratorShare;
import io.athanor.event.InventedCandidate;
import io.athanor.event.Invention;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.Meta;
import io.athanor.generator.Invented;
import io.athanor.generator.bandit.Bandit;
import io.athanor.schemas.identity.Metas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is said of one request. Ids are functions of the request, so that what is said twice is the
 * same.
 */
final class InventionEvents {
  static final String APPLICATION = "generator";

  private final InventionRequested request;
  private final Instant now;

  InventionEvents(InventionRequested request, Instant now) {
    this.request = request;
    this.now = now;
  }

  /** The new candidates, in places without gaps; of two that are the same the first. */
  List<CandidateProposed> proposed(List<Wave.Passed> passed) {
    Set<String> ids = new HashSet<>();
    request.getObserved().forEach(each -> ids.add(each.getCandidateId()));
    List<CandidateProposed> proposed = new ArrayList<>();
    for (Wave.Passed each : passed) {
      Candidate candidate = CandidateCrystals.candidate(each.invented().draft().crystal());
      if (ids.add(candidate.getCandidateId())) {
        int index = request.getFirstIndex() + proposed.size();
        proposed.add(
            CandidateProposed.newBuilder()
                .setMeta(meta("candidate", Integer.toString(index), candidate.getCandidateId()))
                .setCandidateId(candidate.getCandidateId())
                .setCandidate(candidate)
                .setCampaignId(request.getCampaignId())
                .setIndex(index)
                .setInvention(invention(each))
                .build());
      }
    }
    return proposed;
  }

  InventionAnswered answered(
      List<CandidateProposed> proposed, Wave.Outcome outcome, Bandit bandit, String modelDigest) {
    List<GeneratorShare> shares = new ArrayList<>();
    outcome
        .made()
        .forEach(
            (name, made) ->
                shares.add(
                    GeneratorShare.newBuilder()
                        .setName(name)
                        .setProposed(made.proposed())
                        .setAccepted(made.accepted())
                        .setShare(outcome.shares().get(name))
                        .setReward(bandit.arm(name).mean())
                        .build()));
    return answer()
        .setModelDigest(modelDigest)
        .setCandidates(
            proposed.stream()
                .map(each -> new InventedCandidate(each.getCandidateId(), each.getIndex()))
                .toList())
        .setGenerators(shares)
        .setRejected(outcome.rejected())
        .setProblem(proposed.isEmpty() ? "no draft passed the rules and the critic" : null)
        .build();
  }

  InventionAnswered problem(String problem) {
    return answer().setCandidates(List.of()).setProblem(problem).build();
  }

  private InventionAnswered.Builder answer() {
    return InventionAnswered.newBuilder()
        .setMeta(meta("answer", Integer.toString(request.getWave())))
        .setCampaignId(request.getCampaignId())
        .setWave(request.getWave())
        .setFirstIndex(request.getFirstIndex());
  }

  private Meta meta(String... parts) {
    return Metas.derived(APPLICATION, now, request.getCampaignId(), request.getMeta(), parts);
  }

  private Invention invention(Wave.Passed passed) {
    Invented invented = passed.invented();
    Map<String, Double> scores = new TreeMap<>();
    scores.put("merit", invented.merit());
    scores.put("outOfDomain", invented.assessment().outOfDomain());
    scores.put("risk", passed.critique().risk());
    invented.probabilities().forEach((name, p) -> scores.put("probability/" + name, p));
    List<String> reasons = new ArrayList<>(invented.draft().reasons());
    passed.critique().findings().forEach(finding -> reasons.add("critic: " + finding.text()));
    return Invention.newBuilder()
        .setGenerator(invented.generator())
        .setWave(request.getWave())
        .setParents(invented.draft().parents())
        .setEdits(invented.draft().edits())
        .setReasons(reasons)
        .setScores(scores)
        .build();
  }
}
