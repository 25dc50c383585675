package dev.symbolon.infra.health;

import dev.symbolon.infra.log.MongoCommitLog;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.stream.ControlView;
import dev.symbolon.infra.stream.ProjectionRunner;
import dev.symbolon.ports.view.RegisteredProjections;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What readiness is made of; each service names what it needs in its group {@code readiness}. Kafka isn't part of it:
 * without the stream decisions ask the store, which is slower and right.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    LogHealth logHealthIndicator(MongoCommitLog log, Cells cells) {
        return new LogHealth(log::writes, log::refusals, cells.names());
    }

    @Bean
    StoreHealth storeHealthIndicator(Cells cells, Clock wallClock) {
        return new StoreHealth(cells, wallClock);
    }

    @Bean
    @Qualifier("readiness")
    StatusAggregator readinessStatus(LogHealth log, StoreHealth store) {
        return new ReadinessStatus(List.of(log::remark, store::remark));
    }

    /** Tells, and never complains: see above. */
    @Bean
    HealthIndicator streamHealthIndicator(ControlView view) {
        return () -> Health.up()
                .withDetail("listening", view.listens())
                .withDetail("readable", view.readable())
                .build();
    }

    /** A node that knows of no revocation yet would ask the store for all of them at its first request. */
    @Bean
    HealthIndicator revocationsHealthIndicator(ControlView view) {
        return () -> (view.filled() ? Health.up() : Health.down()).build();
    }

    @Bean
    @ConditionalOnBean(RegisteredProjections.class)
    HealthIndicator projectionsHealthIndicator(ProjectionRunner runner) {
        return new ProjectionsHealth(runner::ready, runner::runs);
    }
}
