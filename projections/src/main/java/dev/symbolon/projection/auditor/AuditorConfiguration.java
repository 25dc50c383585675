package dev.symbolon.projection.auditor;

import dev.symbolon.admission.access.Callers;
import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.admission.signin.Issuer;
import dev.symbolon.admission.transport.StrictTransport;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.projection.AuditSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

@Configuration(proxyBeanMethods = false)
class AuditorConfiguration {
    @Bean
    Callers callers(
            Decisions decisions, HybridClock clock, Claims claims, Revocations revocations, AuditSettings settings) {
        String issuerBase = settings.issuerBase().toString();
        return Callers.of(decisions, clock, claims, revocations, issuerBase, PlatformApi.AUDIT);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    StrictTransport strictTransport(AuditSettings settings) {
        return new StrictTransport(settings.publicBase());
    }

    @Bean
    Issuer issuer(AuditSettings settings) {
        return new Issuer(settings.issuerBase(), settings.tokenService());
    }
}
