package dev.symbolon.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An access token of the platform's automation client for one of the platform's own APIs, renewed before it expires
 * (RFC 6749 §4.4, RFC 8707). Not safe for several threads.
 */
public final class ServiceToken {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration EARLY = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;
    private String token = "";
    private long until;

    private ServiceToken(HttpRequest request) {
        this.request = request;
        this.until = System.nanoTime();
    }

    /**
     * For one API.
     *
     * @param profile of the running platform, which names the file with the first credentials
     * @param api     {@code admin-api} or {@code audit-api}
     */
    public static ServiceToken of(Path profile, String api) throws IOException {
        JsonNode root = JSON.readTree(profile.toFile());
        JsonNode credentials = JSON.readTree(
                Path.of(root.path("operatorCredentialsFile").asString()).toFile());
        URI issuer = URI.create(root.path("issuer").asString()).resolve("system");
        String pair = encoded(credentials.path("automationClientId").asString()) + ":"
                + encoded(credentials.path("automationClientSecret").asString());
        return new ServiceToken(HttpRequest.newBuilder(URI.create(issuer + "/token"))
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&resource=" + encoded("urn:symbolon:" + api)))
                .build());
    }

    /** One that counts for a minute at least. */
    public String value() {
        if (until - System.nanoTime() <= 0) {
            renew();
        }
        return token;
    }

    private void renew() {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("no token: " + answer.statusCode() + " " + answer.body());
            }
            JsonNode body = JSON.readTree(answer.body());
            token = body.path("access_token").asString();
            until = System.nanoTime()
                    + Duration.ofSeconds(body.path("expires_in").asLong())
                            .minus(EARLY)
                            .toNanos();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
