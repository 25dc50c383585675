package dev.symbolon.projection.auditor;

import dev.symbolon.admission.access.Callers;
import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.admission.correlation.Correlated;
import dev.symbolon.admission.signin.Issuer;
import dev.symbolon.admission.transport.StrictTransport;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.projection.AuditSettings;
import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class AuditorConfiguration {
    @Bean
    Callers callers(
            Decisions decisions, HybridClock clock, Claims claims, Revocations revocations, AuditSettings settings) {
        String issuerBase = settings.issuerBase().toString();
        return Callers.of(decisions, clock, claims, revocations, issuerBase, PlatformApi.AUDIT);
    }

    @Bean
    FilterRegistrationBean<StrictTransport> strictTransport(AuditSettings settings) {
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
    Issuer issuer(AuditSettings settings) {
        return new Issuer(settings.issuerBase(), settings.tokenService());
    }
}
