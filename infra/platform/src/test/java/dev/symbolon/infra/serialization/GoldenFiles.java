package dev.symbolon.infra.serialization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What events looked like when they were released. Files are added, with their digests, and never changed. */
final class GoldenFiles {

    static final String ADD = "./mvnw -pl infra/platform-tests -am test -Dtest=GoldenFilesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dsymbolon.golden=add";

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Path FROZEN = FOLDER.resolve("FROZEN.sha256");

    static boolean adding() {
        return "add".equals(System.getProperty("symbolon.golden"));
    }

    /** The keys that seal the golden files' personal data, as the key store holds them. */
    static Path keys() {
        return FOLDER.resolve("keys.json");
    }

    static Path of(String type, int version) {
        return FOLDER.resolve(type + ".v" + version + ".json");
    }

    /** Adds what isn't there yet; refuses to touch what is. */
    static void add(Path file, byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
        Map<String, String> frozen = frozen();
        frozen.put(name(file), digest(file));
        Files.write(
                FROZEN,
                frozen.entrySet().stream()
                        .map(entry -> entry.getValue() + "  " + entry.getKey())
                        .toList());
    }

    /** Digests as released, by file name. */
    static Map<String, String> frozen() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        if (Files.exists(FROZEN)) {
            Files.readAllLines(FROZEN).forEach(line -> digests.put(line.substring(66), line.substring(0, 64)));
        }
        return digests;
    }

    /** Digests as they are. */
    static Map<String, String> actual() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .collect(Collectors.toMap(GoldenFiles::name, GoldenFiles::digest, (a, _) -> a, TreeMap::new));
        }
    }

    private static String name(Path file) {
        return FOLDER.relativize(file).toString().replace('\\', '/');
    }

    private static String digest(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private GoldenFiles() {}
}
