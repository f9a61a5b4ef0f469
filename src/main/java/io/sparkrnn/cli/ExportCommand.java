package io.sparkrnn.cli;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.ModelSettings;
import io.sparkrnn.config.TextSettings;
import io.sparkrnn.export.KerasArchive;
import io.sparkrnn.export.OnnxModel;
import io.sparkrnn.export.RecurrentClassifier;
import io.sparkrnn.store.Checksums;
import io.sparkrnn.store.SingleFile;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.sentiment.ReviewSentiment;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export}: a saved model for other programs. */
@Command(
    name = "export",
    description = {
      "Writes a saved model for other programs: ids of words in, the probability of a positive",
      "review out. The ids are those of the model's vocabulary, which is in its folder."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn export runs/RUN --format onnx --out model.onnx",
      "  spark-rnn export hdfs:///models/RUN --format keras --out hdfs:///models/RUN.keras --json"
    })
final class ExportCommand implements Callable<Integer>, JsonCapable {

  /** What a model can be written as. */
  enum Format {
    /** For ONNX Runtime and whatever else reads ONNX. */
    onnx,
    /** A {@code .keras} file for Keras 3. */
    keras
  }

  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;
  @Mixin private ModelArgument model;

  @Option(
      names = "--format",
      required = true,
      description = "What is written: ${COMPLETION-CANDIDATES}.")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The file, written over what is there; local or any Hadoop URI.")
  private String file;

  @Override
  public boolean json() {
    return output.json();
  }

  @Override
  public Integer call() {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    SavedModel saved = model.read();
    saved.requireWorkload(ReviewSentiment.NAME);
    byte[] bytes = bytes(saved);
    String uri = SingleFile.write(file, bytes, hadoop);
    output
        .human(spec.commandLine())
        .printf(Locale.ROOT, "Written: %s, %,d bytes%n", uri, bytes.length)
        .flush();
    if (output.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("model", model.location());
      result.put("format", format.name());
      result.put("file", uri);
      result.put("bytes", bytes.length);
      result.put("sha256", Checksums.sha256(bytes));
      result.put("model_sha256", modelSha256(saved));
      JsonLine.print(spec.commandLine().getOut(), result);
    }
    return ExitCode.SUCCESS.code();
  }

  private byte[] bytes(SavedModel saved) {
    RecurrentClassifier weights = RecurrentClassifier.of(saved.bundle().network());
    ModelSettings settings = saved.own().model();
    return switch (format) {
      case onnx -> OnnxModel.bytes(weights, settings, Version.sparkRnn(), metadata(saved));
      case keras -> KerasArchive.bytes(weights, settings, saved.own().text().length());
    };
  }

  /** What must be known to make ids of a text as the model was taught them. */
  private static Map<String, String> metadata(SavedModel saved) {
    TextSettings text = saved.own().text();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("model_sha256", modelSha256(saved));
    for (Asset asset : saved.bundle().assets()) {
      metadata.put(asset.name() + ".sha256", Checksums.sha256(asset.content()));
    }
    metadata.put("vocabulary_size", Integer.toString(text.vocabularySize()));
    metadata.put("length", Integer.toString(text.length()));
    metadata.put("padding", lower(text.padding()));
    metadata.put("truncating", lower(text.truncating()));
    metadata.put("lower_case", lower(text.lowerCase()));
    metadata.put("mask_padding", Boolean.toString(saved.own().model().maskPadding()));
    metadata.put("padding_id", Integer.toString(Vocabulary.PADDING));
    metadata.put("start_id", Integer.toString(Vocabulary.START));
    metadata.put("unknown_word_id", Integer.toString(Vocabulary.OUT_OF_VOCABULARY));
    metadata.put("first_word_id", Integer.toString(Vocabulary.FIRST_WORD));
    return metadata;
  }

  private static String modelSha256(SavedModel saved) {
    return io.sparkrnn.nn.Parameters.sha256(saved.bundle().network());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
