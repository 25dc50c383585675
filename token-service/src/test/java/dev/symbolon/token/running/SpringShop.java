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
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;

/** A web app that leaves its sign-in and its sign-out to Spring Security, set up as its manual says and no further. */
public final class SpringShop implements AutoCloseable {
    private static final String REGISTRATION = "symbolon";

    private final AnnotationConfigServletWebServerApplicationContext context;
    private final String address;

    private SpringShop(AnnotationConfigServletWebServerApplicationContext context, String address) {
        this.context = context;
        this.address = address;
    }

    /** Where one on that port wants codes, and hears of ended sessions. */
    public static String redirectUri(int port) {
        return "http://127.0.0.1:" + port + "/login/oauth2/code/" + REGISTRATION;
    }

    public static String backChannel(int port) {
        return "http://127.0.0.1:" + port + "/logout/connect/back-channel/" + REGISTRATION;
    }

    /** Where it wants who has signed out. */
    public static String farewell(int port) {
        return "http://127.0.0.1:" + port + "/bye";
    }

    public static SpringShop open(int port, String issuer, TestTenant.Client client) {
        ClientRegistration registration = ClientRegistrations.fromIssuerLocation(issuer)
                .registrationId(REGISTRATION)
                .clientId(client.id().value())
                .clientSecret(client.secret())
                .scope("openid", "profile")
                .build();
        AnnotationConfigServletWebServerApplicationContext context =
                new AnnotationConfigServletWebServerApplicationContext();
        context.registerBean(TomcatServletWebServerFactory.class, () -> new TomcatServletWebServerFactory(port));
        context.registerBean(
                InMemoryClientRegistrationRepository.class,
                () -> new InMemoryClientRegistrationRepository(registration));
        context.register(Shop.class);
        context.refresh();
        return new SpringShop(context, "http://127.0.0.1:" + port);
    }

    /** A page that only who is signed in may see; it shows their name. */
    public String page() {
        return address + "/";
    }

    /** Spring Security's own page, which asks whether to sign out; its form comes back to the same address. */
    public String signOut() {
        return address + "/logout";
    }

    @Override
    public void close() {
        context.close();
    }

    /** No {@code @Configuration}: the token service, which is tested beside it, would take it for its own. */
    @EnableWebSecurity
    static class Shop {
        @Bean
        SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {
            OidcClientInitiatedLogoutSuccessHandler platform = new OidcClientInitiatedLogoutSuccessHandler(clients);
            platform.setPostLogoutRedirectUri("{baseUrl}/bye");
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2Login(Customizer.withDefaults())
                    .logout(logout -> logout.logoutSuccessHandler(platform))
                    .oidcLogout(logout -> logout.backChannel(Customizer.withDefaults()))
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
                    .print("Hello "
                            + Objects.requireNonNull(request.getUserPrincipal()).getName());
        }
    }
}
