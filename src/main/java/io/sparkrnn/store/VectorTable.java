package io.sparkrnn.store;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.MessageText;
import io.sparkrnn.eval.ExampleVector;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
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
 * Reads and writes vectors as Parquet with the columns {@code index} (long), {@code label} (int,
 * null if unknown) and {@code vector} (array of float).
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

  /** Writes vectors from the executors as the content of a folder. */
  public static void write(
      JavaRDD<ExampleVector> vectors, AtomicFolder folder, SparkSession spark) {
    folder.write(spark.createDataFrame(vectors.map(VectorTable::row), SCHEMA), "parquet", Map.of());
  }

  private static Row row(ExampleVector vector) {
    Float[] values = new Float[vector.values().length];
    Arrays.setAll(values, i -> vector.values()[i]);
    Integer label = vector.label().isPresent() ? vector.label().getAsInt() : null;
    return RowFactory.create(vector.index(), label, values);
  }

  /**
   * Reads the vectors of a Parquet file or folder, sorted by index. Numbers of any type are
   * converted to float; the column {@code label} is optional.
   *
   * @throws BadDataException if there is no such table, or a required column is missing
   */
  public static JavaRDD<ExampleVector> read(String path, SparkSession spark) {
    Dataset<Row> table = table(path, spark);
    boolean labeled = Arrays.asList(table.columns()).contains(LABEL);
    Column label = labeled ? functions.col(LABEL) : functions.lit(null);
    return table
        .select(
            functions.col(INDEX).cast(DataTypes.LongType),
            label.cast(DataTypes.IntegerType).as(LABEL),
            functions.col(VECTOR).cast(DataTypes.createArrayType(DataTypes.FloatType)))
        .javaRDD()
        .map(row -> vector(row, path))
        .sortBy(ExampleVector::index, true, Math.max(1, spark.sparkContext().defaultParallelism()));
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
      // Spark's methods throw AnalysisException, a checked exception, without declaring it.
      if (e instanceof AnalysisException || e instanceof org.apache.spark.SparkException) {
        throw new BadDataException(
            "%s is not a readable Parquet table: %s".formatted(path, MessageText.reason(e)), e);
      }
      throw e;
    }
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

  private static ExampleVector vector(Row row, String path) {
    if (row.isNullAt(0) || row.isNullAt(2)) {
      throw new BadDataException("%s has a row without index or vector: %s".formatted(path, row));
    }
    List<Float> values = row.getList(2);
    float[] vector = new float[values.size()];
    for (int i = 0; i < vector.length; i++) {
      Float value = values.get(i);
      if (value == null) {
        throw new BadDataException(
            "%s: the vector of index %d has no value at position %d"
                .formatted(path, row.getLong(0), i + 1));
      }
      vector[i] = value;
    }
    return new ExampleVector(
        row.getLong(0),
        row.isNullAt(1) ? OptionalInt.empty() : OptionalInt.of(row.getInt(1)),
        vector);
  }
}
