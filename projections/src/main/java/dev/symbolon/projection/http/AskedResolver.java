package dev.symbolon.projection.http;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.auditor.Auditor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads {@link Asked}, {@link Window} and {@link Auditor} out of a request, for the API and for the pages. */
@Component
final class AskedResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    /** What a question can be narrowed by; only these names are written down. */
    private static final Set<String> FILTERS = Set.of(
            "subject",
            "client",
            "type",
            "outcome",
            "actor",
            "grant",
            "session",
            "authorization",
            "correlation",
            "words",
            "from",
            "until",
            "at",
            "kind");

    private final Questions questions;
    private final Readings readings;

    AskedResolver(Questions questions, Readings readings) {
        this.questions = questions;
        this.readings = readings;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == Asked.class || type == Window.class || type == Auditor.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        Class<?> type = parameter.getParameterType();
        if (type == Asked.class) {
            Map<?, ?> path = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
            return asked(request, String.valueOf(path.get("tenant")));
        }
        return type == Window.class ? window(request) : AuditorGate.auditor(request);
    }

    Asked asked(HttpServletRequest request, String tenantId) {
        Auditor auditor = AuditorGate.auditor(request);
        TenantId tenant = questions.tenant(tenantId, auditor);
        Optional<Position> position = given(request, "position")
                .or(() -> Optional.ofNullable(request.getHeader("Symbolon-Position")))
                .map(text -> Questions.position(text, tenant));
        return new Asked(
                tenant,
                auditor,
                position,
                readings.of(auditor, tenant, request.getRemoteAddr(), via(request), filters(request)));
    }

    private static String via(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (!path.startsWith("/audit/v1/")) {
            return "pages";
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.equals("tail") || last.equals("export") ? last : "api";
    }

    private static List<String> filters(HttpServletRequest request) {
        return FILTERS.stream()
                .filter(name -> given(request, name).isPresent())
                .sorted()
                .toList();
    }

    static Window window(HttpServletRequest request) {
        return new Window(
                given(request, "from").map(Questions::clock).map(HybridTime::value),
                given(request, "until").map(Questions::clock).map(HybridTime::value),
                switch (given(request, "order").orElse("newest")) {
                    case "newest" -> true;
                    case "oldest" -> false;
                    default -> throw AuditRefusal.invalid("bad-order", "the order is newest or oldest");
                },
                given(request, "after"),
                Questions.limit(given(request, "limit").orElse(null)));
    }

    /** A field of a form that was left empty isn't given. */
    static Optional<String> given(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isEmpty());
    }
}
