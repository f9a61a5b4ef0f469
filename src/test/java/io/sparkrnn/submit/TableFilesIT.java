package io.sparkrnn.submit;

import java.util.Map;
import java.util.stream.Stream;

/** Folders of files, partitioned as Spark does it. */
class TableFilesIT extends FormatChecks {

  static Stream<Format> formats() {
    return Stream.of(
        Format.files("parquet", Map.of()),
        Format.files("orc", Map.of()),
        Format.files(
            "avro", Map.of("spark.jars.packages", "org.apache.spark:spark-avro_2.12:3.5.5")));
  }
}
