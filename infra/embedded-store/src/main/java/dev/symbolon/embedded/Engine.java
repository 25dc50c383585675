package dev.symbolon.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionOptionsUniversal;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The ordered byte space on RocksDB: point reads, ranges, atomic batches, and the log's synchronisation. */
final class Engine implements AutoCloseable {

    private static final long MB = 1024 * 1024;
    private static final long WRITE_BUFFER = 64 * MB;
    private static final long MIN_BLOB = 512;
    private static final long BLOCK_CACHE = 128 * MB;
    private static final long DISK_RESERVE = 64 * MB;

    private final Options options;
    private final LRUCache cache;
    private final BloomFilter bloom;
    private final WriteOptions writeOptions;
    private final ReadOptions readOptions;
    private final RocksDB db;
    private final DiskGuard disk;
    private final GroupSync groupSync;
    private final Durability durability;
    final Metrics metrics = new Metrics();

    private Engine(Path folder, Durability durability) throws RocksDBException, IOException {
        this.durability = durability;
        this.disk = new DiskGuard(folder, () -> Long.getLong("symbolon.store.diskReserveBytes", DISK_RESERVE));
        this.groupSync = new GroupSync(this::sync);
        // Two shard bits: with the default of sixty-four shards a small cache has no room for a single filter block.
        this.cache = new LRUCache(BLOCK_CACHE, 2);
        this.bloom = new BloomFilter(10);
        this.options = options(cache, bloom);
        this.writeOptions = new WriteOptions();
        this.readOptions = new ReadOptions();
        this.db = RocksDB.open(options, folder.resolve("rocksdb").toString());
    }

    static Engine open(Path folder, Durability durability) throws IOException {
        NativeLibrary.load(folder.resolve("native"));
        Files.createDirectories(folder.resolve("rocksdb"));
        try {
            return new Engine(folder, durability);
        } catch (RocksDBException e) {
            throw new IOException("the store in " + folder + " doesn't open: " + e.getMessage(), e);
        }
    }

    private static Options options(LRUCache cache, BloomFilter bloom) {
        // Filters and index outside the block cache: what the unique check touches is never evicted. With documents in
        // blob
        // files the tree holds keys alone, so that this takes some ten megabytes per million documents.
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFilterPolicy(bloom)
                .setCacheIndexAndFilterBlocks(false)
                .setBlockSize(16 * 1024)
                .setFormatVersion(5);
        return new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(table)
                .setWriteBufferSize(WRITE_BUFFER)
                .setMaxWriteBufferNumber(3)
                .setMaxBackgroundJobs(2)
                // Keys come in no order, so that each compaction into a level rewrites the level: by levels that was
                // half
                // of this process's CPU. Files of like size are merged instead, for some more of them to look into.
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setCompactionOptionsUniversal(new CompactionOptionsUniversal().setMaxSizeAmplificationPercent(200))
                .setLevel0FileNumCompactionTrigger(6)
                .setTargetFileSizeBase(64 * MB)
                // Most look-ups of a unique check find nothing: the filter spares them the search of each memtable.
                .setMemtablePrefixBloomSizeRatio(0.05)
                .setMemtableWholeKeyFiltering(true)
                // Documents are written once and stay where they are while compaction moves their keys.
                .setEnableBlobFiles(true)
                .setMinBlobSize(MIN_BLOB)
                .setBlobFileSize(256 * MB)
                // What is collected is moved whether it is garbage or not: of the oldest tenth, and where half is.
                .setEnableBlobGarbageCollection(true)
                .setBlobGarbageCollectionAgeCutoff(0.1)
                .setBlobGarbageCollectionForceThreshold(0.5)
                .setCompressionPerLevel(List.of(
                        CompressionType.NO_COMPRESSION,
                        CompressionType.NO_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION))
                // A torn tail is what a crash leaves; damage in the middle is told, not skipped.
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setSkipStatsUpdateOnDbOpen(true)
                .setKeepLogFileNum(5)
                .setMaxLogFileSize(4 * MB)
                .setStatsDumpPeriodSec(0);
    }

    byte @Nullable [] get(byte[] key) {
        try {
            return db.get(readOptions, key);
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    boolean exists(byte[] key) {
        return db.keyExists(readOptions, key);
    }

    /** One value per key, null where there is none. */
    List<byte @Nullable []> get(List<byte[]> keys) {
        return get(db, readOptions, keys);
    }

    @SuppressWarnings("NullAway") // RocksDB's list has nulls
    private static List<byte @Nullable []> get(RocksDB db, ReadOptions options, List<byte[]> keys) {
        try {
            return switch (keys.size()) {
                case 0 -> List.of();
                case 1 -> Collections.singletonList(db.get(options, keys.getFirst()));
                default -> db.multiGetAsList(options, keys);
            };
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    /** Applies the batch and clears it; {@code grows} is false for what must work on a full disk: deleting. */
    void write(Batch batch, boolean grows) {
        if (batch.isEmpty()) {
            return;
        }
        if (grows) {
            disk.checkRoom();
        }
        try (WriteBatch nativeBatch = new WriteBatch(batch.serialized())) {
            db.write(writeOptions, nativeBatch);
        } catch (RocksDBException e) {
            throw failure(e);
        }
        batch.clear();
        metrics.commits.increment();
        groupSync.wrote();
    }

    /** Waits until what was written before is as durable as this store promises. */
    void awaitDurable() {
        if (durability == Durability.FSYNC) {
            groupSync.await();
        }
    }

    private void sync() {
        try {
            db.syncWal();
            metrics.fsyncs.increment();
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    /** Reads the keys from {@code from} to before {@code to}, as they are now. */
    KeyRange range(byte[] from, byte[] to) {
        return new KeyRange(db, from, to);
    }

    /** Drops the files that hold nothing but this range; the rest of it must be deleted by a batch. */
    void discardFiles(byte[] from, byte[] to) {
        try {
            db.deleteFilesInRanges(null, List.of(from, to), false);
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    private static MongoServerError failure(RocksDBException e) {
        Status status = e.getStatus();
        if (status != null && status.getSubCode() == Status.SubCode.NoSpace) {
            // Not the guard's code: what the engine gave up half-way may be there when it opens again.
            return new MongoServerError(8, "UnknownError", "the disk is full: " + e.getMessage(), e);
        }
        return new MongoServerError(8, "UnknownError", "the storage engine failed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            db.syncWal();
            db.flush(flush);
        } catch (RocksDBException e) {
            // What was acknowledged is in the log already; the next start replays it.
            System.getLogger(Engine.class.getName())
                    .log(System.Logger.Level.WARNING, "closing without a flush: {0}", e.getMessage());
        }
        db.close();
        readOptions.close();
        writeOptions.close();
        options.close();
        bloom.close();
        cache.close();
    }

    /** An open range: entries in either direction, from one moment's view of the store. */
    static final class KeyRange implements AutoCloseable {

        private final Snapshot snapshot;
        private final RocksDB db;
        private final Slice lower;
        private final Slice upper;
        private final ReadOptions options;
        private final RocksIterator iterator;

        private KeyRange(RocksDB db, byte[] from, byte[] to) {
            this.db = db;
            this.snapshot = db.getSnapshot();
            this.lower = new Slice(from);
            this.upper = new Slice(to);
            this.options = new ReadOptions()
                    .setSnapshot(snapshot)
                    .setIterateLowerBound(lower)
                    .setIterateUpperBound(upper);
            this.iterator = db.newIterator(options);
        }

        void first(boolean backward) {
            if (backward) {
                iterator.seekToLast();
            } else {
                iterator.seekToFirst();
            }
        }

        boolean valid() {
            boolean valid = iterator.isValid();
            if (!valid) {
                try {
                    iterator.status();
                } catch (RocksDBException e) {
                    throw failure(e);
                }
            }
            return valid;
        }

        byte[] key() {
            return iterator.key();
        }

        byte[] value() {
            return iterator.value();
        }

        void next(boolean backward) {
            if (backward) {
                iterator.prev();
            } else {
                iterator.next();
            }
        }

        /** The documents of these keys in the view of this range. */
        List<byte @Nullable []> get(List<byte[]> keys) {
            return Engine.get(db, options, keys);
        }

        @Override
        public void close() {
            iterator.close();
            options.close();
            lower.close();
            upper.close();
            db.releaseSnapshot(snapshot);
            snapshot.close();
        }
    }
}
