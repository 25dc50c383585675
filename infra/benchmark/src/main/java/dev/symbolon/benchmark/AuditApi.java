package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit API of the profile's tenant, on one connection, as its auditor. */
final class AuditApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Profile profile;
    private final HttpConnection connection;
    private final ServiceToken token;

    private AuditApi(Profile profile, HttpConnection connection, ServiceToken token) {
        this.profile = profile;
        this.connection = connection;
        this.token = token;
    }

    static AuditApi of(Profile profile) throws IOException {
        return new AuditApi(profile, new HttpConnection(profile.audit()), ServiceToken.of(profile.file(), "audit-api"));
    }

    JsonNode get(String path) throws IOException {
        return answer(asked(path));
    }

    private HttpConnection.Response asked(String path) throws IOException {
        return connection.get(path(path), headers());
    }

    JsonNode post(String path) throws IOException {
        return answer(connection.form(path(path), headers(), ""));
    }

    /** Whether everything up to that position is in the views that answer this. */
    boolean has(String path, String position) throws IOException {
        return asked(path + (path.contains("?") ? "&" : "?") + "position=" + position)
                        .status()
                == 200;
    }

    /** CPU time of the projections so far. */
    double cpuSeconds() throws IOException {
        double cpu = 0;
        for (var process : profile.processes().entrySet()) {
            if (process.getKey().contains("audit")) {
                cpu += ProcessCpu.seconds(process.getValue());
            }
        }
        return cpu;
    }

    private List<HttpConnection.Header> headers() {
        return List.of(new HttpConnection.Header("Authorization", "Bearer " + token.value()));
    }

    private String path(String path) {
        return URI.create("/audit/v1/tenants/" + profile.tenant() + path).toString();
    }

    private static JsonNode answer(HttpConnection.Response response) throws IOException {
        if (response.status() != 200) {
            throw new IOException("answered " + response.status() + ": " + response.text());
        }
        String type = response.header("content-type").orElse("");
        return type.contains("json")
                ? JSON.readTree(new String(response.body(), StandardCharsets.UTF_8))
                : JSON.createObjectNode();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
