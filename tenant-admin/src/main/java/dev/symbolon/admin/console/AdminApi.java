package dev.symbolon.admin.console;

import dev.symbolon.admin.http.Operation;
import dev.symbolon.admin.http.Router;
import dev.symbolon.admin.http.Visitors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The admin API as everybody calls it: over HTTP, at this very node, with the token of whoever sits at the console. The
 * console has no rights of its own.
 */
@Component
public final class AdminApi {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String host;
    private final Visitors visitors;
    private volatile String base = "";

    AdminApi(@Value("${server.address:}") String address, Visitors visitors) {
        this.visitors = visitors;
        this.host = address.isEmpty() ? InetAddress.getLoopbackAddress().getHostAddress() : address;
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        base = "http://" + shown + ":" + event.getWebServer().getPort() + Operation.BASE;
    }

    /**
     * @param version  of what is shown
     * @param position where it was written; empty when nothing was
     * @param location of what is new, after the API's base; empty when nothing is
     */
    public record Said(int status, JsonNode body, String version, String position, String location) {
        public boolean good() {
            return status < 300;
        }

        public Problem problem() {
            return new Problem(
                    status,
                    body.path("code").asString("unreadable"),
                    body.path("detail").asString("the API's answer can't be read"),
                    body.path("pointer").asString(""));
        }

        /** What it is; a refusal otherwise. */
        public Said orRefused() {
            if (!good()) {
                throw new RefusedException(problem());
            }
            return this;
        }
    }

    /** RFC 9457, as the API tells it. */
    public record Problem(int status, String code, String detail, String pointer) {}

    /** The API said no where a page can't go on without. */
    public static final class RefusedException extends RuntimeException {
        private final transient Problem problem;

        RefusedException(Problem problem) {
            super(problem.code(), null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }

    public Said get(ConsoleSession session, String path) {
        return get(session, path, Map.of());
    }

    /** What this person wrote before is in what they get. */
    public Said get(ConsoleSession session, String path, Map<String, String> query) {
        HttpRequest.Builder request = request(session, path + text(query)).GET();
        if (!session.position().isEmpty()) {
            request.header(Router.POSITION, session.position());
        }
        return said(request);
    }

    /** @param headers besides the token's: {@code If-Match}, {@code Idempotency-Key} */
    public Said send(
            ConsoleSession session, String method, String path, Optional<JsonNode> body, Map<String, String> headers) {
        HttpRequest.Builder request = request(session, path);
        headers.forEach(request::header);
        if (body.isPresent()) {
            String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
            request.header("Content-Type", type)
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body.get())));
        } else {
            request.method(method, BodyPublishers.noBody());
        }
        return said(request);
    }

    private HttpRequest.Builder request(ConsoleSession session, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + session.tokens().access());
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes browser) {
            request.header(Visitors.HEADER, visitors.sealed(browser.getRequest().getRemoteAddr()));
        }
        return request;
    }

    private Said said(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Said(
                    answer.statusCode(),
                    answer.body().length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(answer.body()),
                    answer.headers().firstValue("ETag").orElse(""),
                    answer.headers().firstValue(Router.POSITION).orElse(""),
                    answer.headers()
                            .firstValue("Location")
                            .filter(location -> location.startsWith(Operation.BASE))
                            .map(location -> location.substring(Operation.BASE.length()))
                            .orElse(""));
        } catch (IOException e) {
            throw new RefusedException(new Problem(503, "unreachable", "the API can't be reached, try again", ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Map<String, String> query) {
        return query.isEmpty()
                ? ""
                : "?"
                        + new TreeMap<>(query)
                                .entrySet().stream()
                                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
