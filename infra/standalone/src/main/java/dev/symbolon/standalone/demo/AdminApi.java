package dev.symbolon.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the REST APIs as an operator. */
final class AdminApi {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http;
    private final JsonMapper json;
    private final String operatorToken;

    AdminApi(HttpClient http, JsonMapper json, String operatorToken) {
        this.http = http;
        this.json = json;
        this.operatorToken = operatorToken;
    }

    /** @param position where it was written */
    record Made(JsonNode body, String position) {}

    Made post(String url, Map<String, ?> body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
        if (answer.statusCode() != 201) {
            throw failed("POST", url, answer);
        }
        return new Made(
                json.readTree(answer.body()),
                answer.headers().firstValue("Symbolon-Position").orElse(""));
    }

    HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return send(request(url.toString()).GET());
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + operatorToken);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static StepFailedException failed(String method, String url, HttpResponse<String> answer) {
        return new StepFailedException(
                method + " " + url + " was answered " + answer.statusCode() + ": " + answer.body());
    }
}
