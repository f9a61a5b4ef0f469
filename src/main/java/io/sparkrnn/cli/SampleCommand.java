package io.sparkrnn.cli;

import io.sparkrnn.data.SampleReviews;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sample}: the embedded sample as files, to see what own reviews may look like. */
@Command(
    name = "sample",
    description = "Writes the embedded sample's files, an example of the format of own reviews.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn sample reviews",
      "  spark-rnn train --set data.path=reviews/train.jsonl --set data.test-path=reviews/test.jsonl"
    })
final class SampleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "Where train.jsonl and test.jsonl are written.")
  private Path folder;

  @Override
  public Integer call() throws Exception {
    SampleReviews.write(folder);
    spec.commandLine().getOut().println("Wrote train.jsonl and test.jsonl to " + folder);
    return ExitCode.SUCCESS.code();
  }
}
