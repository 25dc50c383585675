package dev.symbolon.token.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds the endpoint of a path in one look. Every one of them has the tenant's slug in its pattern, so Spring would try the
 * request on each pattern in turn; here those are indexed by what they have besides the slug, and only what is found there
 * is tried. What isn't found is tried on all, as ever, which is where a refusal learns why.
 */
public final class TenantRoutes extends RequestMappingHandlerMapping {
    /** The variable that is the tenant's. */
    public static final String SLUG = "slug";

    private static final String TENANT = "/t/";
    private static final String PATTERN = TENANT + "{" + SLUG + "}/";

    /** Before the endpoints of the management: these are asked for once in some seconds. */
    private static final int FIRST = -1_000;

    @Override
    public int getOrder() {
        return FIRST;
    }

    @Override
    protected Set<String> getDirectPaths(RequestMappingInfo info) {
        Set<String> paths = new HashSet<>(super.getDirectPaths(info));
        info.getPatternValues().stream()
                .filter(pattern -> pattern.startsWith(PATTERN) && pattern.indexOf('{', PATTERN.length()) < 0)
                .map(TenantRoutes::ofAnyTenant)
                .forEach(paths::add);
        return paths;
    }

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        return super.lookupHandlerMethod(ofAnyTenant(path), request);
    }

    private static String ofAnyTenant(String path) {
        int end = path.startsWith(TENANT) ? path.indexOf('/', TENANT.length()) : -1;
        return end < 0 ? path : TENANT + "*" + path.substring(end);
    }
}
