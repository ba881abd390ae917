package dev.switchboard.bench;

import dev.switchboard.rows.Mode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The AOT cache (JEP 483) of one of our rows: what its start loads, loaded before. The launcher
 * makes one for the command in the same way.
 */
final class AotCache {

  private static final int ASSEMBLY_SECONDS = 120;

  private AotCache() {}

  /**
   * Makes it unless it is newer than the modules; the row with it, or as it was if there is none.
   */
  static Row with(Row row, Path folder, Generator generator) throws IOException {
    Path cache = folder.resolve(row.name() + ".aot");
    if (!Files.exists(cache) || isOlderThanModules(cache)) {
      Files.deleteIfExists(cache);
      train(row, cache, generator);
    }
    return Files.exists(cache) ? using(row, "-XX:AOTCache=" + cache) : row;
  }

  private static boolean isOlderThanModules(Path cache) throws IOException {
    long made = Files.getLastModifiedTime(cache).toMillis();
    for (String part : JavaCommand.ourPath().split(File.pathSeparator, -1)) {
      File file = new File(part);
      File[] inside = file.listFiles();
      for (File jar : inside == null ? new File[] {file} : inside) {
        if (jar.lastModified() > made) {
          return true;
        }
      }
    }
    return false;
  }

  private static void train(Row row, Path cache, Generator generator) throws IOException {
    Row recording = using(row, "-XX:AOTCacheOutput=" + cache);
    try (RunningRow running = RunningRow.startQuickly(recording, Mode.ECHO)) {
      generator.run("load", running, List.of("connections=4", "seconds=0.5"));
      if (!running.endsByItself(ASSEMBLY_SECONDS)) {
        throw new IOException("the AOT cache of " + row.name() + " takes too long to make");
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted while the AOT cache of " + row.name() + " was made", e);
    }
  }

  private static Row using(Row row, String option) {
    return new Row(row.name(), row.what(), row.modes(), row.command(), List.of(option), row.java());
  }
}
