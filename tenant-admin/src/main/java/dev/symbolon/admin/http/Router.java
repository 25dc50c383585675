package dev.symbolon.admin.http;

import dev.symbolon.admission.access.Caller;
import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.stream.Position;
import dev.symbolon.ports.decision.HybridClock;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Brings each request to its operation, and its answer back. */
@Component
public final class Router {
    public static final String POSITION = "Symbolon-Position";
    static final MediaType MERGE_PATCH = MediaType.parseMediaType("application/merge-patch+json");

    private final Bodies bodies;
    private final Problems problems;
    private final HybridClock clock;

    Router(Bodies bodies, Problems problems, HybridClock clock) {
        this.bodies = bodies;
        this.problems = problems;
        this.clock = clock;
    }

    /** Routes to all of them; another method on one of their paths is told so. */
    public RouterFunction<ServerResponse> to(List<Operation> operations) {
        RouterFunctions.Builder routes = RouterFunctions.route();
        Set<String> paths = new LinkedHashSet<>();
        for (Operation operation : operations) {
            String path = Operation.BASE + operation.path();
            paths.add(path);
            routes.route(
                    RequestPredicates.method(operation.method()).and(RequestPredicates.path(path)),
                    request -> serve(operation, request));
        }
        paths.forEach(path -> routes.route(
                RequestPredicates.path(path), request -> refuse(request.servletRequest(), AdminRefusal.wrongMethod())));
        return routes.build();
    }

    private ServerResponse serve(Operation operation, ServerRequest request) {
        HttpServletRequest servlet = request.servletRequest();
        try {
            Caller caller = AdminGate.caller(servlet).orElseThrow();
            byte[] body = Bodies.bytes(servlet);
            Call call = new Call(
                    operation,
                    servlet,
                    Map.copyOf(request.pathVariables()),
                    caller,
                    body,
                    bodies,
                    clock.now().instant(),
                    Correlation.current());
            admit(operation, call);
            return answer(operation, operation.handler().apply(call, body(operation, request, body)));
        } catch (Exception e) {
            return refuse(servlet, Problems.of(e));
        }
    }

    /** A tenant's own callers see that tenant and no other; and nobody does what they may not. */
    private static void admit(Operation operation, Call call) {
        boolean foreign = operation.ofTenant()
                && !call.caller().ofPlatform()
                && !call.tenant().equals(call.caller().home());
        if (foreign) {
            throw AdminRefusal.unknown("tenant");
        }
        if (!operation.oneself() || !call.ofCaller()) {
            call.require(operation.permission());
        }
        call.checkParameters();
    }

    private Object body(Operation operation, ServerRequest request, byte[] body) {
        if (operation.body().isEmpty()) {
            boolean nothing = body.length == 0
                    || (bodies.tree(body).isObject() && bodies.tree(body).isEmpty());
            if (!nothing) {
                throw AdminRefusal.invalid("malformed", "this call takes no body");
            }
            return body;
        }
        MediaType sent = request.headers().contentType().orElse(MediaType.APPLICATION_OCTET_STREAM);
        boolean json = MediaType.APPLICATION_JSON.isCompatibleWith(sent) && !sent.isWildcardType();
        if (operation.merges()) {
            if (!json && !MERGE_PATCH.isCompatibleWith(sent)) {
                throw AdminRefusal.wrongMediaType(MERGE_PATCH.toString());
            }
            return body;
        }
        if (!json) {
            throw AdminRefusal.wrongMediaType(MediaType.APPLICATION_JSON_VALUE);
        }
        return bodies.read(body, operation.body().get());
    }

    private ServerResponse answer(Operation operation, Answer answer) {
        ServerResponse.BodyBuilder response =
                ServerResponse.status(operation.status()).header("Cache-Control", "no-store");
        answer.version().ifPresent(version -> response.header("ETag", "\"" + version + "\""));
        answer.location().ifPresent(location -> response.header("Location", location));
        if (!answer.positions().isEmpty()) {
            // In one line: many clients read the first only.
            response.header(
                    POSITION,
                    answer.positions().stream().map(Position::toString).collect(Collectors.joining(", ")));
        }
        if (answer.body().isEmpty() || operation.status() == 204) {
            return response.build();
        }
        byte[] json = bodies.written(answer.body().get());
        return response.contentType(MediaType.APPLICATION_JSON).build((_, servlet) -> {
            servlet.setContentLength(json.length);
            servlet.getOutputStream().write(json);
            return null;
        });
    }

    private ServerResponse refuse(HttpServletRequest request, AdminRefusal refusal) {
        return ServerResponse.status(refusal.status()).build((servlet, response) -> {
            problems.write(request, response, refusal);
            return null;
        });
    }
}
