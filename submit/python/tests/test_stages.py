"""The stages: params, training, scoring, pipelines and cross-validation."""

import subprocess

import pytest
from conftest import SETTINGS, TEXTS, rows, write_reviews
from pyspark.ml import Pipeline
from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator
from pyspark.ml.feature import SQLTransformer, StringIndexer
from pyspark.ml.tuning import CrossValidator, CrossValidatorModel, ParamGridBuilder
from pyspark.sql import functions

import sparkrnn
from sparkrnn import SparkRnnClassifier, SparkRnnModel


def accuracy(scored, label="label"):
    evaluator = MulticlassClassificationEvaluator(labelCol=label, metricName="accuracy")
    return evaluator.evaluate(scored)


def by_name(params):
    return {param.name: value for param, value in params.items()}


def test_a_model_adds_the_columns_of_sparks_classifiers(model, reviews):
    scored = model.transform(reviews)

    assert scored.columns == ["text", "label", "rawPrediction", "probability", "prediction"]
    assert accuracy(scored) > 0.9
    assert BinaryClassificationEvaluator().evaluate(scored) > 0.95
    first = scored.first()
    assert first.probability.toArray().sum() == pytest.approx(1)
    assert first.prediction == float(first.probability[1] > 0.5)
    assert model.numClasses == 2
    assert model.classes == ["negative", "positive"]


def test_columns_have_the_names_that_are_set_or_are_left_out(model, reviews):
    renamed = model.copy({model.textCol: "body", model.predictionCol: "label"})
    renamed.setRawPredictionCol("").setProbabilityCol("")

    scored = renamed.transform(reviews.select(functions.col("text").alias("body")))

    assert scored.columns == ["body", "label"]
    assert model.getTextCol() == "text"


def test_a_row_without_a_text_has_no_score(model, reviews):
    scored = model.transform(reviews.selectExpr("cast(null as string) as text").limit(1)).first()

    assert scored.probability is None
    assert scored.prediction is None


def test_java_trains_the_same_network(spark, model, reviews):
    java = spark._jvm.io.sparkrnn.ml.SparkRnnClassifier()
    java.setEpochs(2).setHiddenSize(16).setLearningRate(0.01).setSeed(7)
    settings = spark._sc._gateway.new_array(spark._jvm.String, len(SETTINGS))
    for index, (key, value) in enumerate(SETTINGS.items()):
        settings[index] = f"{key}={value}"
    java.setSettings(settings)

    fitted = java.fit(reviews._jdf)

    found = [list(row) for row in fitted.classProbabilities(TEXTS)]
    assert found == model.classProbabilities(TEXTS)


def test_the_subcommand_train_trains_the_same_network(spark, model, review_file, tmp_path):
    held_out = tmp_path / "test.jsonl"
    write_reviews(held_out, 1_200, 1_300)
    settings = {
        **SETTINGS,
        "training.epochs": 2,
        "model.hidden-size": 16,
        "training.learning-rate": 0.01,
        "seed": 7,
        "data.path": review_file,
        "data.test-path": held_out,
        "evaluation.baseline": "off",
        "output.dir": tmp_path,
        "run.id": "from-train",
    }
    arguments = [word for key, one in settings.items() for word in ("--set", f"{key}={one}")]
    subprocess.run(
        ["spark-submit", "--master", "local[2]", "--conf", "spark.ui.enabled=false"]
        + ["--class", "io.sparkrnn.cli.Main", sparkrnn.jar_path(), "train", *arguments],
        check=True,
    )

    trained = SparkRnnModel.ofRun(str(tmp_path / "from-train"))

    assert trained.probabilities(TEXTS) == model.probabilities(TEXTS)
    assert trained.history == []


def test_a_model_knows_the_epochs_that_made_it(model):
    first, last = model.history

    assert (first["epoch"], last["epoch"]) == (1, 2)
    assert last["loss"] < first["loss"]
    assert last["val_accuracy"] > 0.8
    assert first["given"] == first["used"] == 960
    assert model.copy().history == model.history


def test_probabilities_are_those_of_the_scored_table(spark, model):
    scored = model.transform(spark.createDataFrame([(text,) for text in TEXTS], "text string"))

    by_text = {row.text: list(row.probability) for row in scored.collect()}
    assert model.classProbabilities(TEXTS) == [by_text[text] for text in TEXTS]
    assert model.probabilities(TEXTS) == [by_text[text][1] for text in TEXTS]


def test_more_classes_are_those_of_a_string_indexer(classifier, reviews):
    kinds = reviews.withColumn(
        "kind",
        functions.when(functions.length("text") % 3 == 0, "third")
        .when(functions.col("label") == 1, "good")
        .otherwise("bad"),
    ).drop("label")
    indexer = StringIndexer(inputCol="kind", outputCol="label")
    found = classifier(settings={**SETTINGS, "data.labels.classes": "found"})

    fitted = Pipeline(stages=[indexer, found]).fit(kinds)

    last = fitted.stages[-1]
    assert last.numClasses == 3
    assert last.classes == fitted.stages[0].labels
    scored = fitted.transform(kinds)
    assert accuracy(scored) > 0.5
    assert len(scored.first().probability) == 3
    with pytest.raises(sparkrnn.SparkRnnError, match="call classProbabilities") as failure:
        last.probabilities(TEXTS)
    assert failure.value.exit_code == 2


def test_params_have_the_names_and_defaults_of_javas(spark, classifier, model):
    for stage in (classifier(), model):
        java = stage._to_java()
        assert [p.name for p in stage.params] == sorted(p.name() for p in java.params())
        for param in stage.params:
            java_param = java.getParam(param.name)
            assert stage.hasDefault(param) == java.hasDefault(java_param), param
            if param.name in ("epochs", "seed", "settings", "textCol"):
                assert param.doc == java_param.doc()
    unset = spark._jvm.io.sparkrnn.ml.SparkRnnClassifier()
    fresh = SparkRnnClassifier()
    for param in fresh.params:
        java_param = unset.getParam(param.name)
        assert fresh.isSet(param) == unset.isSet(java_param) is False
        if param.name != "settings" and fresh.hasDefault(param):
            assert fresh.getOrDefault(param) == unset.getOrDefault(java_param)


def test_params_are_set_by_name_and_converted():
    classifier = SparkRnnClassifier(textCol="body", settings={"model.word-dropout": 0.5})
    classifier.setParams(epochs=8.0, labelCol="stars").setSeed(2**40)
    classifier.setHiddenSize(32).setLearningRate(1)

    assert classifier.getEpochs() == 8
    assert classifier.getLabelCol() == "stars"
    assert classifier.getTextCol() == "body"
    assert classifier.getSettings() == ["model.word-dropout=0.5"]
    assert "epochs: passes over the training rows" in classifier.explainParams()
    assert "(default: text, current: body)" in classifier.explainParam("textCol")
    java = classifier._to_java()
    assert java.getOrDefault(java.seed()) == 2**40
    assert java.getOrDefault(java.learningRate()) == 1.0
    classifier.clear(classifier.epochs)
    assert not java.isSet(java.epochs())
    with pytest.raises(KeyError):
        classifier.getEpochs()


def test_params_of_a_wrong_type_are_refused():
    with pytest.raises(TypeError, match="epochs"):
        SparkRnnClassifier(epochs="many")
    with pytest.raises(TypeError, match="settings"):
        SparkRnnClassifier().setSettings("training.epochs=3")


def test_settings_are_a_mapping_or_assignments():
    mapping = {"training.refit": True, "data.key-columns": ["id"], "text.length": 40, "run.id": "a"}

    assert SparkRnnClassifier(settings=mapping).getSettings() == [
        "training.refit=true",
        'data.key-columns=["id"]',
        "text.length=40",
        "run.id=a",
    ]
    assert SparkRnnClassifier(settings=("a=1", "b=2")).getSettings() == ["a=1", "b=2"]


def test_a_copy_has_its_own_params(classifier):
    original = classifier()

    copy = original.copy({original.epochs: 5})
    copy.setSeed(9)

    assert (original.getEpochs(), copy.getEpochs()) == (2, 5)
    assert (original.getSeed(), copy.getSeed()) == (7, 9)
    assert copy.uid == original.uid


def test_a_pipeline_cleans_and_trains(classifier, model, reviews):
    lower = SQLTransformer(statement="select lower(body) as text, label from __THIS__")
    shouted = reviews.select(functions.upper("text").alias("body"), "label")

    fitted = Pipeline(stages=[lower, classifier()]).fit(shouted)

    assert rows(fitted.transform(shouted)) == rows(model.transform(reviews))


@pytest.mark.parametrize("parallelism", [1, 2])
def test_a_cross_validator_finds_the_better_params(classifier, reviews, parallelism, tmp_path):
    small = classifier(epochs=1)
    grid = (
        ParamGridBuilder()
        .addGrid(small.learningRate, [1e-6, 0.01])
        .addGrid(small.settings, [SETTINGS, {**SETTINGS, "averaging.strategy": "momentum"}])
        .build()
    )
    validator = CrossValidator(
        estimator=small,
        estimatorParamMaps=grid,
        evaluator=BinaryClassificationEvaluator(),
        numFolds=2,
        seed=1,
        parallelism=parallelism,
    )

    found = validator.fit(reviews)

    low, high = found.avgMetrics[:2], found.avgMetrics[2:]
    assert min(high) > max(low) + 0.1
    found.write().overwrite().save(str(tmp_path / "found"))
    read = CrossValidatorModel.load(str(tmp_path / "found"))
    assert read.avgMetrics == found.avgMetrics
    assert isinstance(read.bestModel, SparkRnnModel)
    assert rows(read.transform(reviews)) == rows(found.transform(reviews))
    assert [by_name(one) for one in read.getEstimatorParamMaps()] == [by_name(one) for one in grid]
