"""Stages that are saved and loaded, in Python and in Java."""

import io
import sys

import pytest
from conftest import SETTINGS, TEXTS, rows
from pyspark import keyword_only
from pyspark.ml import Pipeline, PipelineModel, Transformer
from pyspark.ml.feature import SQLTransformer
from pyspark.ml.util import DefaultParamsReadable, DefaultParamsWritable
from pyspark.sql import functions

from sparkrnn import SparkRnnClassifier, SparkRnnModel


class Trimmer(Transformer, DefaultParamsReadable, DefaultParamsWritable):
    """A stage that only Python has."""

    @keyword_only
    def __init__(self):
        super().__init__()

    def _transform(self, dataset):
        return dataset.withColumn("text", functions.trim("text"))


def test_a_classifier_is_saved_with_its_params(classifier, tmp_path):
    path = str(tmp_path / "classifier")
    classifier(textCol="body", epochs=3).save(path)

    read = SparkRnnClassifier.load(path)

    assert read.getTextCol() == "body"
    assert read.getEpochs() == 3
    assert read.getSettings() == [f"{key}={value}" for key, value in SETTINGS.items()]
    assert not read.isSet(read.labelCol)
    assert read.getLabelCol() == "label"


def test_a_model_is_saved_and_overwritten(model, reviews, tmp_path):
    path = str(tmp_path / "model")
    model.save(path)
    with pytest.raises(Exception, match="already exists"):
        model.save(path)
    model.write().overwrite().save(path)

    read = SparkRnnModel.load(path)

    assert read.uid == model.uid
    assert rows(read.transform(reviews)) == rows(model.transform(reviews))
    assert read.history == []


def test_java_reads_what_python_wrote(spark, model, reviews, tmp_path):
    path = str(tmp_path / "pipeline")
    PipelineModel([SQLTransformer(statement="select * from __THIS__"), model]).save(path)
    model.save(path + "-alone")

    pipeline = spark._jvm.org.apache.spark.ml.PipelineModel.load(path)
    alone = spark._jvm.io.sparkrnn.ml.SparkRnnModel.load(path + "-alone")

    assert [list(row) for row in alone.classProbabilities(TEXTS)] == model.classProbabilities(TEXTS)
    last = pipeline.stages()[1]
    assert last.getClass().getName() == "io.sparkrnn.ml.SparkRnnModel"
    scored = type(reviews)(pipeline.transform(reviews._jdf), spark)
    assert rows(scored) == rows(model.transform(reviews))


def test_python_reads_what_java_wrote(spark, model, reviews, tmp_path):
    java = spark._jvm.io.sparkrnn.ml.SparkRnnClassifier().setEpochs(4).setTextCol("body")
    java.write().save(str(tmp_path / "classifier"))
    stages = spark._sc._gateway.new_array(spark._jvm.org.apache.spark.ml.PipelineStage, 1)
    stages[0] = java
    pipeline = spark._jvm.org.apache.spark.ml.Pipeline().setStages(stages)
    pipeline.write().save(str(tmp_path / "pipeline"))

    alone = SparkRnnClassifier.load(str(tmp_path / "classifier"))
    (stage,) = Pipeline.load(str(tmp_path / "pipeline")).getStages()

    for read in (alone, stage):
        assert isinstance(read, SparkRnnClassifier)
        assert read.getEpochs() == 4
        assert read.getTextCol() == "body"
        assert not read.isSet(read.seed)


def test_pipelines_of_java_stages_are_saved(classifier, model, reviews, tmp_path):
    unfitted = Pipeline(stages=[classifier()])
    unfitted.save(str(tmp_path / "unfitted"))
    PipelineModel([model]).save(str(tmp_path / "fitted"))

    trained = Pipeline.load(str(tmp_path / "unfitted")).fit(reviews)
    read = PipelineModel.load(str(tmp_path / "fitted"))

    assert isinstance(read.stages[0], SparkRnnModel)
    assert rows(trained.transform(reviews)) == rows(model.transform(reviews))
    assert rows(read.transform(reviews)) == rows(model.transform(reviews))


def test_pipelines_with_stages_of_python_are_saved(model, classifier, reviews, tmp_path):
    PipelineModel([Trimmer(), model]).save(str(tmp_path / "fitted"))
    Pipeline(stages=[Trimmer(), classifier(epochs=6)]).save(str(tmp_path / "unfitted"))

    read = PipelineModel.load(str(tmp_path / "fitted"))
    unfitted = Pipeline.load(str(tmp_path / "unfitted"))

    assert isinstance(read.stages[0], Trimmer)
    assert rows(read.transform(reviews)) == rows(model.transform(reviews))
    assert unfitted.getStages()[1].getEpochs() == 6


def test_the_name_of_the_java_package_does_not_replace_pythons_io():
    assert sys.modules["io"] is io
    assert io.StringIO("text").read() == "text"
    assert sys.modules["io.sparkrnn.ml"].SparkRnnModel is SparkRnnModel
    assert not hasattr(io, "sparkrnn")
