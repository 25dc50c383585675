package dev.symbolon.token.device;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Waiting;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.TokenSettings;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.tenant.Tenants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeviceConfiguration {

    @Bean
    DeviceCodes deviceCodes(Handles handles) {
        return new DeviceCodes(handles);
    }

    @Bean
    Polls polls(TokenSettings settings) {
        return new Polls(settings.device().interval(), settings.device().life());
    }

    @Bean
    DeviceLimits deviceLimits(TokenSettings settings) {
        return new DeviceLimits(settings.device());
    }

    @Bean
    WaitingDevices waitingDevices(
            Waiting waiting, Handles handles, PersonalData personalData, Randomness randomness, HybridClock clock) {
        return new WaitingDevices(waiting, handles, personalData, randomness, clock);
    }

    @Bean
    DeviceApprovals deviceApprovals(Decisions decisions, HybridClock clock) {
        return new DeviceApprovals(decisions, clock);
    }

    @Bean
    DevicePages devicePages(Tenants tenants, Pages pages, PersonalData personalData, HybridClock clock) {
        return new DevicePages(tenants, pages, personalData, clock);
    }
}
