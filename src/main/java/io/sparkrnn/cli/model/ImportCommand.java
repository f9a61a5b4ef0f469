package io.sparkrnn.cli.model;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.RunNames;
import io.sparkrnn.cli.shared.Version;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.store.Checksums;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.store.SingleFile;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.ImportedModel;
import io.sparkrnn.workload.ModelExchangeType;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code import} subcommand: turns a Keras model into a run that other subcommands can use. */
@Command(
    name = "import",
    description = {
      "Converts a model saved by Keras into a run.",
      "",
      "The model is a Sequential of Embedding, SimpleRNN and Dense, in a .keras or .h5 "
          + "file. Sizes, activation, mask_zero and, if given, length are those of the file. Text "
          + "settings are those of the options, by default those of Keras's IMDB example. A Dense "
          + "of several units with softmax needs data.labels.classes = listed and "
          + "data.labels.names, the names of the units' classes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn import model.keras --word-index imdb_word_index.json \\",
      "      --set run.id=from-keras",
      "  spark-rnn evaluate runs/from-keras --set data.path=imdb.npz"
    })
public final class ImportCommand extends JsonCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options;

  @Parameters(paramLabel = "FILE", description = "The saved model, local or any Hadoop URI.")
  private String file;

  @Option(
      names = "--word-index",
      paramLabel = "FILE",
      required = true,
      description =
          "Vocabulary that the model was trained with, a JSON object from word to rank, as "
              + "Keras's imdb_word_index.json. A word's id is its rank plus 3.")
  private String wordIndex;

  @Override
  public Integer call() {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    byte[] bytes = SingleFile.read(file, hadoop);
    ModelExchangeType type = exchange(options.load());
    ImportedModel model = type.imported(bytes, file);
    List<String> overrides = new ArrayList<>(model.settings());
    overrides.add(type.wordIndexSetting(wordIndex));
    ResolvedConfig config = options.loadWithOverrides(overrides);
    List<Asset> assets = type.importedAssets(config.job(), hadoop);
    Workload workload = type.create(config.job(), hadoop);
    MultiLayerNetwork network =
        new MultiLayerNetwork(workload.network(assets, TrainingLength.none()));
    network.init();
    model.copyInto(network);

    try (RunFolder run = RunNames.claim(config, hadoop)) {
      Imported summary =
          new Imported(
              run.uri(),
              file,
              network.numParams(),
              type.words(assets),
              ParameterHash.sha256(network));
      String provenance = JsonOutput.pretty(provenance(config.job(), bytes, summary));
      new ModelBundle(network, assets, config.render(), provenance).write(run);
      run.write(RunFolder.SUMMARY, JsonOutput.render(summary) + "\n");
      run.publish();
      announce(summary);
    }
    return ExitCode.SUCCESS.code();
  }

  private void announce(Imported summary) {
    human().println("Run: " + summary.run());
    human().flush();
    printJson(summary);
  }

  private static ModelExchangeType exchange(ResolvedConfig config) {
    return Workloads.require(
        ModelExchangeType.class, config.job().workload(), "the imported network is");
  }

  /** Summary of an imported model, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record Imported(
      String run, String importedFrom, long parameters, int vocabulary, String modelSha256) {}

  /** Provenance of an imported model, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record Provenance(
      String workload,
      String importedFrom,
      String importedSha256,
      String imported,
      String sparkRnn,
      String modelSha256) {}

  private static Provenance provenance(JobConfig job, byte[] bytes, Imported summary) {
    return new Provenance(
        job.workload(),
        summary.importedFrom(),
        Checksums.sha256(bytes),
        Instant.now().toString(),
        Version.sparkRnn(),
        summary.modelSha256());
  }
}
