package dev.symbolon.core.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which redirect URIs can be registered (RFC 6749 §3.1.2, RFC 8252 §7, RFC 9700 §2.1). */
final class RedirectUriRule {

    private static final int LENGTH = 2048;

    /** RFC 8252 §7.3 and §8.3: the IP literals are better, {@code localhost} is common in development. */
    static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    static Optional<String> fault(String text, ClientKind kind) {
        if (text.length() > LENGTH) {
            return Optional.of("redirect-uri-too-long");
        }
        if (text.contains("*")) {
            // RFC 9700 §4.1.3: exact matching, hence no patterns.
            return Optional.of("redirect-uri-wildcard");
        }
        URI uri = parse(text);
        if (uri == null || !uri.isAbsolute() || uri.isOpaque()) {
            return Optional.of("redirect-uri-malformed");
        }
        if (uri.getRawFragment() != null) {
            // RFC 6749 §3.1.2: the endpoint URI must not include a fragment component.
            return Optional.of("redirect-uri-fragment");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("redirect-uri-userinfo");
        }
        if (!uri.normalize().equals(uri)) {
            // Dot segments: what a browser makes of them isn't the string that was compared.
            return Optional.of("redirect-uri-malformed");
        }
        return allowed(uri, kind) ? Optional.empty() : Optional.of("redirect-uri-scheme");
    }

    private static boolean allowed(URI uri, ClientKind kind) {
        return switch (uri.getScheme()) {
            case "https" -> uri.getHost() != null;
            case "http" -> uri.getHost() != null && LOOPBACK.contains(uri.getHost());
            // RFC 8252 §7.1: a private-use scheme is a domain name of the app's maker, turned round. The dot also
            // keeps out what a browser would run: javascript, data, file.
            default -> kind == ClientKind.NATIVE && uri.getScheme().contains(".") && uri.getRawAuthority() == null;
        };
    }

    private static @Nullable URI parse(String text) {
        if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return null;
        }
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private RedirectUriRule() {}
}
