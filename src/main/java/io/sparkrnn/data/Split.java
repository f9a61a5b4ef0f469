package io.sparkrnn.data;

/** Split of a data set. The validation split is taken from {@link #TRAIN}. */
public enum Split {
  TRAIN,
  TEST
}
