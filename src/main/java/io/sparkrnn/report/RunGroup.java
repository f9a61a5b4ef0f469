package io.sparkrnn.report;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.store.StoredRun;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Runs of one workload, which can be compared.
 *
 * @param workload name of the workload; empty text: unknown
 * @param runs the runs, newest first
 * @param settings keys of the settings in which the runs differ, in the order of the files
 * @param test names of the test scores, without those of baselines
 * @param validation names of the validation scores
 */
public record RunGroup(
    String workload,
    List<StoredRun> runs,
    List<String> settings,
    List<String> test,
    List<String> validation) {

  private static final String LOSS = "loss";

  public RunGroup {
    requireNonNull(workload, "workload is null");
    runs = List.copyOf(runs);
    settings = List.copyOf(settings);
    test = List.copyOf(test);
    validation = List.copyOf(validation);
  }

  /** Returns the groups, in the order of their newest runs. */
  public static List<RunGroup> of(List<StoredRun> runs) {
    Map<String, List<StoredRun>> byWorkload = new LinkedHashMap<>();
    runs.forEach(
        run -> byWorkload.computeIfAbsent(run.workload(), name -> new ArrayList<>()).add(run));
    List<RunGroup> groups = new ArrayList<>();
    byWorkload.forEach((workload, members) -> groups.add(of(workload, members)));
    return groups;
  }

  private static RunGroup of(String workload, List<StoredRun> runs) {
    List<String> test = names(runs, StoredRun::test);
    return new RunGroup(
        workload,
        runs,
        differing(runs),
        test.stream().filter(name -> !Scores.isOfBaseline(name, test)).toList(),
        names(runs, StoredRun::validation));
  }

  private static List<String> names(
      List<StoredRun> runs, Function<StoredRun, Map<String, Double>> scores) {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(scores.apply(run).keySet()));
    return List.copyOf(names);
  }

  /** Returns the keys with several values; one that a run does not have is no difference. */
  private static List<String> differing(List<StoredRun> runs) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (StoredRun run : runs) {
      run.settings()
          .forEach((key, value) -> values.computeIfAbsent(key, k -> new TreeSet<>()).add(value));
    }
    return values.entrySet().stream()
        .filter(setting -> setting.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the settings of a run in which the runs differ, by key. */
  public Map<String, String> differences(StoredRun run) {
    Map<String, String> differences = new LinkedHashMap<>();
    for (String key : settings) {
      String value = run.settings().get(key);
      if (value != null) {
        differences.put(key, value);
      }
    }
    return differences;
  }

  /** Returns at most two scores to draw by epoch: the first other than the loss, and the loss. */
  List<String> drawn() {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(run.history().keySet()));
    List<String> validated =
        names.stream().filter(name -> name.startsWith(StoredRun.VALIDATION)).toList();
    List<String> shown = validated.isEmpty() ? List.copyOf(names) : validated;
    List<String> drawn = new ArrayList<>();
    shown.stream().filter(name -> !isLoss(name)).findFirst().ifPresent(drawn::add);
    shown.stream().filter(RunGroup::isLoss).findFirst().ifPresent(drawn::add);
    return drawn;
  }

  private static boolean isLoss(String name) {
    return name.equals(LOSS) || name.equals(StoredRun.VALIDATION + LOSS);
  }

  /** Returns the score of the small curve of each run: the validation loss, or what there is. */
  Optional<String> small() {
    List<String> drawn = drawn();
    return drawn.isEmpty() ? Optional.empty() : Optional.of(drawn.get(drawn.size() - 1));
  }
}
