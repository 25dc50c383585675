package dev.symbolon.token.tenant;

import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.http.TenantRoutes;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Gives an endpoint the tenant that its path names, and refuses with {@link HttpRefusal} 404 where there is none. */
public final class TenantArgument implements HandlerMethodArgumentResolver {
    private final Tenants tenants;

    public TenantArgument(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ServedTenant.class;
    }

    @Override
    public ServedTenant resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Map<?, ?> variables = (Map<?, ?>) Objects.requireNonNull(
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
        return tenants.named((String) Objects.requireNonNull(variables.get(TenantRoutes.SLUG)));
    }
}
