package dev.symbolon.projection.http;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.auditor.Auditor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads {@link Asked}, {@link Window} and {@link Auditor} out of a request, once for all endpoints. */
@Component
final class AskedResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private final Questions questions;

    AskedResolver(Questions questions) {
        this.questions = questions;
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
            return asked(request);
        }
        return type == Window.class ? window(request) : AuditorGate.auditor(request);
    }

    private Asked asked(HttpServletRequest request) {
        Map<?, ?> path = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        Auditor auditor = AuditorGate.auditor(request);
        TenantId tenant = questions.tenant(String.valueOf(path.get("tenant")), auditor);
        return new Asked(
                tenant,
                auditor,
                given(request, "position")
                        .or(() -> Optional.ofNullable(request.getHeader("Symbolon-Position")))
                        .map(text -> Questions.position(text, tenant)));
    }

    private static Window window(HttpServletRequest request) {
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
    private static Optional<String> given(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isEmpty());
    }
}
