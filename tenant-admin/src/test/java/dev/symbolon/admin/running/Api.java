package dev.symbolon.admin.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the admin API as somebody. */
public final class Api {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;
    private final String token;
    private final Map<String, String> headers;

    Api(URI address, String token) {
        this(address, token, Map.of());
    }

    private Api(URI address, String token, Map<String, String> headers) {
        this.address = address;
        this.token = token;
        this.headers = headers;
    }

    /** What it answered. */
    public record Said(int status, String text, HttpResponse<String> answer) {
        public JsonNode json() {
            return JSON.readTree(text);
        }

        public String header(String name) {
            return answer.headers().firstValue(name).orElse("");
        }

        /** The code of a problem. */
        public String code() {
            return json().path("code").asString("");
        }

        public String id() {
            return json().get("id").asString();
        }
    }

    /** The same with a header. */
    public Api with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Api(address, token, more);
    }

    public Said get(String path) {
        return send("GET", path, null, null);
    }

    public Said post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsBytes(body), "application/json");
    }

    public Said post(String path) {
        return send("POST", path, null, null);
    }

    public Said put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsBytes(body), "application/json");
    }

    public Said patch(String path, Object body) {
        return send("PATCH", path, JSON.writeValueAsBytes(body), "application/merge-patch+json");
    }

    public Said delete(String path) {
        return send("DELETE", path, null, null);
    }

    public Said send(String method, String path, byte[] body, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        address + (path.startsWith("/admin") || path.startsWith("/inv") ? "" : "/admin/v1") + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Said(answer.statusCode(), answer.body(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
