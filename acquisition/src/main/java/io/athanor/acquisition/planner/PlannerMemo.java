package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import io.athanor.acquisition.planner.posterior.FeasibilityModel;
import io.athanor.acquisition.planner.posterior.FitChain;
import io.athanor.acquisition.planner.posterior.GaussianMixture;
import io.athanor.acquisition.planner.posterior.HeadSums;
import io.athanor.acquisition.planner.posterior.HurdleModel;
import io.athanor.acquisition.planner.posterior.Kernel;
import io.athanor.acquisition.planner.posterior.LinearCandidateModel;
import io.athanor.acquisition.planner.posterior.LinearTransferModel;
import io.athanor.acquisition.planner.posterior.MultiFidelityModel;
import io.athanor.acquisition.planner.posterior.OutputOf;
import io.athanor.acquisition.planner.posterior.PartialMixture;
import io.athanor.acquisition.planner.posterior.RandomForestModel;
import io.athanor.acquisition.planner.posterior.RobustModel;
import io.athanor.acquisition.planner.posterior.TransferModel;
import io.athanor.acquisition.planner.space.FeatureEncoder;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a planner may remember between choices to save work: encoded features, hyperparameter fits,
 * triangular solves. It never changes an answer, and an empty one is always right. One per
 * campaign; not thread-safe.
 */
public final class PlannerMemo {
  /** Most outcomes that the probability of success is learned from. */
  private static final int OUTCOMES = 200;

  private final Map<Integer, CandidateModel> models = new TreeMap<>();
  private final Map<Integer, GaussianMixture> bare = new TreeMap<>();
  private final Map<Integer, HurdleModel> hurdles = new TreeMap<>();
  private final Map<Integer, List<FitChain>> chains = new TreeMap<>();
  private SearchSpace space;
  private List<Objective> objectives = List.of();
  private Policy.Surrogate surrogate;
  private List<PlanningProblem.Measurement> history = List.of();
  private CheapReadings cheap = CheapReadings.none();
  private Fidelities fidelities = Fidelities.none();
  private Teachers teachers = Teachers.none();
  private List<TransferModel.Campaign> encodedPriors;
  private List<TransferModel.Campaign> pastOf = List.of();
  private List<FitChain> pasts = List.of();
  private FeatureMatrix features;
  private FeatureMatrix bareOf;
  private long campaignSeed;

  /**
   * What another history of the same campaign can use of this memo: encoded features, and the fits
   * to observations that both have in common. The other one's models are its own.
   *
   * @param problem the other history
   */
  public PlannerMemo branch(PlanningProblem problem) {
    PlannerMemo branch = new PlannerMemo();
    branch.space = space;
    branch.features = features;
    branch.objectives = objectives;
    branch.surrogate = surrogate;
    branch.teachers = teachers;
    branch.encodedPriors = encodedPriors;
    branch.campaignSeed = campaignSeed;
    branch.fidelities = fidelities;
    int common = 0;
    while (common < Math.min(history.size(), problem.history().size())
        && history.get(common).equals(problem.history().get(common))) {
      common++;
    }
    branch.history = history.subList(0, common);
    chains.forEach(
        (objective, fits) -> {
          long known =
              branch.history.stream().filter(each -> each.objective() == objective).count();
          branch.chains.put(
              objective,
              new ArrayList<>(fits.stream().map(each -> each.upTo((int) known)).toList()));
        });
    return branch;
  }

  /** Forgets whatever belongs to another problem. */
  void prepare(PlanningProblem problem, Policy.Surrogate believed) {
    List<PlanningProblem.Measurement> now = problem.history();
    boolean extended =
        space == problem.space()
            && problem.objectives().equals(objectives)
            && believed == surrogate
            && problem.campaignSeed() == campaignSeed
            && problem.policy().fidelities().equals(fidelities)
            && isExtended(cheap.history(), problem.cheap().history())
            && isExtended(history, now);
    if (!extended) {
      if (space != problem.space()) {
        features = null;
      }
      hurdles.clear();
      chains.clear();
    }
    if (!extended || !problem.policy().teachers().equals(teachers)) {
      encodedPriors = null;
      models.clear();
      bare.clear();
    }
    space = problem.space();
    objectives = problem.objectives();
    surrogate = believed;
    teachers = problem.policy().teachers();
    campaignSeed = problem.campaignSeed();
    history = now;
    cheap = problem.cheap();
    fidelities = problem.policy().fidelities();
  }

  private static boolean isExtended(
      List<PlanningProblem.Measurement> before, List<PlanningProblem.Measurement> now) {
    return before.size() <= now.size() && before.equals(now.subList(0, before.size()));
  }

  FeatureMatrix features(SearchSpace.Pool pool) {
    if (features == null) {
      features = FeatureEncoder.pool(pool);
    }
    return features;
  }

  /** Past campaigns as the pool's scales see them. */
  List<TransferModel.Campaign> priors(PlanningProblem problem, SearchSpace.Pool pool) {
    if (encodedPriors == null) {
      List<Point> points = new ArrayList<>();
      List<List<Double>> numbers = new ArrayList<>();
      for (PriorCampaign prior : teachers.campaigns()) {
        points.addAll(prior.points());
        numbers.addAll(prior.features());
      }
      encodedPriors =
          points.isEmpty()
              ? List.of()
              : Field.priors(
                  problem, FeatureEncoder.pool(pool, points, numbers), pool.points().size());
    }
    return encodedPriors;
  }

  /**
   * The model of one objective over these candidates: the one at hand if they are the same, else a
   * new one with the same fits.
   */
  CandidateModel model(int objective, Field field) {
    FeatureMatrix candidates = field.features();
    if (field.part().isPresent()) {
      return modelOf(objective, field, candidates);
    }
    if (surrogate == Policy.Surrogate.MULTI_OUTPUT && objective > 0) {
      return new OutputOf(((OutputOf) models.get(0)).joint(), objective);
    }
    CandidateModel known =
        surrogate == Policy.Surrogate.MULTI_OUTPUT ? null : models.get(objective);
    if (known != null && candidates == features) {
      if (known instanceof MultiFidelityModel both) {
        FidelityLevels.tell(both, cheap, field);
      }
      return known;
    }
    CandidateModel model = modelOf(objective, field, candidates);
    models.put(objective, model);
    return model;
  }

  /**
   * A new model of one objective over any rows on the scales of these candidates, with the fits at
   * hand.
   */
  CandidateModel modelOf(int objective, Field field, FeatureMatrix rows) {
    Goal goal = objectives.get(objective).goal();
    return switch (surrogate) {
      case BAYESIAN_LINEAR ->
          objective == 0 && !teachers.areSilent()
              ? taughtHead(field, rows, goal)
              : new LinearCandidateModel(rows, goal);
      case MULTI_OUTPUT ->
          new OutputOf(JointOutcomes.model(field, rows, objectives, history), objective);
      case RANDOM_FOREST -> new RandomForestModel(rows, goal, campaignSeed + objective);
      case ROBUST_GAUSSIAN_PROCESS ->
          new RobustModel(rows, some -> mixture(some, some.rows(), goal, new ArrayList<>()));
      case GAUSSIAN_PROCESS, AUTO ->
          objective == 0 && !fidelities.isEmpty()
              ? twoLevels(field, rows, goal)
              : objective == 0 && !field.priors().isEmpty()
                  ? transfer(objective, field, rows, goal)
                  : field.part().isPresent()
                      ? new PartialMixture(bare(objective, field.whole()), rows)
                      : mixture(
                          rows,
                          field.features().rows(),
                          goal,
                          chains.computeIfAbsent(objective, key -> new ArrayList<>()));
    };
  }

  /** The processes of one objective over no candidates: what any few of them are asked of. */
  GaussianMixture bare(int objective, Field whole) {
    // a process space has other rows, on other scales, in every decision
    if (whole.features() != bareOf) {
      bare.clear();
      bareOf = whole.features();
    }
    return bare.computeIfAbsent(
        objective,
        missing ->
            mixture(
                bareOf.select(List.of()),
                bareOf.rows(),
                objectives.get(objective).goal(),
                chains.computeIfAbsent(objective, key -> new ArrayList<>())));
  }

  private CandidateModel twoLevels(Field field, FeatureMatrix rows, Goal goal) {
    MultiFidelityModel both = new MultiFidelityModel(rows, goal, kernels(field.features()));
    FidelityLevels.tell(both, cheap, field);
    return both;
  }

  /** What the cheap fidelity alone says of the candidates, in the objective's unit. */
  double[] cheapMeans(Field field) {
    MultiFidelityModel both =
        new MultiFidelityModel(
            field.features(), objectives.get(0).goal(), kernels(field.features()));
    FidelityLevels.tell(both, cheap, field);
    return both.cheapMean();
  }

  /**
   * Log probability by row that an objective keeps its limits, where many of its values are exactly
   * zero, as gaps of metals are: there one process would smooth over the step. Empty where the
   * plain belief will do.
   *
   * @param seen one row a value
   */
  Optional<double[]> inside(
      int objective, Field field, FeatureMatrix seen, double[] values, List<Integer> pending) {
    Objective wanted = objectives.get(objective);
    if (surrogate != Policy.Surrogate.GAUSSIAN_PROCESS
        || !wanted.isLimited()
        || !HurdleModel.isInformed(values)) {
      return Optional.empty();
    }
    FeatureMatrix candidates = field.features();
    HurdleModel known = hurdles.get(objective);
    HurdleModel model =
        known != null && candidates == features
            ? known
            : new HurdleModel(
                candidates, new Kernel(false, true, candidates.groups(), candidates.columns()));
    if (field.part().isEmpty()) {
      hurdles.put(objective, model);
    }
    model.observe(seen, values);
    pending.forEach(row -> model.await(field.whole().features(), row));
    return Optional.of(
        model.logProbability(
            wanted.lower().orElse(Double.NEGATIVE_INFINITY),
            wanted.upper().orElse(Double.POSITIVE_INFINITY)));
  }

  /**
   * Log probability by row that an experiment succeeds, learned from those that did and those that
   * failed; empty while none failed.
   */
  Optional<double[]> feasibility(PlanningProblem problem, Field field) {
    if (problem.failed().isEmpty()) {
      return Optional.empty();
    }
    // by candidate, so that the order of events does not matter
    SortedMap<Integer, Boolean> outcomes = new TreeMap<>();
    problem.failed().forEach(candidate -> outcomes.put(candidate, false));
    problem.history().forEach(measurement -> outcomes.put(measurement.candidate(), true));
    // every k-th, so that a decision's time stays bounded
    int stride = (outcomes.size() + OUTCOMES - 1) / OUTCOMES;
    List<Integer> candidates = new ArrayList<>(outcomes.keySet());
    List<Integer> rows = new ArrayList<>();
    boolean[] succeeded = new boolean[(candidates.size() + stride - 1) / stride];
    for (int i = 0; i < candidates.size(); i += stride) {
      succeeded[rows.size()] = outcomes.get(candidates.get(i));
      rows.add(field.whole().rowOf(candidates.get(i)));
    }
    FeasibilityModel model = new FeasibilityModel(field.features());
    model.observe(field.whole().features().select(rows), succeeded);
    return Optional.of(model.logProbability());
  }

  /** A process of its own for each past campaign, weighed by how it ranks what was measured. */
  private CandidateModel transfer(int objective, Field field, FeatureMatrix candidates, Goal goal) {
    List<Kernel> kernels = kernels(candidates);
    // a process space has its priors on other scales in every decision
    if (field.priors() != pastOf) {
      pastOf = field.priors();
      pasts = pastOf.stream().map(each -> new FitChain(kernels.get(0))).toList();
    }
    return TransferModel.of(
        candidates,
        field.whole().features().rows(),
        goal,
        kernels,
        fits(candidates, chains.computeIfAbsent(objective, key -> new ArrayList<>())),
        field.priors(),
        pasts,
        campaignSeed);
  }

  private static List<Kernel> kernels(FeatureMatrix candidates) {
    int groups = candidates.groups();
    int columns = candidates.columns();
    return List.of(
        new Kernel(false, false, groups, columns),
        new Kernel(false, true, groups, columns),
        new Kernel(true, false, groups, columns));
  }

  /** The fits at hand or, if there are none yet, new ones put there. */
  private static List<FitChain> fits(FeatureMatrix candidates, List<FitChain> known) {
    if (known.isEmpty()) {
      kernels(candidates).stream().map(FitChain::new).forEach(known::add);
    }
    return known;
  }

  /** A linear head for each past campaign and for what sites know together, weighed likewise. */
  private CandidateModel taughtHead(Field field, FeatureMatrix candidates, Goal goal) {
    List<HeadSums> sums = new ArrayList<>();
    field
        .priors()
        .forEach(prior -> sums.add(LinearTransferModel.sums(prior.rows(), prior.values(), goal)));
    if (teachers.head().isPresent() && space instanceof SearchSpace.Pool pool) {
      double sign = goal instanceof Goal.Minimize ? -1 : 1;
      sums.add(
          teachers.head().get().sums().through(FeatureEncoder.affine(pool)).standardised(sign));
    }
    return LinearTransferModel.of(candidates, goal, sums, campaignSeed);
  }

  /** Of three kernels, with the fits at hand or, if there are none yet, new ones put there. */
  private static GaussianMixture mixture(
      FeatureMatrix candidates, int pool, Goal goal, List<FitChain> fits) {
    return new GaussianMixture(candidates, pool, goal, kernels(candidates), fits(candidates, fits));
  }
}
