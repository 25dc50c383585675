package dev.symbolon.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Calls the REST APIs as the platform's service client. */
final class AdminApi {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** One request has one text: maps have no order of their own. */
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final HttpClient http;
    private final JsonMapper json;
    private final Automation automation;

    AdminApi(HttpClient http, JsonMapper json, Automation automation) {
        this.http = http;
        this.json = json;
        this.automation = automation;
    }

    /** @param position where it was written */
    record Made(JsonNode body, String position) {}

    /** The same call again is answered as the first time: an onboarding that was killed half-way goes on where it stopped. */
    Made post(String url, Map<String, ?> body) throws IOException, InterruptedException {
        String text = SORTED.writeValueAsString(body);
        HttpResponse<String> answer = send(request(url)
                .header("Content-Type", "application/json")
                .header(
                        "Idempotency-Key",
                        HexFormat.of().formatHex(derived(URI.create(url).getPath() + text)))
                .POST(HttpRequest.BodyPublishers.ofString(text)));
        if (answer.statusCode() != 201) {
            throw failed("POST", url, answer);
        }
        return new Made(
                json.readTree(answer.body()),
                answer.headers().firstValue("Symbolon-Position").orElse(""));
    }

    /** 32 bytes that nobody knows who doesn't know the service client's secret. */
    byte[] derived(String text) throws IOException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(automation.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return send(request(url.toString()).GET());
    }

    private HttpRequest.Builder request(String url) throws IOException {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + automation.token());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static StepFailedException failed(String method, String url, HttpResponse<String> answer) {
        return new StepFailedException(
                method + " " + url + " was answered " + answer.statusCode() + ": " + answer.body());
    }
}
