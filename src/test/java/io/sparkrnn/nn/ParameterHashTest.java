package io.sparkrnn.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;

class ParameterHashTest {

  @Test
  void hashIsThatOfTheSavedModelsPayload() throws Exception {
    // More than one chunk of the hash, and not a whole number of them.
    MultiLayerNetwork network = network(300, 301);
    assertThat(network.numParams()).isGreaterThan(1 << 16);

    assertThat(ParameterHash.sha256(network)).isEqualTo(hashOfPayload(network));
  }

  @Test
  void hashIsThatOfTheParametersAlone() throws Exception {
    MultiLayerNetwork network = network(4, 5);
    String hash = ParameterHash.sha256(network);
    network.getLayerWiseConfigurations().setIterationCount(99);

    assertThat(ParameterHash.sha256(network)).isEqualTo(hash).matches("[0-9a-f]{64}");
    assertThat(ParameterHash.sha256(restored(network))).isEqualTo(hash);
  }

  @Test
  void hashChangesWithAnyParameter() {
    MultiLayerNetwork network = network(4, 5);
    String hash = ParameterHash.sha256(network);

    for (long i = 0; i < network.numParams(); i++) {
      float value = network.params().getFloat(i);
      network.params().putScalar(i, Math.nextUp(value));
      assertThat(ParameterHash.sha256(network)).as("parameter %d", i).isNotEqualTo(hash);
      network.params().putScalar(i, value);
    }
    assertThat(ParameterHash.sha256(network)).isEqualTo(hash);
  }

  private static MultiLayerNetwork network(int inputs, int units) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(new DenseLayer.Builder().nIn(inputs).nOut(units).build())
                .layer(new OutputLayer.Builder().nIn(units).nOut(2).build())
                .build());
    network.init();
    return network;
  }

  private static MultiLayerNetwork restored(MultiLayerNetwork network) throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip(network)), true);
  }

  /** The values are the end of the entry, four bytes each; a header stands before them. */
  private static String hashOfPayload(MultiLayerNetwork network)
      throws IOException, NoSuchAlgorithmException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zip(network)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals("coefficients.bin")) {
          byte[] bytes = zip.readAllBytes();
          int payload = Math.toIntExact(network.numParams() * Float.BYTES);
          byte[] values = Arrays.copyOfRange(bytes, bytes.length - payload, bytes.length);
          return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(values));
        }
      }
    }
    throw new AssertionError("the model has no coefficients.bin");
  }

  private static byte[] zip(MultiLayerNetwork network) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);
    return bytes.toByteArray();
  }
}
