package dev.symbolon.projection.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Brings each request of the audit API to its operation, and its answer back. */
@Component
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final AskedResolver asking;
    private final JsonMapper json;

    Router(AskedResolver asking, JsonMapper json) {
        this.asking = asking;
        this.json = json;
    }

    /** Routes to all of them; another method on one of their paths is told so. */
    public RouterFunction<ServerResponse> to(List<Operation> operations) {
        RouterFunctions.Builder routes = RouterFunctions.route();
        Set<String> paths = new LinkedHashSet<>();
        for (Operation operation : operations) {
            String path = Operation.BASE + operation.path();
            paths.add(path);
            routes.route(
                    request -> takes(operation, request)
                            && RequestPredicates.path(path).test(request),
                    request -> serve(operation, request));
        }
        paths.forEach(path -> routes.route(
                RequestPredicates.path(path), _ -> written(ProblemAdvice.told(AuditRefusal.wrongMethod()))));
        return routes.build();
    }

    /** Who may get may also ask for the head alone (RFC 9110 §9.1). */
    private static boolean takes(Operation operation, ServerRequest request) {
        return request.method().equals(operation.method())
                || request.method().equals(HttpMethod.HEAD)
                        && operation.method().equals(HttpMethod.GET)
                        && !operation.answers().containsKey("text/event-stream");
    }

    private ServerResponse serve(Operation operation, ServerRequest request) throws IOException {
        try {
            return written(operation.handler().answer(admitted(operation, request)));
        } catch (RuntimeException e) {
            return written(ProblemAdvice.told(e));
        }
    }

    /** The tenant first: who may not read it learns nothing more. */
    private Question admitted(Operation operation, ServerRequest request) {
        HttpServletRequest servlet = request.servletRequest();
        Map<String, String> path = Map.copyOf(request.pathVariables());
        Optional<Asked> asked = operation.ofTenant()
                ? Optional.of(asking.asked(servlet, Objects.requireNonNull(path.get("tenant"))))
                : Optional.empty();
        if (asked.isEmpty() && AuditorGate.auditor(servlet).tenant().isPresent()) {
            throw AuditRefusal.forbidden();
        }
        if (operation
                .right()
                .filter(right -> !AuditorGate.auditor(servlet).has(right))
                .isPresent()) {
            throw AuditRefusal.forbidden();
        }
        checkParameters(operation, servlet);
        return new Question(servlet, path, asked, json);
    }

    /** Refuses parameters that the operation doesn't know: a misspelt filter would filter nothing. */
    private static void checkParameters(Operation operation, HttpServletRequest request) {
        Set<String> known = new HashSet<>(Set.of("position", AuditorGate.PROOF));
        operation.parameters().forEach(parameter -> known.add(parameter.name()));
        if (!known.containsAll(request.getParameterMap().keySet())) {
            throw AuditRefusal.invalid("unknown-parameter", "this call doesn't take one of these parameters");
        }
    }

    private ServerResponse written(ResponseEntity<?> answer) {
        return ServerResponse.status(answer.getStatusCode())
                .headers(headers -> headers.addAll(answer.getHeaders()))
                .build((_, response) -> {
                    write(answer.getBody(), answer.getHeaders(), response);
                    return null;
                });
    }

    private void write(@Nullable Object body, HttpHeaders headers, HttpServletResponse response) throws IOException {
        switch (body) {
            case null -> {
                // The status says it all.
            }
            case Streamed streamed -> stream(streamed, response);
            case String text -> bytes(text.getBytes(StandardCharsets.UTF_8), headers, response);
            case Object value -> bytes(json.writeValueAsBytes(value), headers, response);
        }
    }

    private static void stream(Streamed streamed, HttpServletResponse response) throws IOException {
        try {
            streamed.write(response);
        } catch (BrokenOffException e) {
            LOG.info("an answer is broken off: {}", e.getMessage());
            // The server closes the connection on it, as on any failure, but takes it for no failure of ours.
            throw new CloseNowException(e);
        }
    }

    private static void bytes(byte[] bytes, HttpHeaders headers, HttpServletResponse response) throws IOException {
        if (headers.getContentType() == null) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        }
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
