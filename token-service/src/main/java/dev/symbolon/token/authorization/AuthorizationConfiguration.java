package dev.symbolon.token.authorization;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.grant.TokenMaker;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.session.IdTokenHints;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.Tenants;
import dev.symbolon.token.user.Subjects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuthorizationConfiguration {

    @Bean
    Authorizations authorizations(
            Decisions decisions,
            SigningKeys keys,
            TokenMaker tokens,
            Subjects subjects,
            IdTokenHints hints,
            Randomness randomness,
            HybridClock clock) {
        return new Authorizations(decisions, keys, tokens, subjects, hints, randomness, clock);
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
