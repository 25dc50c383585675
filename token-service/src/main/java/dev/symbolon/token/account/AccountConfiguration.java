package dev.symbolon.token.account;

import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.ports.view.Views;
import dev.symbolon.token.credential.Attempts;
import dev.symbolon.token.credential.PasswordQueue;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.tenant.Tenants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    @Bean
    Accounts accounts(Decisions decisions, Views views, HybridClock clock) {
        return new Accounts(decisions, views, clock);
    }

    @Bean
    PasswordChanges passwordChanges(
            Decisions decisions,
            Views views,
            PasswordQueue passwords,
            Attempts attempts,
            PersonalData personalData,
            HybridClock clock) {
        return new PasswordChanges(decisions, views, passwords, attempts, personalData, clock);
    }

    @Bean
    AccountPages accountPages(Tenants tenants, Pages pages, PersonalData personalData, EventLog log) {
        return new AccountPages(tenants, pages, personalData, new Devices(log, personalData));
    }
}
