package dev.symbolon.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Unpacks RocksDB's native part once into the store's own folder: left to itself it would do so at every start, into the folder
 * for temporary files, and leave it there when killed.
 */
final class NativeLibrary {

    private static boolean loaded;

    private NativeLibrary() {}

    static synchronized void load(Path folder) throws IOException {
        if (loaded) {
            return;
        }
        String packed = Environment.getJniLibraryFileName("rocksdb");
        Path versioned =
                folder.resolve(String.valueOf(RocksDB.class.getPackage().getImplementationVersion()));
        // RocksDB looks for it under another name outside its jar than inside.
        Path target = versioned.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        if (!Files.exists(target)) {
            unpack(packed, target);
        }
        try {
            RocksDB.loadLibrary(List.of(versioned.toString()));
        } catch (UnsatisfiedLinkError e) {
            throw new UncheckedIOException(
                    new IOException("RocksDB's native library doesn't load: " + e.getMessage(), e));
        }
        loaded = true;
    }

    private static void unpack(String packed, Path target) throws IOException {
        Path folder = Files.createDirectories(target.getParent());
        Path partial = Files.createTempFile(folder, "unpacking", ".so");
        try (InputStream in = RocksDB.class.getClassLoader().getResourceAsStream(packed)) {
            if (in == null) {
                throw new IOException("RocksDB has no native library for this platform: " + packed);
            }
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
