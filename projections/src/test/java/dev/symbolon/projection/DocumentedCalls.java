package dev.symbolon.projection;

import dev.symbolon.ports.view.Rebuilds;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every call that the served document describes. */
record DocumentedCalls(String method, String path, List<String> parameters, boolean takesBody) {
    static final String VIEW =
            RunningAudit.shared().bean(Rebuilds.class).views().getFirst();

    static List<DocumentedCalls> all() {
        List<DocumentedCalls> calls = new ArrayList<>();
        OpenApiTest.document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> calls.add(new DocumentedCalls(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation
                                        .getValue()
                                        .get("parameters")
                                        .valueStream()
                                        .filter(parameter ->
                                                parameter.get("in").asString().equals("query"))
                                        .map(parameter -> parameter.get("name").asString())
                                        .toList(),
                                operation.getValue().has("requestBody")))));
        return calls;
    }

    /** Endless for who waits for its end. */
    boolean streams() {
        return path.endsWith("/tail");
    }

    HttpResponse<String> send(RunningAudit audit, String filled, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(audit.address() + filled));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (takesBody) {
            request.header("Content-Type", "application/json");
        }
        return audit.send(request.method(
                method,
                method.equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What its query needs for its path to be what is wrong. */
    String query() {
        return (parameters.contains("view") ? "?view=" + VIEW + "&purpose=compare" : "")
                + (path.endsWith("/diff") ? "?from=2026-01-01T00:00:00Z" : "")
                + (path.endsWith("/access") ? "?subject=ada" : "")
                + (path.endsWith("/retry") ? "?stream=x" : "");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
