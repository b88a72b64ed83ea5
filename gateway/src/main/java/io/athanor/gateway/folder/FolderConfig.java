package io.athanor.gateway.folder;

import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the watched folder is told.
 *
 * @param path the folder; empty for none
 * @param manifest file that remembers what became of each file
 * @param settle how long a file must be unchanged
 * @param interval between two looks
 * @param mostBytes largest file
 */
public record FolderConfig(
    Optional<Path> path, Path manifest, Duration settle, Duration interval, int mostBytes) {
  /** Folder. */
  public static final Setting<String> PATH =
      Setting.text(
          "gateway.folder.path",
          "",
          "Folder whose files become events, with all below it; empty for none.");

  /** Manifest. */
  public static final Setting<String> MANIFEST =
      Setting.text(
          "gateway.folder.manifest",
          "",
          "File that remembers what became of each file; empty for .athanor-manifest.jsonl in the"
              + " folder.");

  /** Settle time. */
  public static final Setting<Duration> SETTLE =
      Setting.duration(
          "gateway.folder.settle",
          "5s",
          "A file is read when its size and time were unchanged for this long.");

  /** Interval. */
  public static final Setting<Duration> INTERVAL =
      Setting.duration("gateway.folder.interval", "2s", "Time between two looks at the folder.");

  /** Size limit. */
  public static final Setting<Integer> BYTES =
      Setting.integer(
          "gateway.folder.bytes",
          128 * 1024 * 1024,
          1024,
          1024 * 1024 * 1024,
          "Largest file that is read; a larger one is rejected.");

  /** Every setting of the folder. */
  public static final List<Setting<?>> SETTINGS = List.of(PATH, MANIFEST, SETTLE, INTERVAL, BYTES);

  /** No folder. */
  public static final FolderConfig OFF =
      new FolderConfig(
          Optional.empty(), Path.of(""), Duration.ofSeconds(5), Duration.ofSeconds(2), 1024);

  /** From settings. */
  public static FolderConfig of(Settings settings) {
    Optional<Path> path =
        Optional.of(settings.get(PATH)).filter(each -> !each.isBlank()).map(Path::of);
    String manifest = settings.get(MANIFEST);
    return new FolderConfig(
        path,
        manifest.isBlank()
            ? path.orElse(Path.of("")).resolve(".athanor-manifest.jsonl")
            : Path.of(manifest),
        settings.get(SETTLE),
        settings.get(INTERVAL),
        settings.get(BYTES));
  }
}
