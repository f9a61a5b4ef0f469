package io.sparkrnn.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Params with the column names of {@link SparkRnnClassifier} and {@link SparkRnnModel}. */
final class ColumnParams {

  final Param<String> text;
  final Param<String> raw;
  final Param<String> probability;
  final Param<String> prediction;

  ColumnParams(Params owner) {
    text = new Param<>(owner, "textCol", "column of texts");
    raw =
        new Param<>(
            owner,
            "rawPredictionCol",
            "column for log-odds or, of more classes, logarithms of probabilities; empty: none");
    probability = new Param<>(owner, "probabilityCol", "column for probabilities; empty: none");
    prediction =
        new Param<>(
            owner, "predictionCol", "column for the index of the predicted class; empty: none");
  }

  void setDefaults(Params owner) {
    owner.setDefault(text, "text");
    owner.setDefault(raw, "rawPrediction");
    owner.setDefault(probability, "probability");
    owner.setDefault(prediction, "prediction");
  }

  /** Returns the column names that are set on {@code owner}, or their defaults. */
  ScoringColumns of(Params owner) {
    return new ScoringColumns(
        owner.getOrDefault(text),
        owner.getOrDefault(raw),
        owner.getOrDefault(probability),
        owner.getOrDefault(prediction));
  }
}
