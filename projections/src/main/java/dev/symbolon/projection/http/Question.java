package dev.symbolon.projection.http;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.auditor.Auditor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One request of the audit API, whose tenant is there and the caller's to read. */
public final class Question {
    private static final int LONGEST_BODY = 4_096;

    private final HttpServletRequest request;
    private final Map<String, String> path;
    private final Optional<Asked> asked;
    private final JsonMapper json;

    Question(HttpServletRequest request, Map<String, String> path, Optional<Asked> asked, JsonMapper json) {
        this.request = request;
        this.path = path;
        this.asked = asked;
        this.json = json;
    }

    /** What every question about a tenant says. */
    public Asked asked() {
        return asked.orElseThrow();
    }

    public TenantId tenant() {
        return asked().tenant();
    }

    public Auditor auditor() {
        return AuditorGate.auditor(request);
    }

    /**
     * As {@link #asked()} with the rights that the caller has by now, for an answer that takes long; empty once what let
     * them in is over, or doesn't reach this tenant any more.
     */
    public Optional<Asked> askedNow() {
        return AuditorGate.auditorNow(request)
                .filter(now -> now.mayRead(tenant()))
                .map(now -> new Asked(tenant(), now, asked().position(), asked().reading()));
    }

    public Window window() {
        return AskedResolver.window(request);
    }

    /** A part of the path. */
    public String path(String name) {
        return Objects.requireNonNull(path.get(name));
    }

    /** A parameter; an empty one isn't given. */
    public Optional<String> text(String name) {
        return AskedResolver.given(request, name);
    }

    public String required(String name) {
        return text(name)
                .orElseThrow(() -> AuditRefusal.invalid("missing-parameter", "this call takes a parameter " + name));
    }

    public Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        return parameters;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name)).filter(value -> !value.isEmpty());
    }

    /** The request's JSON. */
    public <B extends Record> B body(Class<B> type) throws IOException {
        String sent = request.getContentType();
        if (sent == null || !sent.toLowerCase(java.util.Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE)) {
            throw AuditRefusal.invalid("malformed", "this call takes JSON");
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            throw AuditRefusal.invalid("malformed", "the body is longer than this call takes");
        }
        try {
            B read = json.readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(body);
            return Objects.requireNonNull(read);
        } catch (JacksonException | NullPointerException _) {
            throw AuditRefusal.invalid("malformed", "the body isn't what this call takes");
        }
    }
}
