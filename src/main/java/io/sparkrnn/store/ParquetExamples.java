package io.sparkrnn.store;

import io.sparkrnn.workload.CompactFloats;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleMetadata;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.ParquetOutputFormat.JobSummaryLevel;
import org.apache.parquet.hadoop.example.ExampleInputFormat;
import org.apache.parquet.hadoop.example.ExampleOutputFormat;
import org.apache.parquet.hadoop.example.GroupWriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Reads and writes examples as Parquet files, with floats as binary columns, see {@link
 * CompactFloats}. Targets that are the same array as the features are not written.
 *
 * <p>Uses Parquet's own Hadoop formats: starting Spark SQL takes longer than reading all examples,
 * and it creates an object for every array element.
 */
final class ParquetExamples {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message example { required int64 index; required binary features; optional binary targets; optional binary metadata; }");

  private static final int ROW_GROUP = 32 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private ParquetExamples() {}

  /** Writes examples to a folder that does not exist yet. */
  static void write(JavaRDD<Example> examples, Path folder) {
    Configuration hadoop = new Configuration(examples.context().hadoopConfiguration());
    GroupWriteSupport.setSchema(SCHEMA, hadoop);
    hadoop.set(ParquetOutputFormat.COMPRESSION, CompressionCodecName.SNAPPY.name());
    // A task buffers a whole row group, in memory that Spark does not account for.
    hadoop.setInt(ParquetOutputFormat.BLOCK_SIZE, ROW_GROUP);
    // A summary file would be one more file to verify.
    hadoop.set(ParquetOutputFormat.JOB_SUMMARY_LEVEL, JobSummaryLevel.NONE.name());
    JavaPairRDD<Void, Group> rows =
        examples.mapToPair(example -> new Tuple2<>(null, group(example)));
    try {
      StorageFailure.inTasks(
          "cannot write " + folder,
          () -> {
            rows.saveAsNewAPIHadoopFile(
                folder.toString(), Void.class, Group.class, ExampleOutputFormat.class, hadoop);
            return folder;
          });
    } catch (RuntimeException e) {
      awaitTasks(examples.context().statusTracker());
      throw e;
    }
  }

  /**
   * Waits until no task runs. When one task fails, Spark ends the job, but not the other tasks:
   * they would write into the folder after it has been deleted.
   */
  private static void awaitTasks(SparkStatusTracker tracker) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (Arrays.stream(tracker.getExecutorInfos()).anyMatch(info -> info.numRunningTasks() > 0)
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /** Reads the examples of a folder, in the order of its file names. */
  static JavaRDD<Example> read(
      JavaSparkContext context, Path folder, ExampleMetadata.Decoder decoder) {
    return context
        .newAPIHadoopFile(
            folder.toString(),
            ExampleInputFormat.class,
            Void.class,
            Group.class,
            context.hadoopConfiguration())
        .values()
        .map(row -> example(row, decoder));
  }

  private static Example example(Group row, ExampleMetadata.Decoder decoder) {
    float[] features = floats(row.getBinary("features", 0));
    boolean ownTargets = row.getFieldRepetitionCount("targets") > 0;
    return new Example(
        row.getLong("index", 0),
        features,
        ownTargets ? floats(row.getBinary("targets", 0)) : features,
        row.getFieldRepetitionCount("metadata") > 0
            ? Optional.of(decoder.decoded(floats(row.getBinary("metadata", 0))))
            : Optional.empty());
  }

  private static Group group(Example example) {
    Group row =
        new SimpleGroup(SCHEMA)
            .append("index", example.index())
            .append("features", bytes(example.features()));
    if (example.targets() != example.features()) {
      row.append("targets", bytes(example.targets()));
    }
    example.metadata().ifPresent(metadata -> row.append("metadata", bytes(metadata.encoded())));
    return row;
  }

  private static Binary bytes(float[] floats) {
    return Binary.fromConstantByteArray(CompactFloats.toBytes(floats));
  }

  private static float[] floats(Binary bytes) {
    return CompactFloats.of(bytes.toByteBuffer());
  }
}
