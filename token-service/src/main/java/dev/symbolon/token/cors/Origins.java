package dev.symbolon.token.cors;

import dev.symbolon.core.client.ClientKind;
import dev.symbolon.core.client.ClientMetadata;
import java.net.URI;
import java.util.Locale;

/** The origins from which a client's pages call: those of a single-page app's redirect URIs, and of no other client. */
final class Origins {

    /** Compared as the browser writes it (RFC 6454 §6.2): an exact string. */
    static boolean has(ClientMetadata client, String origin) {
        return client.kind() == ClientKind.SINGLE_PAGE
                && client.redirectUris().stream()
                        .anyMatch(uri -> of(URI.create(uri)).equals(origin));
    }

    /** RFC 6454 §4 and §6.2: scheme and host in lower case, the scheme's own port left out. */
    static String of(URI uri) {
        boolean standard = uri.getPort() < 0
                || uri.getScheme().equals("https") && uri.getPort() == 443
                || uri.getScheme().equals("http") && uri.getPort() == 80;
        return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (standard ? "" : ":" + uri.getPort());
    }

    private Origins() {}
}
