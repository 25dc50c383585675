package dev.symbolon.admin;

import dev.symbolon.admin.console.ConsoleSettings;
import dev.symbolon.admin.http.Router;
import dev.symbolon.admin.list.ListProjection;
import dev.symbolon.admission.access.Callers;
import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.admission.signin.Issuer;
import dev.symbolon.admission.signin.SealedCookies;
import dev.symbolon.admission.transport.StrictTransport;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.view.RegisteredProjections;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
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
    @Order(Ordered.HIGHEST_PRECEDENCE)
    StrictTransport strictTransport(AdminSettings settings) {
        return new StrictTransport(settings.publicBase());
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
