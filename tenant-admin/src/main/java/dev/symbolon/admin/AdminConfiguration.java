package dev.symbolon.admin;

import dev.symbolon.admin.console.ConsoleSettings;
import dev.symbolon.admin.http.Router;
import dev.symbolon.admin.list.ListProjection;
import dev.symbolon.admission.access.Callers;
import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.admission.correlation.Correlated;
import dev.symbolon.admission.signin.Issuer;
import dev.symbolon.admission.signin.SealedCookies;
import dev.symbolon.admission.transport.StrictTransport;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.view.RegisteredProjections;
import jakarta.servlet.Filter;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

@Configuration(proxyBeanMethods = false)
class AdminConfiguration {
    @Bean
    RouterFunction<ServerResponse> adminRoutes(Router router, AdminOperations operations) {
        return router.to(operations.all());
    }

    @Bean
    Callers callers(
            Decisions decisions, HybridClock clock, Claims claims, Revocations revocations, AdminSettings settings) {
        String issuerBase = settings.issuerBase().toString();
        return Callers.of(decisions, clock, claims, revocations, issuerBase, PlatformApi.ADMIN);
    }

    @Bean
    FilterRegistrationBean<StrictTransport> strictTransport(AdminSettings settings) {
        return first(new StrictTransport(settings.publicBase()));
    }

    @Bean
    FilterRegistrationBean<Correlated> correlated(Randomness randomness) {
        return first(new Correlated(randomness));
    }

    /** Before those that answer by themselves. A filter that is a bean of its own would be after them, whatever its method says. */
    private static <F extends Filter> FilterRegistrationBean<F> first(F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    Issuer issuer(AdminSettings admin, ConsoleSettings console) {
        return new Issuer(admin.issuerBase(), console.tokenService());
    }

    @Bean
    SealedCookies sealedCookies(Handles handles, HybridClock clock, AdminSettings settings) {
        return new SealedCookies(
                handles, clock, settings.publicBase().getScheme().equals("https"));
    }

    /** Every projection that this service runs, in one list. */
    @Bean
    RegisteredProjections registeredProjections() {
        return new RegisteredProjections(List.of(new ListProjection()));
    }
}
