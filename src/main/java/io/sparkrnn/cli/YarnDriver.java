package io.sparkrnn.cli;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkUserAppException;

/**
 * The driver inside of YARN's application master, which calls {@code main} as a method. An exit of
 * the process would be taken there for a failure, whatever its code.
 */
final class YarnDriver {

  private YarnDriver() {}

  /** Whether this process is one. */
  static boolean isHere() {
    SparkConf conf = new SparkConf();
    return conf.get("spark.master", "").equals("yarn")
        && conf.get("spark.submit.deployMode", "").equals("cluster");
  }

  /** Ends {@code main}: by returning after a success, else with what Spark takes for a code. */
  static void end(int code) throws SparkUserAppException {
    if (code != ExitCode.SUCCESS.code()) {
      throw new SparkUserAppException(code);
    }
  }
}
