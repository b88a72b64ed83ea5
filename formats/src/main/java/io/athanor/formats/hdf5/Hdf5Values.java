package io.athanor.formats.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.PipelineFilterWithData;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Numbers and texts of datasets and attributes, after their sizes have been looked at. */
final class Hdf5Values {
  /** Most values of one dataset that are read. */
  static final int MOST_VALUES = 2_000_000;

  private static final int MOST_TEXTS = 64;
  private static final int LONGEST_TEXT = 65_536;
  private static final int MOST_CHUNKS = 20_000;
  private static final int LARGEST_CHUNK = 64 * 1024 * 1024;
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER = 3;

  private final BoundedStorage storage;

  Hdf5Values(BoundedStorage storage) {
    this.storage = storage;
  }

  /** How many dimensions are longer than one. */
  static int rank(Dataset dataset) {
    int rank = 0;
    for (long dimension : dataset.getDimensionsAsLong()) {
      rank += dimension > 1 ? 1 : 0;
    }
    return rank;
  }

  /**
   * Its numbers in order; empty where it holds none. An {@link HdfException} if it is too large.
   */
  Optional<double[]> numbers(Dataset dataset) {
    DataType type = dataset.getDataType();
    if (!(type instanceof FixedPoint || type instanceof FloatingPoint) || type.getSize() > 16) {
      return Optional.empty();
    }
    requireSize(dataset.getDimensionsAsLong(), MOST_VALUES);
    Optional<Object> data = data(dataset);
    if (data.isEmpty()) {
      return Optional.empty();
    }
    int length = data.get().getClass().isArray() ? Array.getLength(data.get()) : 1;
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      Object value = data.get().getClass().isArray() ? Array.get(data.get(), i) : data.get();
      if (!(value instanceof Number number)) {
        return Optional.empty();
      }
      numbers[i] = number.doubleValue();
    }
    return Optional.of(numbers);
  }

  /** Its text, the first where it holds several; empty where it holds none. */
  Optional<String> text(Dataset dataset) {
    DataType type = dataset.getDataType();
    if (!isText(type)) {
      return Optional.empty();
    }
    requireSize(dataset.getDimensionsAsLong(), MOST_TEXTS);
    return data(dataset).flatMap(data -> texts(data).stream().findFirst());
  }

  /** The texts of an attribute, none where it holds something else or too much. */
  List<String> texts(Attribute attribute) {
    if (attribute == null || !isText(attribute.getDataType()) || attribute.isEmpty()) {
      return List.of();
    }
    requireSize(attribute.getDimensionsAsLong(), MOST_TEXTS);
    storage.allow(Hdf5Tree.OBJECT);
    return texts(attribute.getData());
  }

  /** The one number of an attribute. */
  Optional<Double> number(Attribute attribute) {
    if (attribute == null
        || !(attribute.getDataType() instanceof FixedPoint
            || attribute.getDataType() instanceof FloatingPoint)
        || attribute.isEmpty()) {
      return Optional.empty();
    }
    requireSize(attribute.getDimensionsAsLong(), 1);
    Object data = attribute.getData();
    Object first =
        data.getClass().isArray() && Array.getLength(data) == 1 ? Array.get(data, 0) : data;
    return first instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }

  private static boolean isText(DataType type) {
    return (type instanceof StringData && type.getSize() <= LONGEST_TEXT)
        || (type instanceof VariableLength variable && variable.isVariableLengthString());
  }

  private static List<String> texts(Object data) {
    List<String> texts = new ArrayList<>();
    if (data instanceof String text) {
      texts.add(text.strip());
    } else if (data instanceof Object[] array) {
      for (Object each : array) {
        texts.addAll(texts(each));
      }
    }
    return texts;
  }

  private Optional<Object> data(Dataset dataset) {
    storage.allow(Hdf5Tree.OBJECT);
    if (dataset instanceof ChunkedDataset chunked) {
      requireChunks(chunked);
    }
    if (dataset.isEmpty() || dataset.getSize() == 0) {
      return Optional.empty();
    }
    storage.allow(2 * storage.size() + Hdf5Tree.OBJECT);
    return Optional.ofNullable(dataset.isScalar() ? dataset.getData() : dataset.getDataFlat());
  }

  private static void requireSize(long[] dimensions, long most) {
    long product = 1;
    for (long dimension : dimensions) {
      // each by itself as well: an empty array may still have a huge side
      if (dimension < 0 || dimension > most || product * Math.max(1, dimension) > most) {
        throw new HdfException("more than " + most + " values");
      }
      product *= Math.max(1, dimension);
    }
  }

  /** Chunks of a sane size, and compressed by nothing that unpacks to more than a chunk. */
  private void requireChunks(ChunkedDataset dataset) {
    long[] dimensions = dataset.getDimensionsAsLong();
    int[] chunk = dataset.getChunkDimensions();
    long chunks = 1;
    long chunkBytes = dataset.getDataType().getSize();
    if (chunk.length != dimensions.length) {
      throw new HdfException("chunks of another number of dimensions");
    }
    for (int i = 0; i < chunk.length; i++) {
      if (chunk[i] < 1 || chunkBytes > LARGEST_CHUNK / chunk[i]) {
        throw new HdfException("chunks of more than " + LARGEST_CHUNK + " bytes");
      }
      chunkBytes *= chunk[i];
      chunks *= (dimensions[i] + chunk[i] - 1) / chunk[i];
      if (chunks > MOST_CHUNKS) {
        throw new HdfException("more than " + MOST_CHUNKS + " chunks");
      }
    }
    boolean compressed = false;
    for (PipelineFilterWithData filter : dataset.getFilters()) {
      if (filter.getId() == DEFLATE && !compressed) {
        compressed = true;
      } else if (filter.getId() != SHUFFLE && filter.getId() != FLETCHER) {
        throw new HdfException("compression that is not read here: " + filter.getName());
      }
    }
    if (dataset.isEmpty() || !compressed) {
      return;
    }
    storage.allow(storage.size() + Hdf5Tree.OBJECT);
    int[] offset = new int[chunk.length];
    for (long i = 0; i < chunks; i++) {
      requireSmall(dataset.getRawChunkBuffer(offset), chunkBytes);
      advance(offset, chunk, dimensions);
    }
  }

  private static void advance(int[] offset, int[] chunk, long[] dimensions) {
    for (int d = offset.length - 1; d >= 0; d--) {
      offset[d] += chunk[d];
      if (offset[d] < dimensions[d]) {
        return;
      }
      offset[d] = 0;
    }
  }

  /** Unpacks to nowhere, and no further than the chunk may be. */
  static void requireSmall(ByteBuffer compressed, long most) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      byte[] buffer = new byte[8_192];
      // four bytes more for a checksum
      while (!inflater.finished() && inflater.getBytesWritten() <= most + 4) {
        if (inflater.inflate(buffer) == 0) {
          break;
        }
      }
      if (!inflater.finished() || inflater.getBytesWritten() > most + 4) {
        throw new HdfException("a compressed chunk that is damaged or larger than it may be");
      }
    } catch (DataFormatException e) {
      throw new HdfException("a compressed chunk that is damaged");
    } finally {
      inflater.end();
    }
  }
}
