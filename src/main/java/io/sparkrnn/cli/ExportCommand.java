package io.sparkrnn.cli;

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
      "Writes a saved model for other programs. Its input is token ids, its output the probability",
      "of a positive review. The ids are those of the vocabulary in the model's folder."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn export runs/RUN --format onnx --out model.onnx",
      "  spark-rnn export hdfs:///models/RUN --format keras --out hdfs:///models/RUN.keras --json"
    })
final class ExportCommand extends JsonCommand implements Callable<Integer> {

  @Mixin private ModelArgument model;

  @Option(
      names = "--format",
      required = true,
      description = "File format: ${COMPLETION-CANDIDATES}.")
  private ExportFormat format;

  @Option(
      names = "--out",
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
                format, saved.own(), saved.bundle().network(), Version.sparkRnn(), metadata(saved));
    String uri = SingleFile.write(file, bytes, hadoop);
    human().printf(Locale.ROOT, "Written: %s, %,d bytes%n", uri, bytes.length).flush();
    if (output.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("model", model.location());
      result.put("format", format.name());
      result.put("file", uri);
      result.put("bytes", bytes.length);
      result.put("sha256", Checksums.sha256(bytes));
      result.put("model_sha256", modelSha256(saved));
      JsonOutput.print(spec.commandLine().getOut(), result);
    }
    return ExitCode.SUCCESS.code();
  }

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
