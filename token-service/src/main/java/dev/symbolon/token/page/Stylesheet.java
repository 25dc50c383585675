package dev.symbolon.token.page;

import dev.symbolon.core.identifier.SecretHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The one stylesheet of all pages, under a path that changes with its content, so that it can be kept for ever. */
record Stylesheet(String path, String css) {
    static final String PATTERN = "/assets/{name}.css";

    static Stylesheet load() {
        try (InputStream file = Objects.requireNonNull(Stylesheet.class.getResourceAsStream("/pages.css"))) {
            String css = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new Stylesheet("/assets/pages-" + SecretHash.of(css).value().substring(0, 12) + ".css", css);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
