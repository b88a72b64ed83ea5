package io.athanor.gateway.export;

import io.athanor.formats.table.CsvText;
import io.athanor.formats.table.ParquetBytes;
import io.athanor.gateway.view.CampaignView;
import io.athanor.gateway.view.FeedItem;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The forms in which a campaign leaves; each comes in pieces. */
public enum Export {
  /** A table of the experiments as CSV. */
  CSV("text/csv; charset=utf-8; header=present", "csv"),
  /** The same table as Apache Parquet. */
  PARQUET("application/vnd.apache.parquet", "parquet"),
  /** All that happened as PROV-O in JSON-LD. */
  JSONLD("application/ld+json", "jsonld");

  private final String mediaType;
  private final String extension;

  Export(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /**
   * The form of this name.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static Export of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("format must be csv, parquet or jsonld"));
  }

  /** Its media type. */
  public String mediaType() {
    return mediaType;
  }

  /** How a file of it ends, without the dot. */
  public String extension() {
    return extension;
  }

  /**
   * The pieces, in their order.
   *
   * @param campaign as it stands
   * @param feed what happened in it, in the order of the log
   */
  public Iterator<byte[]> of(CampaignView campaign, List<FeedItem> feed) {
    return switch (this) {
      case CSV -> new CsvText(ExperimentRows.table(campaign, feed));
      case PARQUET -> new ParquetBytes(ExperimentRows.table(campaign, feed));
      case JSONLD -> new Provenance(campaign, feed);
    };
  }
}
