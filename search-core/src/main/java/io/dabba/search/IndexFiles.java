package io.dabba.search;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of an index: whether they can be used, and what to do if not. */
final class IndexFiles {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);

  private static final String LOCK = IndexWriter.WRITE_LOCK_NAME;

  private IndexFiles() {}

  /** As Lucene names its files. */
  private static boolean isOfAnIndex(String file) {
    return file.startsWith("segments")
        || file.startsWith("pending_segments")
        || file.startsWith("_");
  }

  static Directory open(Path directory) throws IOException {
    return FSDirectory.open(directory);
  }

  /**
   * Deletes an index that is damaged or of other fields, and no other file.
   *
   * @return what was committed with it; empty if there is none any more
   */
  static Map<String, String> check(Directory directory, String schemaKey, String schema)
      throws IOException {
    List<String> files = List.of(directory.listAll());
    if (files.isEmpty()) {
      return Map.of();
    }
    if (files.stream().noneMatch(file -> isOfAnIndex(file) || file.equals(LOCK))) {
      throw new FileSystemException(
          directory.toString(), null, "holds other files, such as %s".formatted(files.getFirst()));
    }
    // nobody deletes what another process has open
    try (Lock lock = directory.obtainLock(LOCK)) {
      lock.ensureValid();
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        Map<String, String> committed = reader.getIndexCommit().getUserData();
        String found = committed.getOrDefault(schemaKey, "none");
        if (found.equals(schema)) {
          for (LeafReaderContext leaf : reader.leaves()) {
            leaf.reader().checkIntegrity();
          }
          return committed;
        }
        LOG.warn(
            "search index {} has schema {}, not {}: it is built anew", directory, found, schema);
      } catch (IndexNotFoundException e) {
        LOG.info("search index {} was never finished: it is built anew", directory);
      } catch (IndexFormatTooOldException | IndexFormatTooNewException e) {
        LOG.warn("search index {} is of another Lucene: it is built anew", directory, e);
      } catch (CorruptIndexException | RuntimeException e) {
        LOG.error("search index {} is damaged: it is built anew", directory, e);
      } catch (NoSuchFileException | FileNotFoundException | EOFException e) {
        LOG.error("search index {} lacks a file: it is built anew", directory, e);
      }
      for (String file : directory.listAll()) {
        if (isOfAnIndex(file)) {
          directory.deleteFile(file);
        }
      }
      return Map.of();
    }
  }
}
