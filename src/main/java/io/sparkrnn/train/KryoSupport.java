package io.sparkrnn.train;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import io.sparkrnn.nn.Weights;
import org.apache.spark.serializer.KryoRegistrator;
import org.nd4j.kryo.Nd4jSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Registers serializers with Spark's Kryo for the objects that this job sends. Kryo 4 serializes
 * neither records, which have no setters, nor arrays outside the heap. DL4J's own registrator needs
 * a library that is not bundled.
 */
public final class KryoSupport implements KryoRegistrator {

  @Override
  public void registerClasses(Kryo kryo) {
    kryo.addDefaultSerializer(Record.class, JavaSerializer.class);
    kryo.addDefaultSerializer(Weights.class, JavaSerializer.class);
    kryo.addDefaultSerializer(INDArray.class, Nd4jSerializer.class);
  }
}
