package dev.symbolon.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The folder with all data of one embedded platform: held by one process at a time. */
public final class DataFolder implements AutoCloseable {
    private static final long LEAST_FREE_MIB = 512;

    /** What child processes hold while they use the folder. */
    private static final List<String> CHILD_LOCKS = List.of("store/store.lock", "kafka/.lock");

    /** So long the children of a run that was killed may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes the folder, emptied first where that is asked for. */
    static DataFolder take(Path folder, boolean reset) {
        try {
            Path path = Files.createDirectories(folder).toRealPath();
            DataFolder data = new DataFolder(path, lock(path));
            data.awaitOrphans();
            if (reset) {
                data.empty();
            }
            data.requireSpace();
            return data;
        } catch (IOException e) {
            throw new CannotStartException("the data folder " + folder + " can't be used: " + e, e);
        }
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new CannotStartException("the data folder " + path + " is in use by process "
                    + Files.readString(file).strip());
        }
        channel.truncate(0);
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
        return channel;
    }

    // Nobody else starts children here now. Those that outstay the patience are told of by whom they keep out.
    private void awaitOrphans() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (String file : CHILD_LOCKS) {
            while (held(path.resolve(file)) && System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private static boolean held(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }

    // The lock file stays: without its name, a second process could lock another of that name.
    private void empty() throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.filter(child -> !child.endsWith("lock")).toList()) {
                delete(child);
            }
        }
    }

    static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private void requireSpace() throws IOException {
        String asked = System.getenv("SYMBOLON_LEAST_FREE_MIB");
        long least = asked == null ? LEAST_FREE_MIB : Long.parseLong(asked);
        long free = Files.getFileStore(path).getUsableSpace() >> 20;
        if (free < least) {
            throw new CannotStartException(
                    "the disk of " + path + " has " + free + " MiB left; at least " + least + " are needed");
        }
    }
}
