package io.sparkrnn.data.series;

import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.TableSettings;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.table.DelimitedReader;
import io.sparkrnn.data.table.PartitionFilter;
import io.sparkrnn.data.table.RowIterator;
import io.sparkrnn.data.table.SparkTable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/**
 * Source of time series in CSV or TSV files, one task each.
 *
 * @param where condition on the partition columns; empty: all files
 */
record SeriesTableSource(
    SourceKind kind,
    String path,
    List<InputFile> files,
    CsvDialect dialect,
    Optional<String> where,
    SeriesColumns columns,
    Configuration hadoop)
    implements SeriesSource {

  @Override
  public String description() {
    return "%s table %s".formatted(kind.spelling(), path)
        + where.map(condition -> " where " + condition).orElse("");
  }

  @Override
  public String fingerprint() {
    List<InputFile> read =
        where.isPresent() ? chosen(SparkTable.session(TableSettings.WHERE)) : files;
    return new Fingerprint("series-" + kind.spelling())
        .with("columns", columns)
        .with("dialect", dialect)
        .with(read)
        .text();
  }

  private List<InputFile> chosen(SparkSession spark) {
    return where
        .map(
            condition -> PartitionFilter.chosen(files, path, TableSettings.WHERE, condition, spark))
        .orElse(files);
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    SourceKind ofFiles = kind;
    String root = path;
    CsvDialect of = dialect;
    SeriesColumns wanted = columns;
    return RowIterator.ofFiles(
        chosen(spark).stream().map(InputFile::path).toList(),
        (file, conf) ->
            DelimitedReader.open(ofFiles, root, file, of, new ObservationParser(wanted), conf),
        spark,
        hadoop);
  }
}
