package io.sparkrnn.cli;

import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.report.ComparisonChart;
import io.sparkrnn.report.ComparisonChart.Line;
import io.sparkrnn.store.RunHistory;
import io.sparkrnn.store.SingleFile;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code curves} subcommand: plots a metric of several runs by epoch. */
@Command(
    name = "curves",
    description = "Plots a metric of several runs by epoch, in one chart.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn curves ours=runs/a theirs=runs/b",
      "  spark-rnn curves --score val_loss --output loss.png ours=runs/a theirs=runs/b"
    })
final class CurvesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME=RUN",
      arity = "1..*",
      description = "Name for the legend, and run folder; local or any Hadoop URI.")
  private List<String> runs;

  @Option(
      names = "--score",
      paramLabel = "NAME",
      defaultValue = "val_accuracy",
      description = "Metric to plot, by its name in metrics.jsonl (default: ${DEFAULT-VALUE}).")
  private String score;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "curves.png",
      description =
          "PNG file, overwritten if it exists; local or any Hadoop URI"
              + " (default: ${DEFAULT-VALUE}).")
  private String file;

  @Override
  public Integer call() {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    List<Line> lines = runs.stream().map(run -> line(run, hadoop)).toList();
    byte[] png =
        ComparisonChart.png("Epoch", score, lines)
            .orElseThrow(
                () -> new TrainingFailedException("this Java installation cannot draw (no AWT)"));
    spec.commandLine().getOut().println("Written: " + SingleFile.write(file, png, hadoop));
    return ExitCode.SUCCESS.code();
  }

  private Line line(String named, Configuration hadoop) {
    int at = named.indexOf('=');
    if (at < 1 || at == named.length() - 1) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' is not of the form NAME=RUN, such as ours=runs/a".formatted(named));
    }
    List<Double> values = RunHistory.of(named.substring(at + 1), score, hadoop);
    return new Line(
        named.substring(0, at),
        IntStream.rangeClosed(1, values.size()).boxed().toList(),
        values,
        List.of());
  }
}
