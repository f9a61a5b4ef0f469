package io.sparkrnn.data.series;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.file.InputFile;
import java.util.List;

/** Base of the sources of time series in tables. */
abstract class SeriesTableSource implements SeriesSource {

  private final SourceKind kind;
  private final String path;
  private final List<InputFile> files;
  private final SeriesColumns columns;

  SeriesTableSource(SourceKind kind, String path, List<InputFile> files, SeriesColumns columns) {
    this.kind = kind;
    this.path = path;
    this.files = List.copyOf(files);
    this.columns = columns;
  }

  final List<InputFile> files() {
    return files;
  }

  final String path() {
    return path;
  }

  @Override
  public final SeriesColumns columns() {
    return columns;
  }

  @Override
  public final String description() {
    return "%s table %s".formatted(kind.spelling(), path);
  }

  @Override
  public final String fingerprint() {
    return new Fingerprint("series-" + kind.spelling()).with("columns", columns).with(files).text();
  }
}
