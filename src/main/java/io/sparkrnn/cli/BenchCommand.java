package io.sparkrnn.cli;

import io.sparkrnn.bench.Bench;
import io.sparkrnn.bench.BenchJson;
import io.sparkrnn.bench.BenchResult;
import io.sparkrnn.bench.BenchTables;
import io.sparkrnn.bench.Effort;
import io.sparkrnn.bench.Section;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.SingleFile;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: how fast everything is on this machine, and how fast it could be. */
@Command(
    name = "bench",
    description = {
      "Measures this machine and this job on it: products of matrices, layers, epochs, scoring,",
      "preparation. Training and scoring run on the configured data, or without data.path on",
      "made-up reviews that are as long as IMDB's. Takes about ten minutes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn bench",
      "  spark-rnn bench --quick --json",
      "  spark-rnn bench --conf conf/imdb.conf --output bench.json",
      "  spark-rnn bench --only layer,epoch --set model.hidden-size=256",
      "  spark-rnn bench --sizes 25000,250000,2500000"
    })
final class BenchCommand implements Callable<Integer>, JsonCapable {

  private static final int RUNS = 5;
  private static final int QUICK_RUNS = 3;
  private static final SortedSet<Long> DEFAULT_SIZES = new TreeSet<>(List.of(25_000L, 250_000L));

  /** Fewer reviews fill no minibatch of each replica. */
  private static final long SMALLEST_SIZE = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private OutputOptions output;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Measurements of each thing, of which the median counts (default: "
              + RUNS
              + ", quick: "
              + QUICK_RUNS
              + ").")
  private Optional<Integer> runs = Optional.empty();

  @Option(
      names = "--quick",
      description = "A first look of half a minute: less of everything, no tables of other sizes.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description =
          "Measure these parts alone; the result lacks the others: ${COMPLETION-CANDIDATES}.")
  private Set<Section> only = EnumSet.noneOf(Section.class);

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      description = {
        "Measure each stage of the job, from texts to texts with scores, on tables of so many made-up",
        "reviews and as many for the test, and the memory it takes (default: 25000,250000). Measured",
        "alone, unless --only names other parts. The tables lie in output.dir until the end."
      })
  private SortedSet<Long> sizes = new TreeSet<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Where the result is written as JSON, over what is there; local or any Hadoop URI"
              + " (default: bench.json in output.dir).")
  private Optional<String> file = Optional.empty();

  @Override
  public boolean json() {
    return output.json();
  }

  @Override
  public Integer call() {
    Effort effort = effort();
    requireSizes();
    JobConfig config = options.load().job();
    PrintWriter out = output.human(spec.commandLine());
    try (Session session = Session.open(config)) {
      requireThisMachine(session.context().master());
      BenchResult result =
          new Bench(
                  session.spark(),
                  config,
                  session.slots(),
                  InputSize.bytes(config.data(), session.hadoop()),
                  effort,
                  sections(),
                  sizes.isEmpty() ? DEFAULT_SIZES : sizes,
                  line -> {
                    out.println(line);
                    out.flush();
                  })
              .run();
      BenchTables.lines(result).forEach(out::println);
      Map<String, Object> json = BenchJson.of(result);
      String path = file.orElse(config.output().dir() + "/bench.json");
      out.println("Written: " + SingleFile.write(path, JsonLine.pretty(json), session.hadoop()));
      out.flush();
      if (output.json()) {
        JsonLine.print(spec.commandLine().getOut(), json);
      }
    }
    return ExitCode.SUCCESS.code();
  }

  private Effort effort() {
    int count = runs.orElse(quick ? QUICK_RUNS : RUNS);
    if (count < 1) {
      throw new ParameterException(
          spec.commandLine(), "--runs is %d, expected at least 1".formatted(count));
    }
    return quick ? Effort.quick(count) : Effort.full(count);
  }

  private void requireSizes() {
    if (!sizes.isEmpty() && sizes.first() < SMALLEST_SIZE) {
      throw new ParameterException(
          spec.commandLine(),
          "--sizes has %d, expected at least %d".formatted(sizes.first(), SMALLEST_SIZE));
    }
  }

  private Set<Section> sections() {
    if (!only.isEmpty()) {
      Set<Section> parts = EnumSet.copyOf(only);
      if (!sizes.isEmpty()) {
        parts.add(Section.sizes);
      }
      return parts;
    }
    if (!sizes.isEmpty()) {
      return EnumSet.of(Section.sizes);
    }
    Set<Section> all = EnumSet.allOf(Section.class);
    // A job of its own, of many minutes.
    all.remove(Section.sizes);
    if (quick) {
      all.remove(Section.scaling);
    }
    return all;
  }

  /** Its cores are this process's: anything else would compare two machines. */
  private static void requireThisMachine(String master) {
    if (!master.matches("local(\\[.*])?")) {
      throw new ConfigurationException(
          "the master is %s; bench measures the machine it runs on, with local[*] or local[n]"
              .formatted(master));
    }
  }
}
