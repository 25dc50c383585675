package dev.symbolon.projection.page;

import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.AuditorGate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The pages' stylesheet, script and icon, under paths that change with their content, so that they can be kept for ever. */
@RestController
final class Assets {
    private static final List<String> FILES = List.of("auditor.css", "auditor.js", "icon.svg");

    private final Map<String, Asset> byPath;

    private record Asset(String file, String path, String text, MediaType type) {}

    Assets() {
        this.byPath = FILES.stream().map(Assets::load).collect(Collectors.toMap(Asset::path, Function.identity()));
    }

    String path(String file) {
        return byPath.values().stream()
                .filter(asset -> asset.file().equals(file))
                .findFirst()
                .orElseThrow()
                .path();
    }

    @GetMapping(AuditorGate.PAGES + "/assets/{name}")
    ResponseEntity<String> asset(@PathVariable("name") String name) {
        Asset asset = Stream.ofNullable(byPath.get(AuditorGate.PAGES + "/assets/" + name))
                .findFirst()
                .orElseThrow(() -> AuditRefusal.unknown("asset"));
        return ResponseEntity.ok()
                .contentType(asset.type())
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("X-Content-Type-Options", "nosniff")
                .body(asset.text());
    }

    private static String type(String file) {
        return file.endsWith(".css") ? "text/css" : file.endsWith(".js") ? "text/javascript" : "image/svg+xml";
    }

    private static Asset load(String file) {
        try (InputStream stream = Objects.requireNonNull(Assets.class.getResourceAsStream("/auditor/" + file))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            int dot = file.lastIndexOf('.');
            String path = AuditorGate.PAGES + "/assets/" + file.substring(0, dot) + "-"
                    + SecretHash.of(text).value().substring(0, 12) + file.substring(dot);
            return new Asset(file, path, text, MediaType.parseMediaType(type(file) + ";charset=utf-8"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
