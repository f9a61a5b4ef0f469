package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.OptimizerConfiguration;
import io.sparkrnn.nn.RecurrentLayers;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.nn.WeightedCrossEntropy;
import io.sparkrnn.nn.fused.FusedEmbeddingRnn;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.PretrainedEmbedding;
import io.sparkrnn.workload.PretrainedModel;
import io.sparkrnn.workload.TextClasses;
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
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Configuration of the sentiment network: embedding, SimpleRNN, its last hidden state and one
 * sigmoid unit, or a softmax over more classes. These are the layers of the reference Keras script,
 * with Keras's initializers unless the settings name others.
 */
final class SentimentNetwork {

  private SentimentNetwork() {}

  /**
   * Returns the network's configuration.
   *
   * @param ids number of rows of the embedding
   * @param length number of time steps
   * @param output output units and loss
   * @param horizon length of the training
   */
  static MultiLayerConfiguration configuration(
      ModelSettings model,
      TrainingSettings training,
      long seed,
      int ids,
      int length,
      Output output,
      TrainingLength horizon) {
    NeuralNetConfiguration.ListBuilder layers =
        OptimizerConfiguration.builder(training, seed, horizon).list();
    switch (model.recurrent().layer()) {
      case FUSED -> layers.layer(fused(model, training, ids));
      case STOCK -> layers.layer(embedding(model, ids, length)).layer(recurrent(model));
    }
    return OptimizerConfiguration.build(
        layers.layer(
            RecurrentLayers.output(
                model.recurrent(), output.units(), output.activation(), output.loss())),
        training);
  }

  /**
   * Output layer.
   *
   * @param units number of output units
   * @param weights weight of each class in the loss; empty: all 1
   */
  record Output(TextClasses.Output kind, int units, double[] weights) {

    /** One sigmoid unit, without class weights. */
    static final Output BINARY = of(TextClasses.BINARY, new double[0]);

    static Output of(TextClasses classes, double[] weights) {
      return new Output(classes.output(), classes.outputs(), weights);
    }

    private Activation activation() {
      return kind == TextClasses.Output.SIGMOID ? Activation.SIGMOID : Activation.SOFTMAX;
    }

    private ILossFunction loss() {
      if (weights.length > 0) {
        return new WeightedCrossEntropy(weights);
      }
      return (kind == TextClasses.Output.SIGMOID ? LossFunction.XENT : LossFunction.MCXENT)
          .getILossFunction();
    }
  }

  /**
   * Initializes the embedding with pretrained vectors. Rows with a zero vector, and rows beyond the
   * vectors, keep their random initial values.
   *
   * @param words pretrained vectors, at most as many as the embedding has rows
   * @param scale factor of the vectors
   */
  static void startFrom(MultiLayerNetwork network, PretrainedEmbedding words, double scale) {
    // The embedding is the first parameter of either layer implementation.
    INDArray embedding = network.paramTable().values().iterator().next();
    if (embedding.size(1) != words.size() || embedding.size(0) < words.count()) {
      throw new IllegalArgumentException(
          "%d pretrained vectors of size %d do not fit an embedding of shape %s"
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
   * Returns the memory of a review: its ids and its label; in a forward pass the embedding and the
   * input projection of each word; in training also the hidden states and two gradients.
   */
  static ExampleSize exampleSize(ModelSettings model, TextSettings text, TextClasses classes) {
    // Probabilities and targets; of one unit they are too few to count.
    long outputs = classes.isBinary() ? 0 : 2L * classes.outputs();
    int length = text.length();
    int id = text.vocabularySize() <= 1 << Character.SIZE ? Character.BYTES : Float.BYTES;
    long embedding = (long) length * model.embedding().size();
    long hidden = (long) length * model.recurrent().hiddenSize();
    return switch (model.recurrent().layer()) {
      case FUSED ->
          new ExampleSize(length, id, 1, embedding + hidden + outputs, 2 * hidden + outputs);
        // DL4J's layers keep inputs and outputs, each transposed once and with a mask applied.
      case STOCK ->
          new ExampleSize(
              length,
              id,
              1,
              2 * (embedding + hidden) + outputs,
              2 * (embedding + hidden) + outputs);
    };
  }

  /**
   * Initializes a network with the weights of a trained one. Words of both vocabularies keep their
   * vectors; new words get the vector of the trained network's out-of-vocabulary token.
   *
   * @throws ConfigurationException if the layers' sizes differ
   */
  static void startFrom(MultiLayerNetwork network, Vocabulary own, PretrainedModel pretrained) {
    List<INDArray> to = List.copyOf(network.paramTable().values());
    List<INDArray> from = List.copyOf(pretrained.network().paramTable().values());
    requireSameUnits(to, from);
    for (int i = 1; i < to.size(); i++) {
      to.get(i).assign(from.get(i));
    }
    Vocabulary old = ReviewSentiment.vocabulary(pretrained.assets());
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
          "the model of models.warm-start has layers of other sizes; set model.embedding-size and"
              + " model.hidden-size to those of that model, or train from scratch");
    }
  }

  private static FusedEmbeddingRnn fused(ModelSettings model, TrainingSettings training, int ids) {
    return new FusedEmbeddingRnn(
        "embedding-rnn",
        ids,
        model.embedding().size(),
        model.recurrent().hiddenSize(),
        RecurrentLayers.activation(model.recurrent()).getActivationFunction(),
        new FusedEmbeddingRnn.Initializers(
            new WeightInitDistribution(embeddingStart(model)),
            new WeightInitXavierUniform(),
            RecurrentLayers.recurrentStart(model.recurrent())),
        model.inputDropout(),
        training.clipNorm(),
        model.precision());
  }

  private static EmbeddingSequenceLayer embedding(ModelSettings model, int ids, int length) {
    return new EmbeddingSequenceLayer.Builder()
        .name("embedding")
        .nIn(ids)
        .nOut(model.embedding().size())
        .inputLength(length)
        .activation(Activation.IDENTITY)
        .weightInit(embeddingStart(model))
        .build();
  }

  private static LastTimeStep recurrent(ModelSettings model) {
    SimpleRnn.Builder recurrent =
        RecurrentLayers.simpleRnn(model.recurrent(), model.embedding().size());
    if (model.inputDropout() > 0) {
      // One mask per sequence, the same at every time step, as with Keras's `dropout` argument.
      recurrent.dropOut(new SpatialDropout(1 - model.inputDropout()));
    }
    return new LastTimeStep(recurrent.build());
  }

  private static Distribution embeddingStart(ModelSettings model) {
    double range = model.embedding().range();
    return new UniformDistribution(-range, range);
  }
}
