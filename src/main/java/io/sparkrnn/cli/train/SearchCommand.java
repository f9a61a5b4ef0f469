package io.sparkrnn.cli.train;

import io.sparkrnn.cli.plan.PreflightCheck;
import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.Candidate;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.SingleFile;
import io.sparkrnn.study.SearchResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The {@code search} subcommand: trains candidates, which are settings to choose from, and compares
 * them by their validation splits.
 */
@Command(
    name = "search",
    description = {
      "Trains candidate settings and orders them by their validation score.",
      "",
      "Each candidate of FILE is trained with several seeds, without a refit. The order is "
          + "that of the mean score on the validation split, which each seed draws anew. The test "
          + "split is not used. If the folder already has results, only the missing trainings "
          + "run.",
      "",
      "FILE is HOCON: candidates { base {}, wide { model.hidden-size = 256 } } names "
          + "settings that differ from those of --conf and --set; grid { training.learning-rate = "
          + "[0.001, 0.003] } adds a candidate for each combination of its values. The first "
          + "candidate is the reference."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn search candidates.conf --conf conf/imdb.conf --seeds 42,1,2",
      "  spark-rnn search candidates.conf --set data.path=reviews.csv --output found"
    })
public final class SearchCommand extends JsonCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description = "Candidates: a HOCON file, local or any Hadoop URI.")
  private String file;

  @Mixin private ConfigOptions options;

  @Mixin private SeedsOption seeds;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description =
          "Folder for search.json, which is overwritten, and for trainings/, the results that are"
              + " reused; local or any Hadoop URI (default: search in output.dir).")
  private Optional<String> folder = Optional.empty();

  @Override
  public Integer call() {
    List<Long> distinct = seeds.distinct(spec());
    ResolvedConfig config = options.load();
    JobConfig job = config.job();
    if (job.data().validationFraction() == 0) {
      throw new ConfigurationException(
          "data.validation.fraction is 0, expected a validation split, by which a search judges");
    }
    List<Candidate> candidates = options.loadCandidates(file, distinct, SearchJob::refusal);
    PreflightCheck.ofAll(
        job.preflight(),
        candidates.stream().map(one -> one.bySeed().get(distinct.get(0)).job()).toList());
    PrintWriter out = human();
    String directory = folder.orElse(job.output().dir() + "/search");
    try (Session session = Session.open(job)) {
      SearchText text = new SearchText();
      SearchResult result =
          new SearchJob(
                  session, candidates, distinct, new TrialFiles(directory, session.hadoop()), out)
              // Written after each training, so that what there is can be looked at.
              .run(soFar -> write(session, directory, text, soFar));
      text.lines(result).forEach(out::println);
      out.println("Written: " + write(session, directory, text, result));
      out.flush();
      printJson(text.json(result));
    }
    return ExitCode.SUCCESS.code();
  }

  private static String write(
      Session session, String directory, SearchText text, SearchResult result) {
    return SingleFile.write(
        directory + "/search.json", JsonOutput.pretty(text.json(result)), session.hadoop());
  }
}
