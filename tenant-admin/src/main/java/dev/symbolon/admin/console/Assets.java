package dev.symbolon.admin.console;

import dev.symbolon.core.identifier.SecretHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The console's stylesheet, script and icon, under names that change with their content: browsers keep them for ever. */
@RestController
final class Assets {
    static final String PATH = "/console/assets/";

    private final Asset style = Asset.of("console.css", "text/css;charset=utf-8");
    private final Asset script = Asset.of("console.js", "text/javascript;charset=utf-8");
    private final Asset icon = Asset.of("icon.svg", "image/svg+xml;charset=utf-8");

    private record Asset(String name, String text, MediaType type) {
        static Asset of(String file, String type) {
            try (InputStream stream = Objects.requireNonNull(Assets.class.getResourceAsStream("/console/" + file))) {
                String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                return new Asset(
                        SecretHash.of(text).value().substring(0, 12) + "-" + file,
                        text,
                        MediaType.parseMediaType(type));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    String style() {
        return PATH + style.name();
    }

    String script() {
        return PATH + script.name();
    }

    String icon() {
        return PATH + icon.name();
    }

    @GetMapping(PATH + "{name}")
    ResponseEntity<String> asset(@PathVariable("name") String name) {
        return Stream.of(style, script, icon)
                .filter(asset -> asset.name().equals(name))
                .findFirst()
                .map(found -> ResponseEntity.ok()
                        .contentType(found.type())
                        .header("Cache-Control", "public, max-age=31536000, immutable")
                        .body(found.text()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
