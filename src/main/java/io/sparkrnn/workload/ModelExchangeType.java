package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.BadDataException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Type of workload whose models are exported to other programs and imported from Keras. */
public interface ModelExchangeType extends WorkloadType {

  /**
   * Returns a trained model as a file of another program.
   *
   * @param job settings that the model was trained with
   * @param assets assets of the model
   * @param producer version of this project
   * @param metadata properties of the model, which the format keeps if it can
   */
  byte[] exported(
      ExportFormat format,
      JobConfig job,
      MultiLayerNetwork network,
      List<Asset> assets,
      String producer,
      Map<String, String> metadata);

  /**
   * Reads a model that Keras saved.
   *
   * @param content content of the file
   * @param name name of the file, for messages
   * @throws BadDataException if the file is damaged or the model is not supported
   */
  ImportedModel imported(byte[] content, String name);

  /**
   * Returns the setting that names the word index of an imported model.
   *
   * @param wordIndex path of a JSON object from word to rank
   */
  String wordIndexSetting(String wordIndex);

  /** Returns the number of words that the assets of an imported model know. */
  int words(List<Asset> assets);

  /** Returns the assets of an imported model. */
  List<Asset> importedAssets(JobConfig job, Configuration hadoop);
}
