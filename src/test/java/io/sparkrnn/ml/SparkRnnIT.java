package io.sparkrnn.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.MadeUpReviews;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.train.EpochRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classifier and its model in Spark ML's own pipelines. */
class SparkRnnIT {

  @TempDir private static Path folder;

  private static Dataset<Row> train;
  private static Dataset<Row> test;
  private static SparkRnnModel model;

  private static SparkRnnClassifier classifier() {
    return new SparkRnnClassifier()
        .setEpochs(4)
        .setHiddenSize(16)
        .setLearningRate(0.01)
        .setSeed(7)
        .setSettings(
            "text.vocabulary-size=300",
            "text.length=40",
            "model.embedding-size=16",
            "training.batch-size=32",
            "training.replicas=2",
            "averaging.rounds-per-epoch=10");
  }

  @BeforeAll
  static void fit() throws IOException {
    train = read("train.jsonl", 0, 4_000).repartition(2).cache();
    test = read("test.jsonl", 4_000, 5_000).repartition(2).cache();
    model = classifier().fit(train);
  }

  private static Dataset<Row> read(String name, int from, int to) throws IOException {
    Path file = Files.write(folder.resolve(name), MadeUpReviews.jsonLines(from, to));
    return SparkForTests.session()
        .read()
        .json(file.toString())
        .selectExpr("text", "cast(label = 'pos' as double) as label");
  }

  private static double auc(Dataset<Row> scored) {
    return new BinaryClassificationEvaluator().evaluate(scored);
  }

  @Test
  void aModelAddsTheUsualColumns() {
    Dataset<Row> scored = model.transform(test);

    assertThat(scored.columns())
        .containsExactly("text", "label", "rawPrediction", "probability", "prediction");
    assertThat(scored.schema()).isEqualTo(model.transformSchema(test.schema()));
    assertThat(auc(scored)).isGreaterThan(0.75);
    assertThat(scored.select("text").collectAsList())
        .isEqualTo(test.select("text").collectAsList());
  }

  @Test
  void fittingTwiceGivesTheSameModel() {
    List<String> texts = test.select("text").as(Encoders.STRING()).takeAsList(20);

    assertThat(classifier().fit(train).probabilities(texts)).isEqualTo(model.probabilities(texts));
  }

  @Test
  void aFittedModelKnowsItsEpochsAndItsEstimator() {
    assertThat(model.history()).extracting(EpochRecord::epoch).containsExactly(1, 2, 3, 4);
    assertThat(model.history().get(3).training().value("loss"))
        .isLessThan(model.history().get(0).training().value("loss"));
    assertThat(model.historyJson()).hasSize(4);
    assertThat(model.historyJson().get(0))
        .startsWith("{\"epoch\":1,\"loss\":")
        .contains("\"val_accuracy\":")
        .contains("\"given\":3200,\"used\":3200,\"dropped\":0");
    assertThat(model.copy(ParamMap.empty()).history()).isEqualTo(model.history());
    assertThat(model.parent()).isInstanceOf(SparkRnnClassifier.class);
  }

  @Test
  void columnNamesAreDefaultsUntilTheyAreSet() {
    SparkRnnClassifier classifier = classifier().setLabelCol("stars");

    assertThat(classifier.isSet(classifier.textCol())).isFalse();
    assertThat(classifier.explainParam(classifier.textCol()))
        .isEqualTo("textCol: column of texts (default: text)");
    assertThat(classifier.explainParam(classifier.labelCol()))
        .endsWith("(default: label, current: stars)");
    classifier.clear(classifier.labelCol());
    assertThat(classifier.getOrDefault(classifier.labelCol())).isEqualTo("label");
    assertThat(classifier.explainParam(classifier.epochs()))
        .isEqualTo("epochs: passes over the training rows; not set: training.epochs (current: 4)");
    assertThat(model.isSet(model.textCol())).isFalse();
  }

  @Test
  void aRowWithoutATextHasNoScore() {
    Dataset<Row> rows = test.selectExpr("cast(null as string) as text", "label").limit(1);

    Row scored = model.transform(rows).head();

    assertThat(scored.isNullAt(2)).isTrue();
    assertThat(scored.isNullAt(4)).isTrue();
  }

  @Test
  void aPipelineIsSavedAndReadAsAWhole() throws IOException {
    SQLTransformer cleaning =
        new SQLTransformer().setStatement("select lower(text) as body, label from __THIS__");
    Pipeline pipeline =
        new Pipeline().setStages(new PipelineStage[] {cleaning, classifier().setTextCol("body")});
    PipelineModel fitted = pipeline.fit(train);
    String path = folder.resolve("pipeline").toString();
    fitted.write().overwrite().save(path);
    pipeline.write().overwrite().save(path + "-unfitted");

    List<Row> before = fitted.transform(test).collectAsList();

    assertThat(PipelineModel.load(path).transform(test).collectAsList()).isEqualTo(before);
    assertThat(Pipeline.load(path + "-unfitted").fit(train).transform(test).collectAsList())
        .isEqualTo(before);
  }

  @Test
  void aCrossValidatorFindsTheBetterSetting() {
    SparkRnnClassifier classifier = classifier();
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.learningRate(), new double[] {1e-6, 0.01})
            .build();
    CrossValidatorModel found =
        new CrossValidator()
            .setEstimator(classifier)
            .setEvaluator(new BinaryClassificationEvaluator())
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(1)
            .fit(train);

    assertThat(found.avgMetrics()[1]).isGreaterThan(found.avgMetrics()[0] + 0.1);
    assertThat(auc(found.transform(test))).isGreaterThan(0.7);
  }

  @Test
  void whatIsMissingIsToldOf() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> classifier().setTextCol("body").fit(train))
        .withMessage("the DataFrame has no column 'body', there are text, label");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> classifier().setLabelCol("stars").fit(train))
        .withMessageContaining("no column 'stars' for labels");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> classifier().fit(train.selectExpr("text", "label + 1 as label")))
        .withMessageContaining("the label is 2.0, expected 0 or 1");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> model.transform(test.withColumnRenamed("label", "prediction")))
        .withMessageContaining("a column 'prediction' already");
  }
}
