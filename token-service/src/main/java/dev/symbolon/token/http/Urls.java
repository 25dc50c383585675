package dev.symbolon.token.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text on its way into a URL. */
public final class Urls {
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Adds a query to a URI that may have one. */
    public static String withQuery(String uri, String query) {
        return uri + (uri.indexOf('?') < 0 ? "?" : uri.endsWith("?") || uri.endsWith("&") ? "" : "&") + query;
    }

    private Urls() {}
}
