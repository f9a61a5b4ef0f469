package io.sparkrnn.cli.model;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.ModelArgument;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.cli.shared.Version;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.store.Checksums;
import io.sparkrnn.store.SingleFile;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.ExportFormat;
import io.sparkrnn.workload.ModelExchangeType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code export} subcommand: writes a saved model in a format of other programs. */
@Command(
    name = "export",
    description = {
      "Writes a saved model as an ONNX or Keras file.",
      "",
      "The input of the exported model is token ids. The ids are those of the vocabulary in "
          + "the run's model folder. The output is the probability of a positive review, or that "
          + "of each class in the order of classes.txt."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn export runs/RUN --format onnx --output model.onnx",
      "  spark-rnn export hdfs:///runs/RUN --format keras --output model.keras --json"
    })
public final class ExportCommand extends JsonCommand implements Callable<Integer> {

  @Mixin private ModelArgument model;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      required = true,
      description = "File format: ${COMPLETION-CANDIDATES}.")
  private ExportFormat format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "Output file, overwritten if it exists; local or any Hadoop URI.")
  private String file;

  @Override
  public Integer call() {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    SavedModel saved = model.read();
    byte[] bytes =
        saved
            .require(ModelExchangeType.class)
            .exported(
                format,
                saved.own(),
                saved.bundle().network(),
                saved.bundle().assets(),
                Version.sparkRnn(),
                metadata(saved));
    String uri = SingleFile.write(file, bytes, hadoop);
    human().printf(Locale.ROOT, "Written: %s, %,d bytes%n", uri, bytes.length).flush();
    printJson(
        new Exported(
            model.location(),
            format.name(),
            uri,
            bytes.length,
            Checksums.sha256(bytes),
            modelSha256(saved)));
    return ExitCode.SUCCESS.code();
  }

  /** Result of an export, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record Exported(
      String model, String format, String file, int bytes, String sha256, String modelSha256) {}

  private static Map<String, String> metadata(SavedModel saved) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("model_sha256", modelSha256(saved));
    for (Asset asset : saved.bundle().assets()) {
      metadata.put(asset.name() + ".sha256", Checksums.sha256(asset.content()));
    }
    return metadata;
  }

  private static String modelSha256(SavedModel saved) {
    return ParameterHash.sha256(saved.bundle().network());
  }
}
