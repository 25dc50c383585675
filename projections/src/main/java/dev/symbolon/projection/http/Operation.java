package dev.symbolon.projection.http;

import dev.symbolon.projection.auditor.Auditor;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;

/**
 * One operation of the audit API. Routing, the caller's admission, the names of its parameters and the OpenAPI document are
 * all made from it.
 *
 * @param path    after {@link #BASE}
 * @param id      {@code <subject>.<verb>}
 * @param right   what the caller has to hold besides reading
 * @param body    the record that the request's JSON is, where it has one
 * @param answers what it answers with, by media type: a type of ours as JSON, or {@code String}
 * @param headers what those of its answer say, by name
 */
public record Operation(
        HttpMethod method,
        String path,
        String id,
        Optional<Auditor.Right> right,
        String summary,
        List<Parameter> parameters,
        Optional<Class<? extends Record>> body,
        Map<String, Type> answers,
        Map<String, String> headers,
        Handler handler) {
    public static final String BASE = "/audit/v1";
    static final String JSON = "application/json";

    /** What a query says; an empty one says nothing. */
    public record Parameter(String name, boolean required, String description, List<String> among) {
        public static Parameter of(String name, String description, String... among) {
            return new Parameter(name, false, description, List.of(among));
        }

        public static Parameter required(String name, String description, String... among) {
            return new Parameter(name, true, description, List.of(among));
        }
    }

    /** Answers; what it throws becomes a problem. */
    @FunctionalInterface
    public interface Handler {
        ResponseEntity<?> answer(Question question) throws IOException;
    }

    public static Draft get(String path, String id, String summary) {
        return new Draft(HttpMethod.GET, path, id, Optional.empty(), summary);
    }

    public static Draft post(String path, String id, Auditor.Right right, String summary) {
        return new Draft(HttpMethod.POST, path, id, Optional.of(right), summary);
    }

    public static Draft put(String path, String id, Auditor.Right right, String summary) {
        return new Draft(HttpMethod.PUT, path, id, Optional.of(right), summary);
    }

    /** An operation, as far as it is told. */
    public static final class Draft {
        private final HttpMethod method;
        private final String path;
        private final String id;
        private final Optional<Auditor.Right> right;
        private final String summary;
        private final List<Parameter> parameters = new ArrayList<>();
        private final Map<String, Type> answers = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private Optional<Class<? extends Record>> body = Optional.empty();

        private Draft(HttpMethod method, String path, String id, Optional<Auditor.Right> right, String summary) {
            this.method = method;
            this.path = path;
            this.id = id;
            this.right = right;
            this.summary = summary;
        }

        public Draft by(Parameter... more) {
            return by(List.of(more));
        }

        public Draft by(List<Parameter> more) {
            parameters.addAll(more);
            return this;
        }

        public Draft gives(Type type) {
            return gives(JSON, type);
        }

        public Draft gives(String mediaType, Type type) {
            answers.put(mediaType, type);
            return this;
        }

        public Draft says(String header, String description) {
            headers.put(header, description);
            return this;
        }

        public Draft takes(Class<? extends Record> type) {
            body = Optional.of(type);
            return this;
        }

        public Operation through(Handler handler) {
            return new Operation(
                    method, path, id, right, summary, List.copyOf(parameters), body, answers, headers, handler);
        }
    }

    boolean ofTenant() {
        return path.startsWith("/tenants/{tenant}");
    }
}
