package io.sparkrnn.cli;

import io.sparkrnn.cli.shared.ExitCode;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkUserAppException;

/**
 * Driver inside YARN's application master, which calls {@code main} as a method. Exiting the JVM
 * there counts as a failure, whatever the code.
 */
final class YarnClusterDriver {

  private YarnClusterDriver() {}

  /** Whether this process is such a driver. */
  static boolean isHere() {
    SparkConf conf = new SparkConf();
    return conf.get("spark.master", "").equals("yarn")
        && conf.get("spark.submit.deployMode", "").equals("cluster");
  }

  /** Ends {@code main}: returns after a success, else throws what Spark maps to an exit code. */
  static void end(int code) throws SparkUserAppException {
    if (code != ExitCode.SUCCESS.code()) {
      throw new SparkUserAppException(code);
    }
  }
}
