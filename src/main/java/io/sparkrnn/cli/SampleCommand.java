package io.sparkrnn.cli;

import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.SampleReviewGenerator;
import io.sparkrnn.store.SingleFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code sample} subcommand: writes the embedded sample, an example of the input format. */
@Command(
    name = "sample",
    description = "Writes the embedded sample to files, as an example of the input format.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn sample reviews",
      "  spark-rnn train --set data.path=reviews/train.jsonl \\",
      "      --set data.test-path=reviews/test.jsonl"
    })
final class SampleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "Folder for train.jsonl and test.jsonl.")
  private Path folder;

  @Override
  public Integer call() {
    for (Split split : Split.values()) {
      URI file = folder.resolve(SampleReviewGenerator.fileName(split)).toUri();
      SingleFile.write(
          file.toString(), SampleReviewGenerator.jsonLines(split), new Configuration());
    }
    spec.commandLine().getOut().println("Wrote train.jsonl and test.jsonl to " + folder);
    return ExitCode.SUCCESS.code();
  }
}
