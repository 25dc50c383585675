package dev.symbolon.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Refuses what grows the store while the disk still has room to write that down cleanly. */
final class DiskGuard {

    private static final long LOOK_EVERY_NANOS = 500_000_000L;

    private final Path data;
    private final FileStore disk;
    private final long reserveBytes;
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private volatile boolean full;

    DiskGuard(Path data, long reserveBytes) throws IOException {
        this.data = data;
        this.disk = Files.getFileStore(data);
        this.reserveBytes = reserveBytes;
    }

    void checkRoom() {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_EVERY_NANOS)) {
            full = usableBytes() < reserveBytes;
        }
        if (full) {
            throw new MongoServerError(
                    14031,
                    "OutOfDiskSpace",
                    "the disk of " + data + " has less than " + (reserveBytes >> 20) + " MB left: writes are refused");
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
