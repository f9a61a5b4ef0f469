package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.ModelSettings;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Horizon;
import io.sparkrnn.nn.Optimisation;
import io.sparkrnn.nn.RecurrentParts;
import io.sparkrnn.nn.fused.FusedEmbeddingRnn;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Ancestor;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.StartVectors;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitXavierUniform;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Embedding, SimpleRNN, last step, one sigmoid: the layers of the reference Keras script with the
 * initial weights that Keras gives them unless the settings say otherwise.
 */
final class SentimentNetwork {

  private SentimentNetwork() {}

  /**
   * The configuration.
   *
   * @param ids rows of the embedding
   * @param length time steps
   * @param horizon how far the training goes
   */
  static MultiLayerConfiguration configuration(
      ModelSettings model,
      TrainingSettings training,
      long seed,
      int ids,
      int length,
      Horizon horizon) {
    NeuralNetConfiguration.ListBuilder layers =
        Optimisation.builder(training, seed, horizon).list();
    switch (model.layer()) {
      case FUSED -> layers.layer(fused(model, training, ids));
      case STOCK -> layers.layer(embedding(model, ids, length)).layer(recurrent(model));
    }
    return Optimisation.build(
        layers.layer(RecurrentParts.output(model, 1, Activation.SIGMOID, LossFunction.XENT)),
        training);
  }

  /**
   * Lets words start from vectors that were learnt, where there is one.
   *
   * @param words as many vectors as there are ids, or fewer
   * @param scale what they are multiplied by
   */
  static void startFrom(MultiLayerNetwork network, StartVectors words, double scale) {
    // The embedding, whichever layer holds it.
    INDArray embedding = network.paramTable().values().iterator().next();
    if (embedding.size(1) != words.size() || embedding.size(0) < words.count()) {
      throw new IllegalArgumentException(
          "%d vectors of %d are not the start of an embedding of shape %s"
              .formatted(words.count(), words.size(), Arrays.toString(embedding.shape())));
    }
    for (int id = 0; id < words.count(); id++) {
      float[] vector =
          Arrays.copyOfRange(words.values(), id * words.size(), (id + 1) * words.size());
      boolean known = false;
      for (int i = 0; i < vector.length; i++) {
        known |= vector[i] != 0;
        vector[i] *= (float) scale;
      }
      if (known) {
        embedding.putRow(id, Nd4j.createFromArray(vector));
      }
    }
  }

  /**
   * What a review takes: its ids, its label, and in a pass the embedding and the projection of each
   * word; to learn, also the states and two gradients.
   */
  static ExampleSize exampleSize(ModelSettings model, int length) {
    long embedding = (long) length * model.embeddingSize();
    long hidden = (long) length * model.hiddenSize();
    return switch (model.layer()) {
      case FUSED -> new ExampleSize(length, 1, embedding + hidden, 2 * hidden);
        // DL4J's layers keep inputs and outputs, each transposed once and with a mask applied.
      case STOCK -> new ExampleSize(length, 1, 2 * (embedding + hidden), 2 * (embedding + hidden));
    };
  }

  /**
   * Begins with the weights of a trained network. Words that both know keep their vectors, the
   * others start as the word that the trained one did not know.
   *
   * @throws ConfigurationException if the layers have other sizes
   */
  static void startFrom(MultiLayerNetwork network, Vocabulary own, Ancestor ancestor) {
    List<INDArray> to = List.copyOf(network.paramTable().values());
    List<INDArray> from = List.copyOf(ancestor.network().paramTable().values());
    requireSameUnits(to, from);
    for (int i = 1; i < to.size(); i++) {
      to.get(i).assign(from.get(i));
    }
    Vocabulary old = ReviewSentiment.vocabulary(ancestor.assets());
    INDArray embedding = to.get(0);
    for (int id = 0; id < own.size() && id < embedding.size(0); id++) {
      int earlier = id < Vocabulary.FIRST_WORD ? id : old.id(own.word(id));
      embedding.putRow(id, from.get(0).getRow(earlier));
    }
  }

  private static void requireSameUnits(List<INDArray> to, List<INDArray> from) {
    boolean same = to.size() == from.size() && to.get(0).size(1) == from.get(0).size(1);
    for (int i = 1; same && i < to.size(); i++) {
      same = Arrays.equals(to.get(i).shape(), from.get(i).shape());
    }
    if (!same) {
      throw new ConfigurationException(
          "the model of models.start-from has other layers; set model.embedding-size and model.hidden-size as they are there, or train from scratch");
    }
  }

  private static FusedEmbeddingRnn fused(ModelSettings model, TrainingSettings training, int ids) {
    return new FusedEmbeddingRnn(
        "embedding-rnn",
        ids,
        model.embeddingSize(),
        model.hiddenSize(),
        RecurrentParts.activation(model).getActivationFunction(),
        new FusedEmbeddingRnn.Start(
            new WeightInitDistribution(embeddingStart(model)),
            new WeightInitXavierUniform(),
            RecurrentParts.recurrentStart(model)),
        model.inputDropout(),
        training.clipNorm(),
        model.precision());
  }

  private static EmbeddingSequenceLayer embedding(ModelSettings model, int ids, int length) {
    return new EmbeddingSequenceLayer.Builder()
        .name("embedding")
        .nIn(ids)
        .nOut(model.embeddingSize())
        .inputLength(length)
        .activation(Activation.IDENTITY)
        .weightInit(embeddingStart(model))
        .build();
  }

  private static LastTimeStep recurrent(ModelSettings model) {
    SimpleRnn.Builder recurrent = RecurrentParts.simpleRnn(model, model.embeddingSize());
    if (model.inputDropout() > 0) {
      // One mask per sequence, the same at every step, as Keras's `dropout` argument does.
      recurrent.dropOut(new SpatialDropout(1 - model.inputDropout()));
    }
    return new LastTimeStep(recurrent.build());
  }

  private static Distribution embeddingStart(ModelSettings model) {
    double range = model.start().embeddingRange();
    return new UniformDistribution(-range, range);
  }
}
