package dev.symbolon.token.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request, bounded, from exactly one place. */
public final class Form {
    private static final int LARGEST_BODY = 32 * 1024;
    private static final String TYPE = "application/x-www-form-urlencoded";

    public static Parameters query(HttpServletRequest request) {
        String query = request.getQueryString();
        return Parameters.parse(query == null ? "" : query);
    }

    /** Whether the URI has parameters: an address that merely ends in a question mark has none. */
    public static boolean inUri(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null && !query.isEmpty();
    }

    /** @throws HttpRefusal 415, 413 or 400 */
    public static Parameters body(HttpServletRequest request) throws IOException {
        if (!isForm(request.getContentType())) {
            throw new HttpRefusal(415, "invalid_request", "The content type must be " + TYPE + ".");
        }
        if (request.getContentLengthLong() > LARGEST_BODY) {
            throw tooLarge();
        }
        // What is announced is all that comes: no larger buffer is filled for it.
        int announced = (int) request.getContentLengthLong();
        byte[] bytes = request.getInputStream().readNBytes(announced < 0 ? LARGEST_BODY + 1 : announced);
        if (bytes.length > LARGEST_BODY) {
            throw tooLarge();
        }
        return Parameters.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static boolean isForm(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return type.strip().toLowerCase(Locale.ROOT).equals(TYPE);
    }

    private static HttpRefusal tooLarge() {
        return new HttpRefusal(413, "invalid_request", "The request is too large.");
    }

    private Form() {}
}
