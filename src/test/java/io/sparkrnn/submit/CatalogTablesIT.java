package io.sparkrnn.submit;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Tables of Iceberg, Delta and Hive. */
class CatalogTablesIT extends FormatChecks {

  static Stream<Format> formats() {
    Path tables = folder.resolve("tables");
    return Stream.of(
        new Format(
            "iceberg",
            "lake.db.reviews",
            "table lake\\.db\\.reviews \\(snapshot \\d+\\)",
            Map.of(
                "spark.jars.packages",
                "org.apache.iceberg:iceberg-spark-runtime-3.5_2.12:1.8.1",
                "spark.sql.extensions",
                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
                "spark.sql.catalog.lake",
                "org.apache.iceberg.spark.SparkCatalog",
                "spark.sql.catalog.lake.type",
                "hadoop",
                "spark.sql.catalog.lake.warehouse",
                tables.resolve("iceberg").toString())),
        new Format(
            "delta",
            "delta.`%s`".formatted(tables.resolve("delta")),
            "table delta\\.`.*` \\(version \\d+\\)",
            Map.of(
                "spark.jars.packages",
                "io.delta:delta-spark_2.12:3.3.1",
                "spark.sql.extensions",
                "io.delta.sql.DeltaSparkSessionExtension",
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog",
                "spark.sql.sources.default",
                "delta")),
        new Format(
            "hive",
            "default.reviews",
            "table default\\.reviews",
            Map.of(
                "spark.jars.packages",
                "org.apache.spark:spark-hive_2.12:3.5.5",
                "spark.sql.catalogImplementation",
                "hive",
                "spark.sql.warehouse.dir",
                tables.resolve("hive").toString(),
                "spark.hadoop.javax.jdo.option.ConnectionURL",
                "jdbc:derby:;databaseName=%s;create=true".formatted(tables.resolve("metastore")))));
  }
}
