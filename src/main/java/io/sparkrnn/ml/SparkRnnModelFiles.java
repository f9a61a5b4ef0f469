package io.sparkrnn.ml;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.workload.Workloads;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/**
 * Saves and loads a {@link SparkRnnModel}: Spark ML's folder {@code metadata} with the params, and
 * beside it the folder {@code model}, which a run has as well.
 */
final class SparkRnnModelFiles {

  private SparkRnnModelFiles() {}

  /** Returns the settings that a model was trained with. */
  static JobConfig config(String location) {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    return ConfigLoader.ofProcess(Workloads.settings())
        .load(List.of(ModelBundle.configurationFile(location, hadoop)), List.of())
        .job();
  }

  /** Writes a model. */
  static final class Writer extends MLWriter {

    private final SparkRnnModel model;

    Writer(SparkRnnModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
      model.bundle().write(path, sc().hadoopConfiguration());
    }
  }

  /** Reads a model. */
  static final class Reader extends MLReader<SparkRnnModel> {

    @Override
    public SparkRnnModel load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader$.MODULE$.loadMetadata(path, sc(), SparkRnnModel.class.getName());
      SparkRnnModel model =
          new SparkRnnModel(
              metadata.uid(), ModelBundle.read(path, sc().hadoopConfiguration()), config(path));
      metadata.getAndSetParams(model, Option.empty());
      return model;
    }
  }
}
