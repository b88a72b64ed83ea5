package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignEvent.HeadLearned;
import io.athanor.acquisition.campaign.CampaignEvent.LessonLearned;
import io.athanor.acquisition.planner.PriorCampaign;
import io.athanor.acquisition.planner.PriorHead;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a campaign was told by others: outcomes of the campaigns that it learns from, and what
 * several sites learned together. Part of the aggregate: owned by its thread.
 *
 * <p>A prior is fitted anew whenever it grows, so that it grows by a tenth at a time, and the last
 * {@value #MOST} outcomes of a campaign are what counts.
 */
final class Lessons {
  static final int MOST = 200;

  private static final double GROWTH = 1.1;

  private final Candidates candidates;
  private final Map<String, List<LessonLearned>> byLender = new TreeMap<>();
  private final Set<List<String>> facts = new HashSet<>();
  private Optional<HeadLearned> head = Optional.empty();
  private Optional<HeadLearned> noisy = Optional.empty();
  private Made made;

  Lessons(Candidates candidates) {
    this.candidates = candidates;
  }

  Outcome learn(LessonLearned lesson, CampaignDefinition definition) {
    if (!definition.policy().teachers().transferFrom().contains(lesson.lender())) {
      return new Outcome.Ignored("the campaign does not learn from " + lesson.lender());
    }
    if (!facts.add(List.of(lesson.lender(), lesson.readingId()))) {
      return new Outcome.Duplicate();
    }
    byLender.computeIfAbsent(lesson.lender(), id -> new ArrayList<>()).add(lesson);
    return new Outcome.Accepted();
  }

  Outcome learn(HeadLearned said, CampaignDefinition definition) {
    if (!definition.policy().teachers().federated()) {
      return new Outcome.Ignored("the campaign takes no prior of several sites");
    }
    if (!said.unit().equals(definition.unit())) {
      return new Outcome.Ignored(
          "its sums are in '%s', the objective in '%s'".formatted(said.unit(), definition.unit()));
    }
    Optional<HeadLearned> known = said.epsilon().isPresent() ? noisy : head;
    if (known.filter(each -> each.roundId().equals(said.roundId())).isPresent()) {
      return new Outcome.Duplicate();
    }
    if (said.epsilon().isPresent()) {
      noisy = Optional.of(said);
    } else {
      head = Optional.of(said);
    }
    return new Outcome.Accepted();
  }

  /**
   * What the planner is taught by other campaigns, one prior each, in order of their ids. A
   * decision asks several times; nothing is made anew while nothing changed.
   */
  List<PriorCampaign> priors(
      CampaignDefinition definition, SearchSpace space, Optional<String> modelDigest) {
    if (made == null || !made.isOf(definition, space, modelDigest, facts.size())) {
      List<PriorCampaign> priors = new ArrayList<>();
      for (String lender : byLender.keySet()) {
        if (definition.policy().teachers().transferFrom().contains(lender)) {
          prior(lender, definition, space, modelDigest).ifPresent(priors::add);
        }
      }
      made = new Made(definition, space, modelDigest, facts.size(), priors);
    }
    return made.priors();
  }

  /** Priors, and what they were made of. */
  private record Made(
      CampaignDefinition definition,
      SearchSpace space,
      Optional<String> modelDigest,
      int lessons,
      List<PriorCampaign> priors) {
    @SuppressWarnings("ReferenceEquality") // the same objects while nothing changed
    boolean isOf(CampaignDefinition other, SearchSpace seen, Optional<String> digest, int known) {
      return definition == other && space == seen && lessons == known && modelDigest.equals(digest);
    }
  }

  /** What it is taught by several sites, where they speak of the embeddings that it sees. */
  Optional<PriorHead> head(
      CampaignDefinition definition, SearchSpace space, Optional<String> modelDigest) {
    boolean embeddings = definition.features().equals(Set.of(Feature.EMBEDDING));
    return head.filter(each -> embeddings && definition.policy().teachers().federated())
        .filter(each -> modelDigest.equals(Optional.of(each.modelDigest())))
        .filter(each -> each.sums().dimension() == width(space) + 1)
        .map(each -> new PriorHead(each.roundId(), each.sums()));
  }

  /**
   * Why sites shared something of the model's embeddings and it is not taken. Sums with noise are
   * of features shortened to a bound that the event does not tell: a head on them says nothing of
   * features as they are.
   */
  Optional<String> untaken(
      CampaignDefinition definition, SearchSpace space, Optional<String> modelDigest) {
    return noisy
        .filter(each -> definition.policy().teachers().federated())
        .filter(each -> head(definition, space, modelDigest).isEmpty())
        .filter(each -> modelDigest.equals(Optional.of(each.modelDigest())))
        .map(
            each ->
                "its noise (epsilon %s) is on features shortened to a bound"
                    .formatted(each.epsilon().orElseThrow()));
  }

  private Optional<PriorCampaign> prior(
      String lender,
      CampaignDefinition definition,
      SearchSpace space,
      Optional<String> modelDigest) {
    List<Point> points = new ArrayList<>();
    List<List<Double>> features = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    int width = width(space);
    for (LessonLearned lesson : byLender.get(lender)) {
      Optional<Seen> seen = seen(lesson, definition, space, width, modelDigest);
      if (seen.isPresent()) {
        points.add(seen.get().point());
        features.add(seen.get().features());
        values.add(lesson.value());
      }
    }
    int end = grown(points.size());
    int start = Math.max(0, end - MOST);
    return end < 2
        ? Optional.empty()
        : Optional.of(
            new PriorCampaign(
                lender,
                points.subList(start, end),
                width == 0 ? List.of() : features.subList(start, end),
                values.subList(start, end)));
  }

  /** What was measured, as this campaign sees candidates. */
  private record Seen(Point point, List<Double> features) {}

  private Optional<Seen> seen(
      LessonLearned lesson,
      CampaignDefinition definition,
      SearchSpace space,
      int width,
      Optional<String> modelDigest) {
    if (space instanceof SearchSpace.Pool pool) {
      OptionalInt own = candidates.indexOf(lesson.candidateId());
      if (own.isPresent() && own.getAsInt() < pool.points().size()) {
        int row = own.getAsInt();
        List<Double> features = new ArrayList<>();
        for (int c = 0; c < width; c++) {
          features.add(pool.features().at(row, c));
        }
        return Optional.of(new Seen(pool.points().get(row), features));
      }
    }
    boolean embedded =
        width == 0
            || (definition.features().contains(Feature.EMBEDDING)
                && !definition.features().contains(Feature.PREDICTION)
                && lesson.embedding().size() == width
                && lesson.modelDigest().isPresent()
                && lesson.modelDigest().equals(modelDigest));
    Optional<Point> point =
        definition.features().contains(Feature.PARAMETERS)
            ? lesson.point()
            : Optional.of(new Point(List.of()));
    return embedded
        ? point.map(each -> new Seen(each, width == 0 ? List.of() : lesson.embedding()))
        : Optional.empty();
  }

  private static int width(SearchSpace space) {
    return space instanceof SearchSpace.Pool pool ? pool.features().columns() : 0;
  }

  /** The largest number of the series 1, 2, ..., each a tenth more, that is not above this. */
  private static int grown(int count) {
    int size = 0;
    for (int next = 1; next <= count; next = Math.max(next + 1, (int) (next * GROWTH))) {
      size = next;
    }
    return size;
  }
}
