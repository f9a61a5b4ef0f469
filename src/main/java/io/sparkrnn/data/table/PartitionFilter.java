package io.sparkrnn.data.table;

import io.sparkrnn.config.TableSettings;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.error.BadDataException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Chooses the files of a partitioned table of text files by a SQL condition. */
public final class PartitionFilter {

  private static final String FILE = "__file";

  private PartitionFilter() {}

  /**
   * Returns the files, in their order, whose partition columns satisfy a condition.
   *
   * @param key setting of the condition, for messages
   * @throws BadDataException if the condition is not valid SQL, or names another column
   */
  public static List<InputFile> chosen(
      List<InputFile> files, String root, String key, String condition, SparkSession spark) {
    Set<String> columns = new LinkedHashSet<>();
    List<Map<String, Optional<String>>> partitions =
        files.stream().map(file -> PartitionPath.values(root, file.path())).toList();
    partitions.forEach(partition -> columns.addAll(partition.keySet()));
    StructType schema = new StructType().add(FILE, DataTypes.IntegerType);
    for (String column : columns) {
      schema = schema.add(column, DataTypes.StringType);
    }
    List<Row> rows = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      List<Object> cells = new ArrayList<>(List.of(file));
      for (String column : columns) {
        cells.add(partitions.get(file).getOrDefault(column, Optional.empty()).orElse(null));
      }
      rows.add(RowFactory.create(cells.toArray()));
    }
    try {
      return spark
          .createDataFrame(rows, schema)
          .where(condition)
          .orderBy(functions.col(FILE))
          .select(FILE)
          .collectAsList()
          .stream()
          .map(row -> files.get(row.getInt(0)))
          .toList();
    } catch (Exception e) {
      // Scala code throws the checked AnalysisException without declaring it.
      throw new BadDataException(
          "%s = \"%s\" cannot be used on %s, whose partition columns are %s: %s; for a condition on other columns, set %s in place of data.source"
              .formatted(
                  key,
                  condition,
                  root,
                  columns.isEmpty()
                      ? "none"
                      : columns.stream().collect(Collectors.joining(", ", "[", "]")),
                  InputFiles.reason(e),
                  TableSettings.FORMAT),
          e);
    }
  }
}
