package io.athanor.acquisition.analysis.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.topology.CampaignFold.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForkAnalysisTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int POOL = 80;
  private static final int EXPERIMENTS = 24;

  @ParameterizedTest
  @CsvSource({
    "UPPER_CONFIDENCE_BOUND, 1, 0",
    "UPPER_CONFIDENCE_BOUND, 3, 7",
    "THOMPSON_SAMPLING, 2, 5",
    "RANDOM, 1, 0",
    "LOG_EXPECTED_IMPROVEMENT, 4, 24"
  })
  void shouldChooseTheSameWhereNothingChanges(Acquisition acquisition, int parallelism, int ordinal)
      throws Exception {
    List<Told> told = history(acquisition, parallelism);
    JsonNode document = fork(told, "{'at': {'ordinal': %d}}".formatted(ordinal));
    assertThat(document.get("same").asBoolean()).isTrue();
    assertThat(document.get("mode").asText()).isEqualTo("outcomes");
    List<Integer> recorded = Histories.picks(told);
    int from = document.at("/at/ordinal").asInt();
    assertThat(from).isLessThanOrEqualTo(ordinal);
    assertThat(picks(document)).isEqualTo(recorded.subList(from, recorded.size()));
    assertThat(document.get("followed").asInt()).isEqualTo(recorded.size() - from);
    assertThat(document.at("/regretDifference/mean").asDouble()).isZero();
    assertThat(document.at("/regretDifference/upper").asDouble()).isZero();
    assertThat(document.at("/forked/bestSoFar/mean")).isEqualTo(document.at("/original/bestSoFar"));
  }

  @Test
  void shouldTakeTheSamePolicySaidAgainForNoChange() throws Exception {
    List<Told> told = history(Acquisition.UPPER_CONFIDENCE_BOUND, 1);
    JsonNode document =
        fork(
            told,
            "{'policy': {'acquisition': 'upper-confidence-bound', 'surrogate':"
                + " 'gaussian-process'}}");
    assertThat(document.get("same").asBoolean()).isTrue();
  }

  @Test
  void shouldReplayAWholePoolWithAnotherPolicy() throws Exception {
    List<Told> told = measuredThroughout();
    JsonNode document =
        fork(
            told,
            "{'policy': {'acquisition': 'random'}, 'experiments': 20, 'seeds': 8,"
                + " 'at': {'ordinal': 2}}");
    assertThat(document.get("mode").asText()).isEqualTo("outcomes");
    assertThat(document.at("/forked/picks")).hasSize(18);
    document
        .at("/forked/picks")
        .forEach(
            each -> {
              assertThat(each.get("source").asText()).isEqualTo("recorded");
              Point point = POINTS.get(each.get("poolIndex").asInt());
              assertThat(each.get("value").asDouble()).isEqualTo(hill(point));
            });
    List<Told> really =
        new Histories(POINTS, ForkAnalysisTest::hill)
            .run(Histories.definition(POOL, 2, Histories.policy(Acquisition.RANDOM), 1), 20);
    // two starts are the same whatever the policy: then the run is the one that really happens
    assertThat(picks(document)).isEqualTo(Histories.picks(really).subList(2, 20));
    assertThat(document.at("/regretDifference/lower").asDouble())
        .isLessThanOrEqualTo(document.at("/regretDifference/mean").asDouble());
    assertThat(document.at("/regretDifference/mean").asDouble()).isPositive();
  }

  @Test
  void shouldAskTheOracleForWhatNobodyMeasured() throws Exception {
    List<Told> told = history(Acquisition.UPPER_CONFIDENCE_BOUND, 1);
    JsonNode document =
        fork(told, "{'policy': {'acquisition': 'random'}, 'at': {'ordinal': 4}, 'seeds': 6}");
    assertThat(document.get("mode").asText()).isEqualTo("oracle");
    assertThat(document.at("/oracle/coverage/tested").asInt()).isEqualTo(EXPERIMENTS);
    // the one on its way at the end of the log is done as well
    assertThat(document.at("/forked/picks")).hasSize(EXPERIMENTS + 1 - 4);
    assertThat(document.at("/forked/picks").findValuesAsText("source")).contains("oracle");
    assertThat(document.at("/original/regret").asDouble()).isNotNegative();
    assertThat(document.at("/forked/regret").asDouble())
        .isGreaterThan(document.at("/original/regret").asDouble());
    assertThat(document)
        .isEqualTo(
            fork(told, "{'policy': {'acquisition': 'random'}, 'at': {'ordinal': 4}, 'seeds': 6}"));
  }

  @Test
  void shouldKeepToWhatWasMeasuredWhereTold() throws Exception {
    List<Told> told = history(Acquisition.UPPER_CONFIDENCE_BOUND, 2);
    JsonNode document =
        fork(told, "{'policy': {'acquisition': 'random'}, 'mode': 'outcomes', 'seeds': 3}");
    assertThat(document.get("mode").asText()).isEqualTo("outcomes");
    assertThat(Histories.picks(told)).containsAll(picks(document));
  }

  @Test
  void shouldFailWhereTheLogFailed() throws Exception {
    List<Told> told =
        new Histories(POINTS, ForkAnalysisTest::hill)
            .failingEvery(5)
            .run(definition(Acquisition.UPPER_CONFIDENCE_BOUND, 2), EXPERIMENTS);
    JsonNode same = fork(told, "{}");
    assertThat(picks(same)).isEqualTo(Histories.picks(told));
    JsonNode other =
        fork(told, "{'policy': {'acquisition': 'random'}, 'mode': 'outcomes', 'seeds': 2}");
    assertThat(other.at("/forked/picks").findValues("value")).anyMatch(JsonNode::isNull);
  }

  @Test
  void shouldGoOnBeyondTheLog() throws Exception {
    List<Told> told = history(Acquisition.UPPER_CONFIDENCE_BOUND, 1);
    JsonNode document = fork(told, "{'experiments': 40, 'seeds': 3}");
    assertThat(document.get("mode").asText()).isEqualTo("oracle");
    assertThat(document.at("/forked/picks")).hasSize(40);
    assertThat(document.get("followed").asInt()).isEqualTo(EXPERIMENTS + 1);
    assertThat(document.at("/regretDifference/experiments").asInt()).isEqualTo(EXPERIMENTS);
    assertThat(document.at("/regretDifference/mean").asDouble()).isZero();
  }

  @Test
  void shouldFindPlacesByOffsetAndTime() throws Exception {
    List<Told> told = history(Acquisition.UPPER_CONFIDENCE_BOUND, 1);
    int tenth = indexOfObservation(told, 10);
    JsonNode byOffset =
        fork(
            told,
            "{'at': {'offset': {'topic': 'observation-derived', 'partition': 0, 'offset': %d}}}"
                .formatted(told.get(tenth).offset()));
    assertThat(byOffset.at("/at/events").asInt()).isEqualTo(tenth + 1);
    assertThat(byOffset.at("/at/ordinal").asInt()).isEqualTo(10);
    JsonNode byTime = fork(told, "{'at': {'time': '%s'}}".formatted(told.get(tenth).recordedAt()));
    // what was decided at that very moment has happened by then
    assertThat(byTime.at("/at/ordinal").asInt()).isEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at.ordinal|{'at': {'ordinal': 1000}}",
        "at.ordinal|{'at': {'ordinal': -1}}",
        "at.offset|{'at': {'offset': {'topic': 'nothing', 'partition': 0, 'offset': 4}}}",
        "at.time|{'at': {'time': 'yesterday'}}",
        "at.time|{'at': {'time': '2020-01-01T00:00:00Z'}}",
        "at|{'at': {'hour': 3}}",
        "mode|{'mode': 'guess'}",
        "seeds|{'seeds': 0}",
        "experiments|{'experiments': 1.5}",
        "policy.acquisition|{'policy': {'acquisition': 'best'}}",
        "policy.kapa|{'policy': {'kapa': 2}}",
        "policy.kappa|{'policy': {'kappa': 'much'}}",
        "policy.costParameter|{'policy': {'costParameter': 'price'}}",
        "policy.features|{'policy': {'features': ['embedding']}}",
        "modelDigest|{'modelDigest': 'abc'}"
      })
  void shouldNameTheFieldThatDoesNotFit(String said) {
    String[] parts = said.split("\\|");
    List<Told> told = history(Acquisition.UPPER_CONFIDENCE_BOUND, 1);
    assertThatThrownBy(() -> fork(told, parts[1]))
        .isInstanceOfSatisfying(
            AnalysisException.class, e -> assertThat(e.field()).isEqualTo(parts[0]));
  }

  @Test
  void shouldNameADeadlineThatTheCampaignsStoppingRuleCannotKeep() {
    CampaignDefinition plain = definition(Acquisition.UPPER_CONFIDENCE_BOUND, 1);
    Stopping rule =
        new Stopping(
            OptionalDouble.of(1e-12),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
    CampaignDefinition stopping =
        new CampaignDefinition(
            plain.campaignId(),
            plain.wanted(),
            plain.space(),
            plain.policy(),
            rule,
            plain.features(),
            plain.budget(),
            plain.parallelism(),
            plain.proposalLife(),
            plain.seed(),
            plain.state());
    List<Told> told = new Histories(POINTS, ForkAnalysisTest::hill).run(stopping, 3);
    assertThatThrownBy(() -> fork(told, "{'policy': {'deadline': 'PT0.05S'}}"))
        .isInstanceOfSatisfying(
            AnalysisException.class, e -> assertThat(e.field()).isEqualTo("policy.deadline"));
  }

  private static int indexOfObservation(List<Told> told, int which) {
    int seen = 0;
    for (int i = 0; i < told.size(); i++) {
      if (told.get(i).topic().equals("observation-derived") && ++seen == which) {
        return i;
      }
    }
    throw new AssertionError("fewer observations than " + which);
  }

  private static List<Integer> picks(JsonNode document) {
    List<Integer> picks = new ArrayList<>();
    document.at("/forked/picks").forEach(each -> picks.add(each.get("poolIndex").asInt()));
    return picks;
  }

  private static JsonNode fork(List<Told> told, String request)
      throws AnalysisException, JsonProcessingException {
    return ForkAnalysis.answer(
        Histories.ID,
        Histories.GRACE,
        told,
        ForkRequest.read(MAPPER.readTree(request.replace('\'', '"'))));
  }

  private static final List<Point> POINTS = points();

  private static List<Point> points() {
    SplittableRandom random = new SplittableRandom(4);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      points.add(new Point(List.of(random.nextDouble(), random.nextDouble())));
    }
    return points;
  }

  private static double hill(Point point) {
    double x = point.coordinates().get(0) - 0.7;
    double y = point.coordinates().get(1) - 0.3;
    return 10 * StrictMath.exp(-6 * (x * x + 2 * y * y)) + StrictMath.sin(9 * x);
  }

  private static CampaignDefinition definition(Acquisition acquisition, int parallelism) {
    return Histories.definition(POOL, 2, Histories.policy(acquisition), parallelism);
  }

  private static List<Told> history(Acquisition acquisition, int parallelism) {
    return new Histories(POINTS, ForkAnalysisTest::hill)
        .run(definition(acquisition, parallelism), EXPERIMENTS);
  }

  private static List<Told> measuredThroughout() {
    Policy policy = Histories.policy(Acquisition.UPPER_CONFIDENCE_BOUND);
    return new Histories(POINTS, ForkAnalysisTest::hill)
        .run(Histories.definition(POOL, 2, policy, 1), POOL);
  }
}
