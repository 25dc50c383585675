package dev.symbolon.benchmark;

import dev.symbolon.benchmark.HttpConnection.Header;
import dev.symbolon.benchmark.HttpConnection.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A client that asks about tokens of its own on one connection: about one again and again, or each time about another. */
final class Introspection implements Load.Operation {
    private final HttpConnection connection;
    private final String target;
    private final List<Header> headers;
    private final Supplier<Optional<String>> tokens;

    /** @param tokens the next token to ask about; empty when there is none left */
    Introspection(Profile profile, URI node, Profile.Credentials client, Supplier<Optional<String>> tokens)
            throws IOException {
        this.connection = new HttpConnection(node);
        this.target = profile.issuer().getPath();
        this.headers = List.of(new Header("Authorization", basic(client)));
        this.tokens = tokens;
    }

    @Override
    public void run() throws IOException {
        String token = tokens.get().orElseThrow(() -> new IOException("no tokens are left"));
        if (!active(token)) {
            throw new IOException("a token isn't active");
        }
    }

    boolean active(String token) throws IOException {
        Response answer = connection.form(target + "/introspect", headers, "token=" + token);
        if (answer.status() != 200) {
            throw new UnexpectedAnswerException("introspect", answer.status(), answer.text());
        }
        return answer.text().contains("\"active\":true");
    }

    void revoke(String token) throws IOException {
        Response answer = connection.form(target + "/revoke", headers, "token=" + token);
        if (answer.status() != 200) {
            throw new UnexpectedAnswerException("revoke", answer.status(), answer.text());
        }
    }

    static String basic(Profile.Credentials client) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
    }

    /** The access token in a token response. */
    static String accessToken(String response) {
        int start = response.indexOf("\"access_token\":\"") + "\"access_token\":\"".length();
        return response.substring(start, response.indexOf('"', start));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
