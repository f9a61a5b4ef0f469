package io.sparkrnn.cli;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.data.WordIndex;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.export.KerasModel;
import io.sparkrnn.nn.Horizon;
import io.sparkrnn.store.Checksums;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.store.SingleFile;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.ReviewSentiment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: a model that Keras trained, as a run that other verbs can use. */
@Command(
    name = "import",
    description = {
      "Makes a run of a model that Keras saved: a Sequential of Embedding, SimpleRNN and Dense, in a",
      ".keras or .h5 file. Its sizes, activation, mask_zero and, if it says so, length are the",
      "file's; how texts are read is as the options say, by default as in Keras's IMDB example."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn import model.keras --word-index imdb_word_index.json --set run.id=from-keras",
      "  spark-rnn evaluate runs/from-keras --set data.path=imdb.npz"
    })
final class ImportCommand implements Callable<Integer>, JsonCapable {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "FILE", description = "The saved model, local or any Hadoop URI.")
  private String file;

  @Option(
      names = "--word-index",
      paramLabel = "FILE",
      required = true,
      description = {
        "The vocabulary the model was taught: a JSON object from word to rank, such as Keras's",
        "imdb_word_index.json. A word's id is its rank plus 3."
      })
  private String wordIndex;

  @Override
  public boolean json() {
    return output.json();
  }

  @Override
  public Integer call() {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    byte[] bytes = SingleFile.read(file, hadoop);
    KerasModel model = KerasModel.read(bytes, file);
    List<String> settled = new ArrayList<>(model.settings());
    settled.add("text.vocabulary-file=" + wordIndex);
    ResolvedConfig config = options.loadUnder(settled);
    requireReviews(config);
    Vocabulary vocabulary = vocabulary(config.job().text().vocabularySize(), hadoop);
    List<Asset> assets = ReviewSentiment.assets(vocabulary);
    Workload workload = Workloads.create(config.job(), hadoop);
    MultiLayerNetwork network = new MultiLayerNetwork(workload.network(assets, Horizon.none()));
    network.init();
    model.weights().copyInto(network);

    try (RunFolder run = RunNames.claim(config, hadoop)) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("run", run.uri());
      summary.put("imported_from", file);
      summary.put("parameters", network.numParams());
      summary.put("vocabulary", vocabulary.size());
      summary.put("model_sha256", io.sparkrnn.nn.Parameters.sha256(network));
      String provenance = JsonLine.pretty(provenance(bytes, summary));
      new ModelBundle(network, assets, config.render(), provenance).write(run);
      run.write(RunFolder.SUMMARY, JsonLine.render(summary) + "\n");
      run.publish();
      announce(summary);
    }
    return ExitCode.SUCCESS.code();
  }

  private Vocabulary vocabulary(int size, Configuration hadoop) {
    WordIndex index = WordIndex.load(wordIndex, hadoop);
    return Vocabulary.of(index.firstWords(size - Vocabulary.FIRST_WORD), size);
  }

  private void announce(Map<String, Object> summary) {
    output.human(spec.commandLine()).println("Run: " + summary.get("run"));
    output.human(spec.commandLine()).flush();
    if (output.json()) {
      JsonLine.print(spec.commandLine().getOut(), summary);
    }
  }

  private static void requireReviews(ResolvedConfig config) {
    if (!config.job().workload().equals(ReviewSentiment.NAME)) {
      throw new ConfigurationException(
          "workload is '%s', expected '%s': no other network can be imported"
              .formatted(config.job().workload(), ReviewSentiment.NAME));
    }
  }

  private static Map<String, Object> provenance(byte[] bytes, Map<String, Object> summary) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("workload", ReviewSentiment.NAME);
    provenance.put("imported_from", summary.get("imported_from"));
    provenance.put("imported_sha256", Checksums.sha256(bytes));
    provenance.put("imported", Instant.now().toString());
    provenance.put("spark_rnn", Version.sparkRnn());
    provenance.put("model_sha256", summary.get("model_sha256"));
    return provenance;
  }
}
