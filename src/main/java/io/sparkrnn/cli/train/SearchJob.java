package io.sparkrnn.cli.train;

import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.Candidate;
import io.sparkrnn.config.IdentitySettings;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.study.CandidateTrials;
import io.sparkrnn.study.SearchResult;
import io.sparkrnn.study.SearchTrial;
import io.sparkrnn.study.ValidatedTraining;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A search in a Spark session: trains each candidate with each seed, unless the folder has that
 * result already. Data that candidates have in common are prepared once.
 */
final class SearchJob {

  /** Settings that a search gives itself, or that decide what a candidate is judged by. */
  private static final Map<String, String> FIXED =
      Map.of(
          "seed", "is given by --seeds, the same for all candidates",
          "training.refit", "is false in a search, which judges by the validation split",
          "data.validation.fraction", "must be the same for all candidates, set it with --set",
          "data.validation.split", "must be the same for all candidates, set it with --set",
          "workload", "must be the same for all candidates, set it with --set");

  private final Session session;
  private final List<Candidate> candidates;
  private final List<Long> seeds;
  private final TrialFiles files;
  private final PrintWriter out;
  private final Optional<InitialModel> start;
  private final Map<String, ValidatedTraining> prepared = new HashMap<>();

  /**
   * A training that is planned.
   *
   * @param fingerprint fingerprint of its data
   * @param identity hash of all that decides its result; equal for candidates of equal settings
   */
  private record Plan(
      Candidate candidate,
      JobConfig job,
      Workload workload,
      int replicas,
      String fingerprint,
      String identity) {}

  /**
   * Creates a search.
   *
   * @param files results of the trainings
   * @param out receives what happens, for people
   */
  SearchJob(
      Session session,
      List<Candidate> candidates,
      List<Long> seeds,
      TrialFiles files,
      PrintWriter out) {
    this.session = session;
    this.candidates = List.copyOf(candidates);
    this.seeds = List.copyOf(seeds);
    this.files = files;
    this.out = out;
    // No candidate may have a setting of models.*, so that it is the same for all.
    JobConfig job = candidates.get(0).bySeed().get(seeds.get(0)).job();
    this.start =
        InitialModel.read(
            job,
            ModelRelease.of(job, session.hadoop()).flatMap(ModelRelease::current),
            session.hadoop());
  }

  /** Returns why no candidate may have a setting; empty if it may. */
  static Optional<String> refusal(String key) {
    return Optional.ofNullable(FIXED.get(key))
        .or(
            () ->
                IdentitySettings.include(key)
                    ? Optional.empty()
                    : Optional.of(
                        "does not change what is trained, expected only settings that do"));
  }

  /**
   * Runs all trainings that have no result, seed by seed, so that early results cover every
   * candidate.
   *
   * @param progress receives the results so far after each training
   */
  SearchResult run(Consumer<SearchResult> progress) {
    List<Plan> plans =
        seeds.stream()
            .flatMap(seed -> candidates.stream().map(candidate -> plan(candidate, seed)))
            .toList();
    Map<String, Plan> missing = new LinkedHashMap<>();
    Map<String, SearchTrial> trials = new HashMap<>();
    for (Plan plan : plans) {
      files
          .find(plan.job().seed(), plan.identity())
          .ifPresentOrElse(
              trial -> trials.put(plan.identity(), trial),
              () -> missing.putIfAbsent(plan.identity(), plan));
    }
    missing.values().forEach(this::prepare);
    int total = trials.size() + missing.size();
    out.printf(
        "%d trainings (%d candidates, %d seeds), %d of them done before, on %d cores%n",
        total, candidates.size(), seeds.size(), trials.size(), session.slots());
    out.flush();
    for (Plan plan : missing.values()) {
      SearchTrial trial = train(plan);
      files.keep(plan.candidate().name(), plan.identity(), trial);
      trials.put(plan.identity(), trial);
      out.printf(
          "%d of %d: %s, %s%n",
          trials.size(), total, plan.candidate().name(), SearchText.line(trial));
      out.flush();
      progress.accept(result(plans, trials));
    }
    return result(plans, trials);
  }

  private SearchResult result(List<Plan> plans, Map<String, SearchTrial> trials) {
    return new SearchResult(
        seeds,
        candidates.stream()
            .map(
                candidate ->
                    new CandidateTrials(
                        candidate,
                        plans.stream()
                            .filter(plan -> plan.candidate().name().equals(candidate.name()))
                            .flatMap(plan -> Stream.ofNullable(trials.get(plan.identity())))
                            .toList()))
            .toList());
  }

  private Plan plan(Candidate candidate, long seed) {
    ResolvedConfig config = candidate.bySeed().get(seed);
    JobConfig job = config.job();
    Workload workload = Workloads.create(job, session.hadoop());
    int replicas = job.training().replicas().orElseGet(session::slots);
    return new Plan(
        candidate,
        job,
        workload,
        replicas,
        workload.fingerprint(),
        RunIdentity.hash(
            RunIdentity.of(config, workload, replicas, start.map(InitialModel::sha256))));
  }

  private void prepare(Plan plan) {
    if (prepared.containsKey(plan.fingerprint())) {
      return;
    }
    PreparedData data =
        named(plan, () -> PreparedDataLoader.of(session, plan.job(), plan.workload()));
    if (!prepared.isEmpty()) {
      out.println("Other data, of the candidate " + plan.candidate().name());
    }
    data.facts().forEach(fact -> out.println(fact.name() + ": " + fact.value()));
    data.warnings().forEach(warning -> out.println("Warning: " + warning));
    prepared.put(
        plan.fingerprint(),
        new ValidatedTraining(session.context(), data, start.map(InitialModel::model)));
  }

  private SearchTrial train(Plan plan) {
    return named(
        plan,
        () -> prepared.get(plan.fingerprint()).run(plan.job(), plan.workload(), plan.replicas()));
  }

  /** Says which candidate has settings that turn out to be wrong only with the data. */
  private static <T> T named(Plan plan, Supplier<T> work) {
    try {
      return work.get();
    } catch (ConfigurationException e) {
      throw new ConfigurationException(
          "candidate %s: %s".formatted(plan.candidate().name(), e.getMessage()), e);
    }
  }
}
