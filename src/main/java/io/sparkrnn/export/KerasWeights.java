package io.sparkrnn.export;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads and writes weights in the two HDF5 layouts of Keras: version 3 has a group of numbered
 * datasets for each layer, version 2 has named datasets.
 */
final class KerasWeights {

  private static final String LAYERS = "layers";

  /** Name of the group in Keras 2.13, which wrote the first {@code .keras} files. */
  private static final String LAYERS_BEFORE = "_layer_checkpoint_dependencies";

  private static final String LEGACY = "model_weights";
  private static final String VARIABLES = "vars";

  /** Limit for nested groups; Keras has four at most. */
  private static final int DEPTH = 8;

  private KerasWeights() {}

  /** Returns {@code model.weights.h5} of version 3. */
  static byte[] bytes(ClassifierWeights weights) throws IOException {
    // jHDF can only write to a path.
    Path file = Files.createTempFile("spark-rnn-", ".tmp");
    try {
      write(weights, file);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static void write(ClassifierWeights weights, Path file) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup layers = hdf.putGroup(LAYERS);
      WritableGroup embedding = layers.putGroup("embedding").putGroup(VARIABLES);
      embedding.putDataset("0", weights.embedding().toRows());
      WritableGroup cell = layers.putGroup("simple_rnn").putGroup("cell").putGroup(VARIABLES);
      cell.putDataset("0", weights.kernel().toRows());
      cell.putDataset("1", weights.recurrent().toRows());
      cell.putDataset("2", weights.bias().values());
      WritableGroup dense = layers.putGroup("dense").putGroup(VARIABLES);
      dense.putDataset("0", weights.outputKernel().toRows());
      dense.putDataset("1", weights.outputBias().values());
    }
  }

  /** Reads {@code model.weights.h5} of version 3. */
  static ClassifierWeights read(Group file, KerasArchitecture architecture) {
    Group layers = group(file, child(file, LAYERS) == null ? LAYERS_BEFORE : LAYERS);
    Group embedding = group(group(layers, "embedding"), VARIABLES);
    Group cell = group(group(group(layers, "simple_rnn"), "cell"), VARIABLES);
    Group dense = group(group(layers, "dense"), VARIABLES);
    return read(
        architecture,
        List.of(
            new DatasetRef(embedding, "0"),
            new DatasetRef(cell, "0"),
            new DatasetRef(cell, "1"),
            new DatasetRef(cell, "2"),
            new DatasetRef(dense, "0"),
            new DatasetRef(dense, "1")));
  }

  /** Reads an {@code .h5} file in the layout of version 2, which version 3 can write, too. */
  static ClassifierWeights readLegacy(Group file, KerasArchitecture architecture) {
    Group layers = group(file, LEGACY);
    Group embedding = group(layers, architecture.embedding().name());
    Group recurrent = group(layers, architecture.recurrent().name());
    Group output = group(layers, architecture.output().name());
    return read(
        architecture,
        List.of(
            find(embedding, "embeddings"),
            find(recurrent, "kernel"),
            find(recurrent, "recurrent_kernel"),
            find(recurrent, "bias"),
            find(output, "kernel"),
            find(output, "bias")));
  }

  /** Reference to a dataset by its group and name. */
  private record DatasetRef(Group group, String name) {}

  private static ClassifierWeights read(KerasArchitecture architecture, List<DatasetRef> refs) {
    int ids = architecture.embedding().ids();
    int size = architecture.embedding().size();
    int units = architecture.recurrent().units();
    return new ClassifierWeights(
        matrix(refs.get(0), ids, size),
        matrix(refs.get(1), size, units),
        matrix(refs.get(2), units, units),
        architecture.recurrent().biased() ? vector(refs.get(3), units) : Matrix.zeros(1, units),
        matrix(refs.get(4), units, architecture.output().units()),
        architecture.output().biased()
            ? vector(refs.get(5), architecture.output().units())
            : Matrix.zeros(1, architecture.output().units()));
  }

  /**
   * Finds a dataset of a layer. The names of the groups between them depend on the version of Keras
   * and on the models built before, so single groups are followed whatever their name.
   */
  private static DatasetRef find(Group layer, String name) {
    Group group = layer;
    for (int depth = 0; depth < DEPTH; depth++) {
      for (String form : List.of(name, name + ":0")) {
        if (child(group, form) instanceof Dataset) {
          return new DatasetRef(group, form);
        }
      }
      Group parent = group;
      List<Group> inner =
          parent.getChildren().keySet().stream()
              .map(inside -> child(parent, inside))
              .filter(Group.class::isInstance)
              .map(Group.class::cast)
              .toList();
      if (inner.size() != 1) {
        break;
      }
      group = inner.get(0);
    }
    return new DatasetRef(layer, name);
  }

  private static Matrix matrix(DatasetRef ref, int rows, int columns) {
    return new Matrix(rows, columns, values(ref, rows, columns));
  }

  private static Matrix vector(DatasetRef ref, int length) {
    return new Matrix(1, length, values(ref, length));
  }

  private static float[] values(DatasetRef ref, int... shape) {
    String path = ref.group().getPath() + ref.name();
    if (!(child(ref.group(), ref.name()) instanceof Dataset dataset)) {
      throw new BadDataException("there are no weights at %s".formatted(path));
    }
    if (!Arrays.equals(dataset.getDimensions(), shape) || dataset.getJavaType() != float.class) {
      throw new BadDataException(
          "the weights at %s are %s of the shape %s, expected float of %s"
              .formatted(
                  path,
                  dataset.getJavaType().getSimpleName(),
                  Arrays.toString(dataset.getDimensions()),
                  Arrays.toString(shape)));
    }
    float[] values = (float[]) dataset.getDataFlat();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new BadDataException(
            "the weights at %s hold %s, expected finite numbers".formatted(path, value));
      }
    }
    return values;
  }

  private static Group group(Group parent, String name) {
    if (child(parent, name) instanceof Group found) {
      return found;
    }
    throw new BadDataException(
        "there is no group '%s' in %s of its weights".formatted(name, parent.getPath()));
  }

  /**
   * Returns a child; null if there is none.
   *
   * @throws BadDataException if it is a link, since a link may point outside the file
   */
  private static Node child(Group parent, String name) {
    Node found = parent.getChild(name);
    if (found != null && found.isLink()) {
      throw new BadDataException(
          "%s%s is a link, expected weights in the file itself".formatted(parent.getPath(), name));
    }
    return found;
  }
}
