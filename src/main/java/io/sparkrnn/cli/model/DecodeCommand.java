package io.sparkrnn.cli.model;

import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.ModelArgument;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.eval.CodecRunner;
import io.sparkrnn.eval.ExampleVector;
import io.sparkrnn.store.AtomicFolder;
import io.sparkrnn.store.DecodedImages;
import io.sparkrnn.store.VectorTable;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.EncodingType;
import io.sparkrnn.workload.EncodingWorkload;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code decode} subcommand: decodes latent vectors into images with a saved autoencoder. */
@Command(
    name = "decode",
    description = {
      "Decodes latent vectors, as 'encode' writes them, into images.",
      "",
      "It writes images-idx3-float (IDX, big-endian floats from 0 to 1, in the order of the "
          + "column index) and images.png (the first 100 images)."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  spark-rnn decode runs/RUN --in latent.parquet --output images"})
public final class DecodeCommand extends JsonCommand implements Callable<Integer> {

  private static final int IMAGES_SHOWN = 100;

  @Mixin private ConfigOptions options;
  @Mixin private ModelArgument model;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "PARQUET",
      description = "Parquet file or folder with the columns index and vector; any Hadoop URI.")
  private String table;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder for both files; must not exist yet; local or any Hadoop URI.")
  private String folder;

  @Override
  public Integer call() {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    SavedModel saved = model.read();
    // Data paths of the model are ignored: decoding reads no images, and they may be gone.
    JobConfig config =
        saved.toScoreOn(options.loadOver(saved.configurationFile()).job().onSample());
    EncodingWorkload workload = saved.require(EncodingType.class).create(config, hadoop);
    PrintWriter out = human();
    try (AtomicFolder decoded = AtomicFolder.claim(folder, hadoop);
        Session session = Session.open(config)) {
      session.context().setJobGroup("spark-rnn", "decoding " + table);
      JavaRDD<ExampleVector> vectors = VectorTable.read(table, session.spark()).cache();
      int count = count(vectors);
      CodecRunner coder =
          new CodecRunner(session.context(), workload.codec(), config.evaluation().batchSize());
      JavaRDD<ExampleVector> images = coder.decode(saved.network(workload), vectors);
      List<Asset> assets = saved.bundle().assets();
      List<float[]> first = images.take(IMAGES_SHOWN).stream().map(ExampleVector::values).toList();
      DecodedImages.write(
          decoded,
          workload.outputShape(assets),
          count,
          values(images.toLocalIterator()),
          workload.picture(assets, first));
      String uri = decoded.publish();
      out.println("Decoded %d vectors: %s".formatted(count, uri));
      out.flush();
      printJson(new Decoded(model.location(), table, count, uri));
    }
    return ExitCode.SUCCESS.code();
  }

  private int count(JavaRDD<ExampleVector> vectors) {
    long count = vectors.count();
    if (count == 0 || count > Integer.MAX_VALUE) {
      throw new BadDataException(
          "%s has %d vectors, expected 1 to %d".formatted(table, count, Integer.MAX_VALUE));
    }
    return (int) count;
  }

  /** Maps vectors to their values lazily, so that only one is in memory. */
  private static Iterator<float[]> values(Iterator<ExampleVector> vectors) {
    Iterable<ExampleVector> once = () -> vectors;
    Stream<ExampleVector> stream = StreamSupport.stream(once.spliterator(), false);
    return stream.map(ExampleVector::values).iterator();
  }

  /** Result of decoding, as JSON has it. */
  private record Decoded(String model, String in, int vectors, String out) {}
}
