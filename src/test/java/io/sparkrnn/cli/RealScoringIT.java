package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.RealReviews;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.ReviewSources;
import io.sparkrnn.ml.SparkRnnModel;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The 25,000 test reviews of the real data set, judged in three ways by one model. */
class RealScoringIT {

  private static final int REVIEWS = 25_000;

  @TempDir private static Path folder;

  private static String archive;

  @BeforeAll
  static void find() {
    archive = RealReviews.folder().toAbsolutePath().resolve("aclImdb_v1.tar.gz").toString();
    Job.freshSpark();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void evaluateAndScoreAndAPipelineSayTheSame() {
    // What it has learnt is not the point: a tenth of the reviews, once.
    Outcome trained =
        Job.run(
            List.of(
                "train",
                "--json",
                "--set",
                "data.path=" + archive,
                "--set",
                "data.validation.fraction=0.9",
                "--set",
                "training.epochs=1",
                "--set",
                "training.replicas=2",
                "--set",
                "output.dir=" + folder,
                "--set",
                "run.id=r"));
    assertThat(trained.code()).as(trained.err()).isZero();
    String model = folder.resolve("r").toString();
    String reviews = folder.resolve("reviews.parquet").toString();
    String scored = folder.resolve("scored.parquet").toString();
    testReviews().write().parquet(reviews);

    Outcome evaluated = Job.run("evaluate", model, "--json");
    Outcome table =
        Job.run("score", model, "--json", "--output", scored, "--set", "data.path=" + reviews);

    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(table.code()).as(table.err()).isZero();
    assertThat(table.json().get("scored").intValue()).isEqualTo(REVIEWS);
    double accuracy = evaluated.json().at("/scores/accuracy").doubleValue();
    SparkSession spark = SparkForTests.session();
    Dataset<Row> bySubcommand = spark.read().parquet(scored);
    assertThat(bySubcommand.filter("label = prediction").count() / (double) REVIEWS)
        .isEqualTo(accuracy);
    assertThat(trained.json().at("/test/accuracy").doubleValue()).isEqualTo(accuracy);

    Dataset<Row> both =
        pipeline(model)
            .fit(spark.read().parquet(reviews))
            .transform(spark.read().parquet(reviews))
            .selectExpr("text as read", "prediction as class", "probability as chances")
            .join(bySubcommand)
            .where("read = text");
    // Some reviews are there twice, and meet themselves four times.
    assertThat(both.count()).isGreaterThanOrEqualTo(REVIEWS);
    assertThat(both.filter("class != prediction").count()).isZero();
    // Which reviews share a minibatch differs, and with it the last bits of a sum.
    assertThat(both.select("chances", "probability").collectAsList())
        .allMatch(row -> difference(row) < 1e-6);
  }

  private static double difference(Row row) {
    org.apache.spark.ml.linalg.Vector chances = row.getAs("chances");
    return Math.abs(chances.apply(1) - row.<Number>getAs("probability").doubleValue());
  }

  private static Pipeline pipeline(String model) {
    SQLTransformer texts = new SQLTransformer().setStatement("select text from __THIS__");
    return new Pipeline().setStages(new PipelineStage[] {texts, SparkRnnModel.ofRun(model)});
  }

  private static Dataset<Row> testReviews() {
    JobConfig job =
        ConfigLoader.ofProcess(Workloads.settings())
            .load(List.of(), List.of("data.path=" + archive))
            .job();
    SparkSession spark = SparkForTests.session();
    JavaRDD<Row> rows =
        ReviewSources.open(job.data(), SentimentSettings.of(job).reviews(), new Configuration())
            .read(spark)
            .map(Review.class::cast)
            .filter(review -> review.split() == Split.TEST)
            .map(review -> RowFactory.create(Integer.parseInt(review.label()), review.text()));
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("label", DataTypes.IntegerType, false)
            .add("text", DataTypes.StringType, false));
  }
}
