package dev.symbolon.core.client;

import java.net.URI;
import java.net.URISyntaxException;

/** A client's address on the web, besides its redirect URIs: https, or http on loopback for development. */
final class WebAddress {
    private static final int LENGTH = 2048;

    static boolean wellFormed(String text) {
        if (text.length() > LENGTH || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return false;
        }
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            boolean secure = "https".equals(scheme)
                    || "http".equals(scheme)
                            && uri.getHost() != null
                            && RedirectUriRule.LOOPBACK.contains(uri.getHost());
            return secure && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private WebAddress() {}
}
