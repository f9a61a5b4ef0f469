package io.sparkrnn.data.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/** Partition columns in the path of a file, as Spark and Hive write them: {@code ds=2026-01-31}. */
public final class PartitionPath {

  /** Name that Hive gives to the partition of null. */
  private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

  private PartitionPath() {}

  /**
   * Returns the values of the partition columns, in the order of the folders; null is empty.
   *
   * @param root the table's folder, or the file itself
   * @param file path of a file in it
   */
  public static Map<String, Optional<String>> values(String root, String file) {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    if (!file.startsWith(root) || file.equals(root)) {
      return values;
    }
    String[] names = file.substring(root.length()).split("/");
    for (int i = 0; i < names.length - 1; i++) {
      int equals = names[i].indexOf('=');
      if (equals > 0) {
        String value = names[i].substring(equals + 1);
        values.put(
            ExternalCatalogUtils.unescapePathName(names[i].substring(0, equals)),
            value.equals(NULL)
                ? Optional.empty()
                : Optional.of(ExternalCatalogUtils.unescapePathName(value)));
      }
    }
    return values;
  }
}
