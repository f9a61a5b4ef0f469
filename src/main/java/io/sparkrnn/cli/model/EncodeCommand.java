package io.sparkrnn.cli.model;

import io.sparkrnn.cli.evaluate.EvaluatedSplit;
import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.ModelArgument;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.Split;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.eval.CodecRunner;
import io.sparkrnn.eval.ExampleVector;
import io.sparkrnn.store.AtomicFolder;
import io.sparkrnn.store.VectorTable;
import io.sparkrnn.workload.EncodingType;
import io.sparkrnn.workload.EncodingWorkload;
import io.sparkrnn.workload.PreparedData;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code encode} subcommand: encodes examples into latent vectors with a saved autoencoder. */
@Command(
    name = "encode",
    description = {
      "Encodes images into latent vectors and writes them as Parquet.",
      "",
      "The columns are index, label (null where it is not known) and vector, an array of "
          + "floats. The index counts training images first, then test images."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn encode runs/RUN --output latent.parquet",
      "  spark-rnn encode runs/RUN --set data.path=hdfs:///mnist --split test \\",
      "      --output hdfs:///latent"
    })
public final class EncodeCommand extends JsonCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options;
  @Mixin private ModelArgument model;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "all",
      description = "Split to encode: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private EvaluatedSplit split;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder for the Parquet files; must not exist yet; local or any Hadoop URI.")
  private String folder;

  @Override
  public Integer call() {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    SavedModel saved = model.read();
    JobConfig config = saved.toScoreWith(options);
    EncodingWorkload workload = saved.require(EncodingType.class).create(config, hadoop);
    PrintWriter out = human();
    try (AtomicFolder vectors = AtomicFolder.claim(folder, hadoop);
        Session session = Session.open(config)) {
      PreparedData data = workload.prepareFor(session.spark(), saved.bundle().assets());
      data.facts().forEach(fact -> out.println(fact.name() + ": " + fact.value()));
      long count = split.of(data).stream().mapToLong(EvaluatedSplit.Portion::count).sum();
      if (count == 0) {
        throw new BadDataException(
            "%s has no %s examples; choose another split with --split"
                .formatted(workload.source(), split));
      }
      session.context().setJobGroup("spark-rnn", "encoding " + workload.source());
      CodecRunner coder =
          new CodecRunner(session.context(), workload.codec(), config.evaluation().batchSize());
      VectorTable.write(
          vectors(coder, workload, saved.network(workload), data), vectors, session.spark());
      String uri = vectors.publish();
      out.println("Encoded %d examples: %s".formatted(count, uri));
      out.flush();
      printJson(new Encoded(model.location(), workload.source(), split.name(), count, uri));
    }
    return ExitCode.SUCCESS.code();
  }

  private JavaRDD<ExampleVector> vectors(
      CodecRunner coder, EncodingWorkload workload, MultiLayerNetwork network, PreparedData data) {
    JavaRDD<ExampleVector> train =
        coder.encode(network, data.train(), workload.labels(Split.TRAIN), 0);
    JavaRDD<ExampleVector> test =
        coder.encode(network, data.test(), workload.labels(Split.TEST), data.trainCount());
    return switch (split) {
      case train -> train;
      case test -> test;
      case all -> train.union(test);
    };
  }

  /** Result of encoding, as JSON has it. */
  private record Encoded(String model, String source, String split, long examples, String out) {}
}
