package dev.symbolon.token.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** One look finds what trying all patterns would find, and nothing else. */
final class TenantRoutesTest {
    private final TenantRoutes routes = new TenantRoutes();

    @Controller
    static final class Sample {
        @PostMapping("/t/{slug}/token")
        void token() {}

        @GetMapping("/t/{slug}/authorize")
        void begin() {}

        @PostMapping("/t/{slug}/authorize")
        void post() {}

        @GetMapping("/t/{slug}/authorize/resume")
        void resume() {}

        @GetMapping({"/t/{slug}/.well-known/x", "/.well-known/x/t/{slug}"})
        void discovery() {}

        @GetMapping("/assets/{name}.css")
        void asset() {}
    }

    @BeforeEach
    void map() {
        StaticWebApplicationContext context = new StaticWebApplicationContext();
        context.registerSingleton("sample", Sample.class);
        routes.setApplicationContext(context);
        routes.afterPropertiesSet();
    }

    @Test
    void each_path_leads_to_its_endpoint_with_its_slug() throws Exception {
        assertThat(found("POST", "/t/hotel/token")).isEqualTo("token");
        assertThat(found("GET", "/t/hotel/authorize")).isEqualTo("begin");
        assertThat(found("HEAD", "/t/hotel/authorize")).isEqualTo("begin");
        assertThat(found("POST", "/t/hotel/authorize")).isEqualTo("post");
        assertThat(found("GET", "/t/hotel/authorize/resume")).isEqualTo("resume");
        assertThat(found("GET", "/t/hotel/.well-known/x")).isEqualTo("discovery");
        assertThat(found("GET", "/.well-known/x/t/hotel")).isEqualTo("discovery");
        assertThat(found("GET", "/assets/page.css")).isEqualTo("asset");
        assertThat(found("POST", "/t/*/token")).as("a slug like another").isEqualTo("token");
    }

    @Test
    void what_is_no_endpoint_leads_nowhere() throws Exception {
        for (String path : new String[] {
            "/t/hotel/nothing", "/t/hotel", "/t/", "/t//token", "/t/a/b/token", "/t/hotel/token/", "/x/hotel/token", "/"
        }) {
            assertThat(found("POST", path)).as(path).isNull();
        }
    }

    @Test
    void another_method_is_told_which_ones_there_are() {
        assertThatThrownBy(() -> found("DELETE", "/t/hotel/authorize"))
                .isInstanceOfSatisfying(
                        HttpRequestMethodNotSupportedException.class,
                        refused -> assertThat(refused.getSupportedMethods()).contains("GET", "POST"));
    }

    private @Nullable String found(String method, String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        ServletRequestPathUtils.parseAndCache(request);
        HandlerExecutionChain chain = routes.getHandler(request);
        if (chain == null) {
            return null;
        }
        if (path.contains("hotel")) {
            assertThat(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE))
                    .isEqualTo(Map.of(TenantRoutes.SLUG, "hotel"));
        }
        return ((HandlerMethod) chain.getHandler()).getMethod().getName();
    }
}
