package dev.symbolon.standalone;

import java.io.File;
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

    /** Says whose the folder is: where it is missing, nothing is written and nothing deleted. */
    private static final String MARKER = "symbolon-data-folder";

    private static final String MARKED = "Symbolon keeps its data here: all of it is deleted by --reset.\n";

    private static final String LOCK = "lock";

    /** What child processes hold while they use the folder. */
    private static final List<String> CHILD_LOCKS = List.of("store/store.lock", "kafka/.lock");

    /** What a folder has that was made before there were markers. */
    private static final List<String> UNMARKED = List.of("store/store.lock", "kafka/meta.properties");

    /** So long the children of a run that was killed may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes a folder that is new, empty, or a platform's already. */
    static DataFolder take(Path folder) {
        try {
            Path path = Files.createDirectories(folder).toRealPath();
            mark(path);
            DataFolder data = new DataFolder(path, lock(path));
            data.awaitOrphans();
            return data;
        } catch (IOException | UncheckedIOException e) {
            throw unusable(folder, e);
        }
    }

    /**
     * Refuses a disk that is too full to start on.
     *
     * @param reset whether what is in the folder will be gone by then
     */
    void requireSpace(boolean reset) {
        try {
            String asked = System.getenv("SYMBOLON_LEAST_FREE_MIB");
            long least = asked == null ? LEAST_FREE_MIB : Long.parseLong(asked);
            long free = (Files.getFileStore(path).getUsableSpace() + (reset ? size() : 0)) >> 20;
            if (free < least) {
                throw new CannotStartException(
                        "the disk of " + path + " has " + free + " MiB left; at least " + least + " are needed");
            }
        } catch (IOException | UncheckedIOException e) {
            throw unusable(path, e);
        }
    }

    /** Refuses to delete what is still in use. */
    void requireUnused() {
        try {
            for (String file : CHILD_LOCKS) {
                if (held(path.resolve(file))) {
                    throw new CannotStartException(
                            "a process of an earlier run still holds " + path.resolve(file) + "; end it first");
                }
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Deletes what is in it. The folder stays taken: without its name, a second process could lock another lock file. */
    void reset() {
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.toList()) {
                if (!child.endsWith(LOCK) && !child.endsWith(MARKER)) {
                    delete(child);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw unusable(path, e);
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

    // Before the lock: who comes while another takes a new folder meets nothing, or the marker.
    private static void mark(Path path) throws IOException {
        if (!Files.isRegularFile(path.resolve(MARKER))) {
            if (!empty(path) && !made(path)) {
                throw new CannotStartException(
                        path + " has files in it that aren't a platform's, and was left as it is;"
                                + " choose a new or empty folder by --data");
            }
            Files.writeString(path.resolve(MARKER), MARKED);
        }
    }

    private static boolean empty(Path path) throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return children.findAny().isEmpty();
        }
    }

    // Somebody else may have taken it since it was looked at first.
    private static boolean made(Path path) {
        return Files.isRegularFile(path.resolve(MARKER))
                || UNMARKED.stream().allMatch(file -> Files.isRegularFile(path.resolve(file)));
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve(LOCK);
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

    // Nobody else starts children here now. Those that outstay the patience are told of by whom they keep out, or a
    // reset.
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

    static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        }
    }

    private static CannotStartException unusable(Path folder, Exception e) {
        return new CannotStartException("the data folder " + folder + " can't be used: " + e, e);
    }
}
