package dev.symbolon.infra.revocation;

import dev.symbolon.infra.decision.Freshness;
import dev.symbolon.ports.revocation.Revocations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RevocationConfiguration {

    /** Stands alone, so that log and stream can both tell it of control events. */
    @Bean
    RevocationTable revocationTable(Clock wallClock, MeterRegistry meters) {
        RevocationTable table = new RevocationTable(wallClock);
        Gauge.builder("symbolon.revocations", table, RevocationTable::size)
                .description("revoked grants and watermarks in memory")
                .register(meters);
        return table;
    }

    @Bean
    Revocations revocations(RevocationTable table, Freshness freshness) {
        return new RevocationView(table, freshness);
    }
}
