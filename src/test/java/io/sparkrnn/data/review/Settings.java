package io.sparkrnn.data.review;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.BadRowPolicy;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.DataSettings.Storage;
import io.sparkrnn.config.DataSettings.ValidationSplit;
import io.sparkrnn.config.TableSettings;
import io.sparkrnn.data.review.ReviewSettings.Unlabeled;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings as a user would have them, changed where a test needs it. */
record Settings(
    Optional<String> path,
    SourceKind kind,
    Optional<String> testPath,
    String text,
    List<String> positive,
    Optional<String> wordIndex,
    Unlabeled unlabelled) {

  static Settings sample() {
    return new Settings(
        Optional.empty(),
        SourceKind.AUTO,
        Optional.empty(),
        "text",
        List.of("pos", "1", "true"),
        Optional.empty(),
        Unlabeled.IGNORE);
  }

  static Settings of(Path path) {
    return sample().path(path.toString());
  }

  Settings path(String newPath) {
    return new Settings(
        Optional.of(newPath), kind, testPath, text, positive, wordIndex, unlabelled);
  }

  Settings kind(SourceKind newKind) {
    return new Settings(path, newKind, testPath, text, positive, wordIndex, unlabelled);
  }

  Settings testPath(Path newPath) {
    return new Settings(
        path, kind, Optional.of(newPath.toString()), text, positive, wordIndex, unlabelled);
  }

  Settings text(String column) {
    return new Settings(path, kind, testPath, column, positive, wordIndex, unlabelled);
  }

  Settings positive(String... labels) {
    return new Settings(path, kind, testPath, text, List.of(labels), wordIndex, unlabelled);
  }

  Settings wordIndex(Path newPath) {
    return new Settings(
        path, kind, testPath, text, positive, Optional.of(newPath.toString()), unlabelled);
  }

  Settings unlabelled(Unlabeled what) {
    return new Settings(path, kind, testPath, text, positive, wordIndex, what);
  }

  DataSettings data() {
    return new DataSettings(
        path,
        kind,
        BadRowPolicy.FAIL,
        Optional.empty(),
        0.2,
        ValidationSplit.RANDOM,
        65_536,
        Storage.AUTO,
        TableSettings.NONE);
  }

  ReviewSettings reviews() {
    return new ReviewSettings(
        testPath,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of("test"),
        0.25,
        text,
        "label",
        positive,
        List.of("neg", "0", "false"),
        wordIndex,
        unlabelled,
        ClassSettings.binary());
  }
}
