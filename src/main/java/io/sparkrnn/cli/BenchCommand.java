package io.sparkrnn.cli;

import io.sparkrnn.bench.Bench;
import io.sparkrnn.bench.BenchJson;
import io.sparkrnn.bench.BenchResult;
import io.sparkrnn.bench.BenchSection;
import io.sparkrnn.bench.BenchSettings;
import io.sparkrnn.bench.BenchTables;
import io.sparkrnn.bench.ReviewTables;
import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.review.InputSize;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.SingleFile;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The {@code bench} subcommand: measures the job's throughput and the limits of this machine. */
@Command(
    name = "bench",
    description = {
      "Measures the speed of this machine and of this job on it.",
      "",
      "The sections are matrix products, layers, epochs, scoring, preparation, scaling and "
          + "averaging. Training and scoring run on the configured data or, without data.path, on "
          + "synthetic reviews of the same lengths as IMDB's. A full run takes 5 to 15 minutes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn bench",
      "  spark-rnn bench --quick --json",
      "  spark-rnn bench --conf conf/imdb.conf --output bench.json",
      "  spark-rnn bench --only layer,epoch --set model.hidden-size=256",
      "  spark-rnn bench --sizes 25000,250000,2500000",
      "  spark-rnn bench --sizes 10000000 --write-tables big"
    })
final class BenchCommand extends JsonCommand implements Callable<Integer> {

  private static final int RUNS = 5;
  private static final int QUICK_RUNS = 3;
  private static final SortedSet<Long> DEFAULT_SIZES = new TreeSet<>(List.of(25_000L, 250_000L));

  /** With fewer reviews, not every replica gets a full minibatch. */
  private static final long SMALLEST_SIZE = 1_000;

  @Mixin private ConfigOptions options;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Repetitions of each measurement, of which the median is reported (default: "
              + RUNS
              + ", quick: "
              + QUICK_RUNS
              + ").")
  private Optional<Integer> runs = Optional.empty();

  @Option(
      names = "--quick",
      description =
          "Run for half a minute to two: smaller measurements, and no scaling or averaging section.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "SECTION",
      split = ",",
      description = "Measure only these sections: ${COMPLETION-CANDIDATES}.")
  private Set<BenchSection> only = EnumSet.noneOf(BenchSection.class);

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      description =
          "Measure time and memory of each stage of the job, from texts to scored texts, on "
              + "tables of N synthetic training reviews and as many test reviews (default: "
              + "25000,250000). Only this section runs, unless --only names others. The tables "
              + "are kept in output.dir until the end.")
  private SortedSet<Long> sizes = new TreeSet<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "JSON file for the result, overwritten if it exists; local or any Hadoop URI"
              + " (default: bench.json in output.dir).")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--write-tables",
      paramLabel = "FOLDER",
      description =
          "Only write synthetic reviews as the Parquet tables FOLDER/train, with the one "
              + "number of --sizes, and FOLDER/test, with a hundredth of it, to try that size "
              + "with other subcommands.")
  private Optional<String> tables = Optional.empty();

  @Override
  public Integer call() {
    BenchSettings effort = effort();
    requireSizes();
    JobConfig config = options.load().job();
    PrintWriter out = human();
    try (Session session = Session.open(config)) {
      if (tables.isPresent()) {
        ReviewTables.write(session.spark(), config, tables.get(), sizes.first(), session.hadoop());
        out.println("Written: %s/train and %s/test".formatted(tables.get(), tables.get()));
        return ExitCode.SUCCESS.code();
      }
      requireThisMachine(session.context().master());
      BenchResult result =
          new Bench(
                  session.spark(),
                  config,
                  session.slots(),
                  InputSize.bytes(config, session.hadoop()),
                  effort,
                  sections(),
                  sizes.isEmpty() ? DEFAULT_SIZES : sizes,
                  line -> {
                    out.println(line);
                    out.flush();
                  })
              .run();
      BenchTables.lines(result).forEach(out::println);
      BenchJson json = BenchJson.of(result);
      String path = file.orElse(config.output().dir() + "/bench.json");
      out.println("Written: " + SingleFile.write(path, JsonOutput.pretty(json), session.hadoop()));
      out.flush();
      printJson(json);
    }
    return ExitCode.SUCCESS.code();
  }

  private BenchSettings effort() {
    int count = runs.orElse(quick ? QUICK_RUNS : RUNS);
    if (count < 1) {
      throw new ParameterException(
          spec().commandLine(), "--runs is %d, expected at least 1".formatted(count));
    }
    return quick ? BenchSettings.quick(count) : BenchSettings.full(count);
  }

  private void requireSizes() {
    if (tables.isPresent() && sizes.size() != 1) {
      throw new ParameterException(
          spec().commandLine(),
          "--write-tables needs one number of reviews in --sizes, got %d".formatted(sizes.size()));
    }
    if (!sizes.isEmpty() && sizes.first() < SMALLEST_SIZE) {
      throw new ParameterException(
          spec().commandLine(),
          "--sizes has %d, expected at least %d".formatted(sizes.first(), SMALLEST_SIZE));
    }
  }

  private Set<BenchSection> sections() {
    if (!only.isEmpty()) {
      Set<BenchSection> sections = EnumSet.copyOf(only);
      if (!sizes.isEmpty()) {
        sections.add(BenchSection.sizes);
      }
      return sections;
    }
    if (!sizes.isEmpty()) {
      return EnumSet.of(BenchSection.sizes);
    }
    Set<BenchSection> all = EnumSet.allOf(BenchSection.class);
    // Takes many minutes, so it runs only on request.
    all.remove(BenchSection.sizes);
    if (quick) {
      all.remove(BenchSection.scaling);
      all.remove(BenchSection.averaging);
    }
    return all;
  }

  /** Requires a local master, unless only averaging is measured, which has tasks alone. */
  private void requireThisMachine(String master) {
    if (!master.matches("local(\\[.*])?") && !sections().equals(Set.of(BenchSection.averaging))) {
      throw new ConfigurationException(
          ("the master is %s; bench measures the machine it runs on, with local[*] or local[n]; on a"
                  + " cluster only --only averaging")
              .formatted(master));
    }
  }
}
