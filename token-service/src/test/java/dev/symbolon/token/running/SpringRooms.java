package dev.symbolon.token.running;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

/** An API that leaves it to Spring Security's resource server which tokens it takes, and for which scope. */
public final class SpringRooms implements AutoCloseable {
    private final AnnotationConfigServletWebServerApplicationContext context;

    private SpringRooms(Customizer<OAuth2ResourceServerConfigurer<HttpSecurity>> tokens) {
        context = new AnnotationConfigServletWebServerApplicationContext();
        context.registerBean(TomcatServletWebServerFactory.class, () -> new TomcatServletWebServerFactory(0));
        context.registerBean(Tokens.class, () -> new Tokens(tokens));
        context.register(Rooms.class);
        context.refresh();
    }

    /** One that reads tokens itself. */
    public static SpringRooms reading(JwtDecoder decoder) {
        return new SpringRooms(server -> server.jwt(jwt -> jwt.decoder(decoder)));
    }

    /** One that asks what each token says. */
    public static SpringRooms asking(OpaqueTokenIntrospector introspector) {
        return new SpringRooms(server -> server.opaqueToken(opaque -> opaque.introspector(introspector)));
    }

    /** A page that only a token with the scope {@code rooms.read} opens; it shows whose that is. */
    public String page() {
        return "http://127.0.0.1:"
                + Objects.requireNonNull(context.getWebServer()).getPort() + "/";
    }

    @Override
    public void close() {
        context.close();
    }

    private record Tokens(Customizer<OAuth2ResourceServerConfigurer<HttpSecurity>> how) {}

    /** No {@code @Configuration}: the token service, which is tested beside it, would take it for its own. */
    @EnableWebSecurity
    static class Rooms {
        @Bean
        SecurityFilterChain security(HttpSecurity http, Tokens tokens) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().hasAuthority("SCOPE_rooms.read"))
                    .oauth2ResourceServer(tokens.how())
                    .build();
        }

        @Bean
        DelegatingFilterProxyRegistrationBean filter() {
            return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        }

        @Bean
        ServletRegistrationBean<HttpServlet> page() {
            return new ServletRegistrationBean<>(new Page(), "/");
        }
    }

    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print("Rooms for "
                            + Objects.requireNonNull(request.getUserPrincipal()).getName());
        }
    }
}
