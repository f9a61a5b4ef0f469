package io.sparkrnn.report;

import io.sparkrnn.report.RunReport.Fact;
import io.sparkrnn.train.AveragingStatistics;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochLedger.ShardEntry;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ShardTimes;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.sentiment.BinaryTestMetrics;
import io.sparkrnn.workload.sentiment.ScoredReview;
import io.sparkrnn.workload.sentiment.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** A made-up run that looks like a real one. */
final class DemoReport {

  static final double[] ACCURACY = {0.6131, 0.7918, 0.8619, 0.8957, 0.9189};
  static final double[] VAL_ACCURACY = {0.7394, 0.8306, 0.8552, 0.8654, 0.8622};
  static final double[] LOSS = {0.6402, 0.4615, 0.3358, 0.2672, 0.2143};
  static final double[] VAL_LOSS = {0.5389, 0.3907, 0.3494, 0.3318, 0.3481};

  private DemoReport() {}

  static EpochRecord epoch(int epoch, Scores training, Scores validation) {
    EpochLedger ledger =
        new EpochLedger(
            epoch,
            List.of(
                new ShardEntry(0, 10_000, 10_000, true), new ShardEntry(1, 9_999, 9_999, true)));
    return new EpochRecord(
        epoch,
        training,
        validation,
        0.001 / epoch,
        41.37,
        6.2,
        new AveragingStatistics(1, 0, 0),
        new ShardTimes(1.5, 1.75, 0, "executor 1 (host)"),
        ledger);
  }

  static Scores scores(double loss, double accuracy) {
    return Scores.empty().with("loss", loss).with("accuracy", accuracy);
  }

  static List<EpochRecord> history() {
    return IntStream.range(0, 5)
        .mapToObj(
            i -> epoch(i + 1, scores(LOSS[i], ACCURACY[i]), scores(VAL_LOSS[i], VAL_ACCURACY[i])))
        .toList();
  }

  /** 25,000 judged reviews, about 86 % of them rightly. */
  static BinaryTestMetrics metrics() {
    BinaryTestMetrics metrics = new BinaryTestMetrics();
    Random random = new Random(7);
    for (int i = 0; i < 25_000; i++) {
      int label = i % 2;
      double logit = (label == 1 ? 1.9 : -2.1) + 1.85 * random.nextGaussian();
      float probability = (float) (1 / (1 + Math.exp(-1.3 * logit)));
      metrics.add(i, new float[] {label}, new float[] {probability});
    }
    return metrics;
  }

  static RunReport report() {
    BinaryTestMetrics metrics = metrics();
    List<Figure> figures = new ArrayList<>(metrics.figures());
    figures.add(examples("Surest and right", metrics.mostConfident(Verdict.RIGHT, 3)));
    figures.add(examples("Surest and wrong", metrics.mostConfident(Verdict.WRONG, 3)));
    return new RunReport(
        "Sentiment of reviews",
        "2025-02-11T09-14-03-5f2a",
        List.of(
            new Fact("Data", "IMDB reviews: 25,000 for training, 25,000 for the test"),
            new Fact("Split", "20,000 train, 5,000 validation, 25,000 test"),
            new Fact("Replicas", "2, averaged once an epoch"),
            new Fact("Duration", "4 min 02 s"),
            new Fact("Seed", "42"),
            new Fact("Versions", "Spark 3.5.5, DL4J 1.0.0-M2, Java 17.0.15")),
        """
        Layer        Shape            Parameters
        embedding    [500, 32]           320,000
        simple_rnn   [32]                  2,080
        output       [1]                      33
        Total                            322,113
        """,
        history(),
        metrics.scores(),
        figures,
        """
        training {
          epochs = 5
          batch-size = 128
          optimizer = adam
        }
        """,
        List.of("2 rows of the input were skipped: no label <br>", "7 reviews are in both splits"),
        List.of(
            new Advice(
                "training.epochs",
                "Each replica is trained with only 400 minibatches: training.epochs = 10.")));
  }

  private static Figure.Table examples(String title, List<ScoredReview> judged) {
    List<String> reviews =
        List.of(
            "One of the finest films I've seen in years; every scene <br /><br />earns its place,"
                + " and the closing half hour is as moving as anything in the director's work.",
            "<script>alert('x')</script> I wanted to like it & could not: \"a waste of two hours\".",
            "فيلم رائع جدا \u202eabc and \u0007 bells \ud800 end");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < judged.size(); i++) {
      ScoredReview one = judged.get(i);
      rows.add(
          List.of(
              Long.toString(one.index()),
              one.label() == 1 ? "positive" : "negative",
              String.format(Locale.ROOT, "%.4f", one.probability()),
              reviews.get(i)));
    }
    return new Figure.Table(
        title,
        "Reviews of which the network was surest.",
        Figure.TableStyle.PLAIN,
        List.of("Review", "Truth", "Probability", "Text"),
        rows);
  }
}
