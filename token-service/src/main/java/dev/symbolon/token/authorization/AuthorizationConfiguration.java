package dev.symbolon.token.authorization;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.tenant.Tenants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuthorizationConfiguration {

    @Bean
    Authorizations authorizations(Decisions decisions, Randomness randomness, HybridClock clock) {
        return new Authorizations(decisions, randomness, clock);
    }

    @Bean
    Steps steps(
            Tenants tenants,
            Handles handles,
            PersonalData personalData,
            RefusalLog refusals,
            Pages pages,
            Cookies cookies,
            Randomness randomness,
            HybridClock clock) {
        return new Steps(tenants, handles, personalData, refusals, pages, cookies, randomness, clock);
    }
}
