package io.sparkrnn.store;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.eval.Vector;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Vectors as Parquet: {@code index} (long), {@code label} (int, null where it is not known), {@code
 * vector} (array of float).
 */
public final class VectorTable {

  private static final String INDEX = "index";
  private static final String LABEL = "label";
  private static final String VECTOR = "vector";

  private static final ArrayType FLOATS = DataTypes.createArrayType(DataTypes.FloatType, false);

  private static final StructType SCHEMA =
      new StructType()
          .add(INDEX, DataTypes.LongType, false)
          .add(LABEL, DataTypes.IntegerType, true)
          .add(VECTOR, FLOATS, false);

  private VectorTable() {}

  /**
   * Writes vectors from the executors to a folder of Parquet files, whole or not at all.
   *
   * @param folder local or any Hadoop URI
   * @return where it is, as a URI
   * @throws OutputConflictException if there is something already
   */
  public static String write(JavaRDD<Vector> vectors, String folder, SparkSession spark) {
    try (PublishedFolder out =
        PublishedFolder.begin(folder, spark.sparkContext().hadoopConfiguration())) {
      spark
          .createDataFrame(vectors.map(VectorTable::row), SCHEMA)
          .write()
          .parquet(out.path().toString());
      return out.publish();
    }
  }

  /** Refuses a place that is taken, before hours of work are spent on what is to go there. */
  public static void requireFree(String folder, Configuration hadoop) {
    PublishedFolder.begin(folder, hadoop).close();
  }

  private static Row row(Vector vector) {
    Float[] values = new Float[vector.values().length];
    Arrays.setAll(values, i -> vector.values()[i]);
    Integer label = vector.label().isPresent() ? vector.label().getAsInt() : null;
    return RowFactory.create(vector.index(), label, values);
  }

  /**
   * The vectors of a file or folder of Parquet, sorted by their index. Numbers of any kind are read
   * as floats; a column {@code label} is not needed.
   *
   * @throws BadDataException if there is no such table
   */
  public static JavaRDD<Vector> read(String path, SparkSession spark) {
    Dataset<Row> table = table(path, spark);
    boolean labelled = Arrays.asList(table.columns()).contains(LABEL);
    Column label = labelled ? functions.col(LABEL) : functions.lit(null);
    return table
        .select(
            functions.col(INDEX).cast(DataTypes.LongType),
            label.cast(DataTypes.IntegerType).as(LABEL),
            functions.col(VECTOR).cast(DataTypes.createArrayType(DataTypes.FloatType)))
        .javaRDD()
        .map(row -> vector(row, path))
        .sortBy(Vector::index, true, Math.max(1, spark.sparkContext().defaultParallelism()));
  }

  private static Dataset<Row> table(String path, SparkSession spark) {
    try {
      Dataset<Row> table = spark.read().parquet(path);
      requireColumn(path, table, INDEX, "a whole number");
      requireColumn(path, table, VECTOR, "an array of numbers");
      return table;
    } catch (Exception e) {
      if (e instanceof BadDataException bad) {
        throw bad;
      }
      // Spark's methods throw this checked exception without saying so.
      if (e instanceof AnalysisException || e instanceof org.apache.spark.SparkException) {
        throw new BadDataException(
            "%s is no Parquet table that can be read: %s".formatted(path, firstLine(e)), e);
      }
      throw e;
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void requireColumn(String path, Dataset<Row> table, String name, String expected) {
    List<StructField> fields = Arrays.asList(table.schema().fields());
    boolean fits =
        fields.stream()
            .anyMatch(
                field ->
                    field.name().equals(name)
                        && (name.equals(VECTOR)
                            ? field.dataType() instanceof ArrayType array
                                && array.elementType() instanceof NumericType
                            : field.dataType() instanceof NumericType));
    if (!fits) {
      throw new BadDataException(
          "%s has the columns %s, expected '%s' with %s in each row"
              .formatted(
                  path,
                  fields.stream()
                      .map(
                          field ->
                              field.name()
                                  + " "
                                  + field.dataType().simpleString().toLowerCase(Locale.ROOT))
                      .toList(),
                  name,
                  expected));
    }
  }

  private static Vector vector(Row row, String path) {
    if (row.isNullAt(0) || row.isNullAt(2)) {
      throw new BadDataException("%s has a row without index or vector: %s".formatted(path, row));
    }
    List<Float> values = row.getList(2);
    float[] vector = new float[values.size()];
    for (int i = 0; i < vector.length; i++) {
      Float value = values.get(i);
      if (value == null) {
        throw new BadDataException(
            "%s: the vector of index %d has no number %d".formatted(path, row.getLong(0), i + 1));
      }
      vector[i] = value;
    }
    return new Vector(
        row.getLong(0),
        row.isNullAt(1) ? OptionalInt.empty() : OptionalInt.of(row.getInt(1)),
        vector);
  }
}
