package io.sparkrnn.store;

import io.sparkrnn.workload.Example;
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
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Examples as Parquet files, their floats as bytes. Targets that are the features themselves are
 * left out.
 *
 * <p>Written and read through Parquet's own Hadoop formats: starting Spark SQL takes longer than
 * reading all examples, and it makes an object of every element of an array.
 */
final class ParquetExamples {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message example { required int64 index; required binary features; optional binary targets; }");

  private static final int ROW_GROUP = 32 << 20;

  private ParquetExamples() {}

  /** Writes examples to a folder that does not exist yet. */
  static void write(JavaRDD<Example> examples, Path folder) {
    Configuration hadoop = new Configuration(examples.context().hadoopConfiguration());
    GroupWriteSupport.setSchema(SCHEMA, hadoop);
    hadoop.set(ParquetOutputFormat.COMPRESSION, CompressionCodecName.SNAPPY.name());
    // A task holds a whole row group of what it writes, beside what Spark knows of.
    hadoop.setInt(ParquetOutputFormat.BLOCK_SIZE, ROW_GROUP);
    // A summary beside the files would be one more file to check.
    hadoop.set(ParquetOutputFormat.JOB_SUMMARY_LEVEL, JobSummaryLevel.NONE.name());
    JavaPairRDD<Void, Group> rows =
        examples.mapToPair(example -> new Tuple2<>(null, group(example)));
    StorageFailure.inTasks(
        "cannot write " + folder,
        () -> {
          rows.saveAsNewAPIHadoopFile(
              folder.toString(), Void.class, Group.class, ExampleOutputFormat.class, hadoop);
          return folder;
        });
  }

  /** The examples of a folder; the order of its files is that of their names. */
  static JavaRDD<Example> read(JavaSparkContext context, Path folder) {
    return context
        .newAPIHadoopFile(
            folder.toString(),
            ExampleInputFormat.class,
            Void.class,
            Group.class,
            context.hadoopConfiguration())
        .values()
        .map(ParquetExamples::example);
  }

  private static Example example(Group row) {
    float[] features = floats(row.getBinary("features", 0));
    boolean ownTargets = row.getFieldRepetitionCount("targets") > 0;
    return new Example(
        row.getLong("index", 0),
        features,
        ownTargets ? floats(row.getBinary("targets", 0)) : features);
  }

  private static Group group(Example example) {
    Group row =
        new SimpleGroup(SCHEMA)
            .append("index", example.index())
            .append("features", bytes(example.features()));
    return example.targets() == example.features()
        ? row
        : row.append("targets", bytes(example.targets()));
  }

  private static Binary bytes(float[] floats) {
    return Binary.fromConstantByteArray(Floats.toBytes(floats));
  }

  private static float[] floats(Binary bytes) {
    return Floats.of(bytes.toByteBuffer());
  }
}
