package dev.symbolon.token.page;

import dev.symbolon.core.identifier.SecretHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A file that all pages share, under a path that changes with its content, so that it can be kept for ever. */
record Asset(String path, String content) {

    static Asset load(String name, String extension) {
        try (InputStream file = Objects.requireNonNull(Asset.class.getResourceAsStream("/" + name + "." + extension))) {
            String content = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            String version = SecretHash.of(content).value().substring(0, 12);
            return new Asset("/assets/" + name + "-" + version + "." + extension, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
