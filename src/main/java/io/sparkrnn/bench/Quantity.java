package io.sparkrnn.bench;

/** Quantities that are measured once per run. */
public enum Quantity {
  STOCK_ONE("stock_one", "stock layers, one core"),
  FUSED_ONE("fused_one", "fused layer, one core"),
  STOCK_ALL("stock_all", "stock layers, all cores"),
  FUSED_ALL("fused_all", "fused layer, all cores"),
  EPOCH("epoch", "epoch under Spark, all cores"),
  EPOCH_ONE_REPLICA("epoch_one_replica", "epoch under Spark, one replica"),
  EPOCH_STOCK("stock_epoch", "epoch under Spark, stock layers"),
  SCORING("scoring", "scoring under Spark, all cores"),
  PREPARATION("prepare", "preparation, all cores");

  private final String key;
  private final String title;

  Quantity(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** Returns the key in JSON. */
  String key() {
    return key;
  }

  /** Returns the name in tables. */
  String title() {
    return title;
  }
}
