package dev.symbolon.token.logout;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Spent;
import dev.symbolon.ports.outbound.Outbound;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.ports.stream.ControlTidings;
import dev.symbolon.ports.view.Views;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.session.IdTokenHints;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.Tenants;
import dev.symbolon.token.user.Subjects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LogoutConfiguration {

    @Bean
    Logouts logouts(Decisions decisions, IdTokenHints hints, Subjects subjects, HybridClock clock) {
        return new Logouts(decisions, hints, subjects, clock);
    }

    @Bean
    BackChannel backChannel(
            Outbound outbound,
            Decisions decisions,
            SigningKeys keys,
            Signer signer,
            Subjects subjects,
            Randomness randomness,
            HybridClock clock) {
        LogoutTokens tokens = new LogoutTokens(decisions, keys, signer, subjects, randomness, clock);
        return new BackChannel(outbound, tokens, decisions, clock);
    }

    @Bean
    EndedElsewhere endedElsewhere(
            ControlTidings tidings,
            Decisions decisions,
            Tenants tenants,
            Spent spent,
            BackChannel backChannel,
            Randomness randomness,
            HybridClock clock) {
        return new EndedElsewhere(tidings, decisions, tenants, spent, backChannel, randomness, clock);
    }

    @Bean
    LogoutPages logoutPages(
            Tenants tenants,
            Pages pages,
            PersonalData personalData,
            Subjects subjects,
            Decisions decisions,
            Views views,
            HybridClock clock) {
        EndingAccess ending = new EndingAccess(decisions, views, clock);
        return new LogoutPages(tenants, pages, personalData, subjects, ending);
    }
}
