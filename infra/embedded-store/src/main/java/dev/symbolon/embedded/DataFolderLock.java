package dev.symbolon.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a data folder for one store alone, and says who holds it. */
final class DataFolderLock implements AutoCloseable {

    // A process's lock on a file ends when it closes any handle to that file, so a second attempt mustn't even open it.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private DataFolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static DataFolderLock take(Path data) throws IOException {
        Path folder = Files.createDirectories(data).toRealPath();
        if (!HELD.add(folder)) {
            throw inUse(data, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new DataFolderLock(folder, lock(data, folder.resolve("store.lock")));
        } catch (IOException e) {
            HELD.remove(folder);
            throw e;
        }
    }

    private static FileChannel lock(Path data, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(data, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static IOException inUse(Path data, String pid) {
        return new IOException("the store in " + data + " is in use by process " + pid);
    }

    @Override
    public void close() throws IOException {
        // The file stays: removing it would let a second holder lock a file that no longer has a name.
        channel.close();
        HELD.remove(folder);
    }
}
