package io.sparkrnn.data;

/** The part of a data set that a review belongs to. Validation is taken from {@link #TRAIN}. */
public enum Split {
  TRAIN,
  TEST
}
