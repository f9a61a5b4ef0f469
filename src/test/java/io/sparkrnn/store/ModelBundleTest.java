package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.workload.Asset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {

  private static final Configuration HADOOP = new Configuration();
  private static final MultiLayerNetwork NETWORK = Networks.trained();

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    List<Asset> assets =
        List.of(new Asset("vocabulary.txt", "4\tnaïve\n5\t\u2028\n"), new Asset("empty", ""));
    try (RunFolder run = RunFolder.claim(folder.toString(), "r", Overwrite.REFUSE, HADOOP)) {
      new ModelBundle(NETWORK, assets, "seed = 5 # ü\n", "{\"a\":1}").write(run);
      run.publish();
    }
  }

  @Test
  void keepsEverythingThatTrainingLeft() {
    ModelBundle read = read();

    assertThat(read.network().params()).isEqualTo(NETWORK.params());
    assertThat(ParameterHash.sha256(read.network())).isEqualTo(ParameterHash.sha256(NETWORK));
    assertThat(read.network().getUpdater().getStateViewArray().norm1Number().doubleValue())
        .isPositive();
    assertThat(read.network().getUpdater().getStateViewArray())
        .isEqualTo(NETWORK.getUpdater().getStateViewArray());
    assertThat(read.network().output(Networks.inputs()))
        .isEqualTo(NETWORK.output(Networks.inputs()));
    assertThat(read.assets())
        .containsExactlyInAnyOrder(
            new Asset("vocabulary.txt", "4\tnaïve\n5\t\u2028\n"), new Asset("empty", ""));
    assertThat(read.configuration()).isEqualTo("seed = 5 # ü\n");
    assertThat(read.provenance()).isEqualTo("{\"a\":1}");
  }

  @Test
  void isFoundByTheRunsFolderOrItsOwn() {
    String own = folder.resolve("r/model").toString();

    assertThat(ModelBundle.read(own, HADOOP).configuration()).isEqualTo("seed = 5 # ü\n");
    assertThat(ModelBundle.configurationFile(own, HADOOP))
        .isEqualTo(ModelBundle.configurationFile(folder.resolve("r").toString(), HADOOP))
        .isEqualTo("file:" + folder + "/r/model/config.conf");
  }

  @Test
  void aFolderThatIsNotThereIsNoModel() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> ModelBundle.read(folder.resolve("nothing").toString(), HADOOP))
        .withMessage(
            "file:%s/nothing has no network.zip; expected the folder of a run,"
                + " or the folder 'model' in it",
            folder);
  }

  @Test
  void everyPartIsNeeded() throws IOException {
    for (String part : List.of("provenance.json", "config.conf", "network.zip")) {
      Files.delete(folder.resolve("r/model").resolve(part));

      assertThatExceptionOfType(BadDataException.class)
          .isThrownBy(this::read)
          .withMessageContaining("/r/model has no %s; expected the folder of a run", part);
    }
  }

  @Test
  void aNetworkCutShortIsSaidToBe() throws IOException {
    Path zip = folder.resolve("r/model/network.zip");
    byte[] whole = Files.readAllBytes(zip);

    for (int length = 0; length < whole.length; length += 9) {
      Files.write(zip, Arrays.copyOf(whole, length));
      assertThatExceptionOfType(BadDataException.class)
          .as("%d of %d bytes", length, whole.length)
          .isThrownBy(this::read)
          .withMessageContaining("/r/model/network.zip is not a valid DL4J network: ");
    }
  }

  @Test
  void aFlippedBitInTheNetworkIsFound() throws IOException {
    Path zip = folder.resolve("r/model/network.zip");
    byte[] bytes = Files.readAllBytes(zip);
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(zip, bytes);

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(this::read)
        .withMessageContaining("/r/model/network.zip is not a valid DL4J network: ");
  }

  private ModelBundle read() {
    return ModelBundle.read(folder.resolve("r").toString(), HADOOP);
  }
}
