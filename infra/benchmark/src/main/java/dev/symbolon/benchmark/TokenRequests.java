package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A client's requests to the token endpoint, on a connection that others may share. */
final class TokenRequests {
    private final HttpConnection connection;
    private final String path;
    private final List<HttpConnection.Header> headers;

    TokenRequests(HttpConnection connection, Profile profile, Profile.Credentials client) {
        this.connection = connection;
        this.path = profile.issuer().getPath() + "/token";
        String credentials = encode(client.id()) + ":" + encode(client.secret());
        this.headers = List.of(new HttpConnection.Header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
    }

    /** The answer, as JSON. */
    String ask(String form) throws IOException {
        HttpConnection.Response tokens = connection.form(path, headers, form);
        if (tokens.status() != 200) {
            throw new UnexpectedAnswerException("token", tokens.status(), tokens.text());
        }
        return tokens.text();
    }

    /** A member of the answer, which holds no escapes. */
    static String member(String json, String name) throws IOException {
        String start = "\"" + name + "\":\"";
        int from = json.indexOf(start);
        if (from < 0) {
            throw new IOException("no " + name + " in the answer");
        }
        return json.substring(from + start.length(), json.indexOf('"', from + start.length()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
