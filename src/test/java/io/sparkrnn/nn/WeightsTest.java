package io.sparkrnn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class WeightsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 65_535, 65_536, 65_537, 200_000})
  void arriveAsTheyLeft(int length) throws Exception {
    INDArray sent = Nd4j.rand(DataType.FLOAT, 1, length).subi(0.5);
    sent.putScalar(0, Float.NaN);

    INDArray received = journey(Weights.of(sent)).newArray();

    assertThat(received.shape()).containsExactly(1, length);
    assertThat(received.toFloatVector()).isEqualTo(sent.toFloatVector());
  }

  @Test
  void aPartOfAnArrayIsSentAlone() throws Exception {
    INDArray all = Nd4j.arange(100).castTo(DataType.FLOAT);

    INDArray received = journey(Weights.of(all.get(NDArrayIndex.interval(40, 43)))).newArray();

    assertThat(received.toFloatVector()).containsExactly(40, 41, 42);
  }

  @Test
  void aCopyOutlivesItsArray() throws Exception {
    INDArray array = Nd4j.createFromArray(1f, 2f, 3f);
    Weights copy = Weights.copyOf(array);
    array.close();

    assertThat(copy.newArray().toFloatVector()).containsExactly(1, 2, 3);
    assertThat(journey(copy).newArray().toFloatVector()).containsExactly(1, 2, 3);
  }

  @Test
  void areFloats() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(Nd4j.ones(DataType.DOUBLE, 3)))
        .withMessage("weights are DOUBLE, expected float");
  }

  private static Weights journey(Weights weights) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(weights);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Weights) in.readObject();
    }
  }
}
