package io.sparkrnn.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.RunsIndex;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.report.RunGroup;
import io.sparkrnn.report.RunStatus;
import io.sparkrnn.report.RunsOverview;
import io.sparkrnn.store.RunVersion;
import io.sparkrnn.store.RunsFolder;
import io.sparkrnn.store.StoredRun;
import io.sparkrnn.store.UnfinishedRun;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code runs} subcommand: compares the runs of a folder. */
@Command(
    name = "runs",
    description = {
      "Compares the runs of a folder.",
      "",
      "The newest run is first. Each has its scores, the settings in which the runs differ, and its "
          + "version if it is one of a model."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn runs",
      "  spark-rnn runs hdfs:///runs --html",
      "  spark-rnn runs --conf nightly.conf --last 7 --json"
    })
final class RunsCommand extends JsonCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      description = "Folder of runs, local or any Hadoop URI. By default output.dir.")
  private String folder;

  @Mixin private ConfigOptions options;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Number of newest runs to read (default: ${DEFAULT-VALUE}).")
  private int last = RunsIndex.NEWEST;

  @Option(
      names = "--html",
      description = "Also write FOLDER/index.html, a page with all of this and learning curves.")
  private boolean html;

  @Override
  public Integer call() {
    if (last < 1) {
      throw new ConfigurationException("--last is %d, expected at least 1".formatted(last));
    }
    JobConfig job = options.load().job();
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    RunsFolder runs = RunsFolder.open(folder == null ? job.output().dir() : folder, hadoop);
    if (!runs.exists()) {
      throw new BadDataException(
          "%s does not exist, expected a folder of runs".formatted(runs.uri()));
    }
    RunsIndex index = new RunsIndex(runs, job.models().dir(), last, hadoop);
    RunsOverview overview = index.overview();
    PrintWriter out = human();
    new RunsText(out).print(overview);
    String page = html ? index.write() : null;
    if (html) {
      out.println("Written: " + page);
    }
    out.flush();
    printJson(Listed.of(overview, page));
    return ExitCode.SUCCESS.code();
  }

  /** Runs of a folder, as JSON has them. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record Listed(
      String folder,
      @JsonInclude(Include.NON_NULL) String page,
      List<ListedRun> runs,
      List<Unfinished> unfinished,
      int notRead,
      List<String> problems) {
    static Listed of(RunsOverview overview, String page) {
      List<ListedRun> runs = new ArrayList<>();
      for (RunGroup group : overview.groups()) {
        group.runs().forEach(run -> runs.add(ListedRun.of(run, group, overview.status())));
      }
      return new Listed(
          overview.listing().folder(),
          page,
          runs,
          overview.listing().unfinished().stream().map(Unfinished::of).toList(),
          overview.listing().notRead(),
          overview.listing().problems());
    }
  }

  /**
   * Finished run, as JSON has it.
   *
   * @param version null if it is not known to be one
   * @param settings those in which the runs of its workload differ
   */
  @JsonNaming(SnakeCaseStrategy.class)
  private record ListedRun(
      String id,
      String run,
      String workload,
      String status,
      Integer version,
      boolean current,
      String started,
      Integer epochs,
      Double seconds,
      Long trainExamples,
      Map<String, Double> validation,
      Map<String, Double> test,
      Map<String, String> settings) {
    static ListedRun of(StoredRun run, RunGroup group, RunStatus status) {
      return new ListedRun(
          run.id(),
          run.uri(),
          run.workload(),
          status.text(run),
          status.version(run).map(RunVersion::number).orElse(null),
          status.isCurrent(run),
          run.started().toString(),
          run.epochs().isPresent() ? run.epochs().getAsInt() : null,
          run.seconds().isPresent() ? run.seconds().getAsDouble() : null,
          run.trainExamples().isPresent() ? run.trainExamples().getAsLong() : null,
          finite(run.validation()),
          finite(run.test()),
          group.differences(run));
    }

    private static Map<String, Double> finite(Map<String, Double> scores) {
      Map<String, Double> finite = new LinkedHashMap<>();
      scores.forEach((name, value) -> finite.put(name, Double.isFinite(value) ? value : null));
      return finite;
    }
  }

  /** Run that was not published, as JSON has it. */
  private record Unfinished(String id, String status, int epochs) {
    static Unfinished of(UnfinishedRun run) {
      return new Unfinished(run.id(), run.state().name().toLowerCase(Locale.ROOT), run.epochs());
    }
  }
}
