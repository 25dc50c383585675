package dev.symbolon.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Refuses what grows the store while the disk still has room to write that down cleanly. */
final class DiskGuard {

    static final int OUT_OF_DISK_SPACE = 14031;

    private static final long LOOK_EVERY_NANOS = 500_000_000L;

    private final Path data;
    private final FileStore disk;
    private final LongSupplier reserve;
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private volatile boolean full;

    /** @param reserve how many bytes are to stay free, asked at each look */
    DiskGuard(Path data, LongSupplier reserve) throws IOException {
        this.data = data;
        this.disk = Files.getFileStore(data);
        this.reserve = reserve;
    }

    /** @throws MongoServerError with {@link #OUT_OF_DISK_SPACE}, which is said of what isn't written at all and of nothing else */
    void checkRoom() {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_EVERY_NANOS)) {
            full = usableBytes() < reserve.getAsLong();
        }
        if (full) {
            throw new MongoServerError(
                    OUT_OF_DISK_SPACE,
                    "OutOfDiskSpace",
                    "the disk of " + data + " has less than " + (reserve.getAsLong() >> 20)
                            + " MB left: writes are refused");
        }
    }

    private long usableBytes() {
        try {
            return disk.getUsableSpace();
        } catch (IOException e) {
            // Unknown isn't full: the write itself will tell.
            return Long.MAX_VALUE;
        }
    }
}
