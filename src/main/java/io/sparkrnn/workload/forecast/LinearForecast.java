package io.sparkrnn.workload.forecast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Linear model of the next step, as a baseline of the network: a weighted sum of the last steps
 * that the network reads, on the same scale.
 *
 * @param lags number of last steps that it reads of each column
 * @param strength its penalty relative to the mean variance of an input
 * @param weights [columns][columns * lags], for each output the weights of each column's steps
 * @param intercepts [columns]
 */
record LinearForecast(int lags, double strength, float[][] weights, float[] intercepts)
    implements Serializable {

  private static final String ASSET = "linear-model.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  LinearForecast {
    int columns = intercepts.length;
    if (lags < 1
        || weights.length != columns
        || Arrays.stream(weights).anyMatch(row -> row.length != columns * lags)) {
      throw new IllegalArgumentException(
          "%d rows of weights for %d columns and %d lags, expected a row of columns * lags weights per column"
              .formatted(weights.length, columns, lags));
    }
  }

  /** Returns the inputs of the last steps, [columns * lags], column by column. */
  static float[] lags(WindowTransform.NetworkInput seen, int lags) {
    float[] inputs = new float[seen.inputs().length * lags];
    for (int column = 0; column < seen.inputs().length; column++) {
      float[] all = seen.inputs()[column];
      System.arraycopy(all, all.length - lags, inputs, column * lags, lags);
    }
    return inputs;
  }

  /**
   * Predicts several steps by feeding predictions back as inputs.
   *
   * @param numbers a window in the layout of {@link WindowTransform#apply}
   * @return the predicted values, [steps], on the scale of the window
   */
  float[] predict(WindowTransform transform, float[] numbers, int steps) {
    float[] predicted = new float[steps];
    float[] moving = numbers;
    for (int step = 0; step < steps; step++) {
      WindowTransform.NetworkInput seen = transform.apply(moving);
      float[] inputs = lags(seen, lags);
      float[] next = new float[intercepts.length];
      for (int column = 0; column < next.length; column++) {
        double sum = intercepts[column];
        for (int i = 0; i < inputs.length; i++) {
          sum += (double) weights[column][i] * inputs[i];
        }
        next[column] = seen.next(column, (float) sum);
      }
      predicted[step] = next[0];
      moving = transform.shifted(moving, next);
    }
    return predicted;
  }

  Asset toAsset() {
    try {
      return new Asset(ASSET, JSON.writeValueAsString(this) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("only numbers are written", e);
    }
  }

  /**
   * Reads the linear model from a model's assets; empty if the model was trained without one.
   *
   * @throws BadDataException if the asset is damaged
   */
  static Optional<LinearForecast> in(List<Asset> assets) {
    return Asset.content(assets, ASSET).map(LinearForecast::parse);
  }

  private static LinearForecast parse(String json) {
    try {
      return Optional.ofNullable(JSON.readValue(json, LinearForecast.class))
          .orElseThrow(() -> new BadDataException("the model's %s is null".formatted(ASSET)));
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "the model's %s is damaged: %s".formatted(ASSET, e.getMessage()), e);
    }
  }
}
