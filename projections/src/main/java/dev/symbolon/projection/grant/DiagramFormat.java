package dev.symbolon.projection.grant;

import dev.symbolon.projection.http.AuditRefusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The forms in which a diagram can be had. */
enum DiagramFormat {
    TEXT(new MediaType("text", "plain", StandardCharsets.UTF_8), TextDiagram::of),
    SVG(new MediaType("image", "svg+xml", StandardCharsets.UTF_8), SvgDiagram::of);

    /** A picture opened by itself is a document of this origin: nothing in it may run or fetch anything. */
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(SvgDiagram.STYLE)
            + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final int LONGEST_ACCEPT = 1_000;

    private final MediaType type;
    private final Function<Flow, String> drawing;

    DiagramFormat(MediaType type, Function<Flow, String> drawing) {
        this.type = type;
        this.drawing = drawing;
    }

    /** The one that is named, else the one that the caller would rather have. */
    static DiagramFormat of(@Nullable String name, @Nullable String accept) {
        if (name != null) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "text" -> TEXT;
                case "svg" -> SVG;
                default -> throw AuditRefusal.invalid("bad-format", "the format is text or svg");
            };
        }
        if (accept == null || accept.length() > LONGEST_ACCEPT) {
            return TEXT;
        }
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            return preference(wanted, SVG) > preference(wanted, TEXT) ? SVG : TEXT;
        } catch (InvalidMediaTypeException _) {
            return TEXT;
        }
    }

    ResponseEntity<String> answer(Flow flow) {
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Vary", "Accept")
                .contentType(type)
                .body(drawing.apply(flow));
    }

    /** RFC 9110 §12.5.1: the most specific range that fits counts. */
    private static double preference(List<MediaType> wanted, DiagramFormat format) {
        return wanted.stream()
                .filter(range -> range.includes(format.type))
                .reduce((a, b) -> b.isMoreSpecific(a) ? b : a)
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }

    private static String hash(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
