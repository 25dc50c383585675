package dev.symbolon.infra.log;

import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.settings.PlatformSettings;
import dev.symbolon.ports.log.StableTime;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LogConfiguration {
    /** Whoever keeps a cache of the log listens to {@link TakenOver} and drops it. */
    @Bean
    MongoCommitLog commitLog(
            PlatformSettings settings,
            Cells cells,
            CommitPublisher publisher,
            MeterRegistry meters,
            ApplicationEventPublisher listeners) {
        return MongoCommitLog.open(
                cells,
                new LogOptions(
                        settings.node(),
                        settings.writerLease(),
                        publisher,
                        () -> listeners.publishEvent(new TakenOver())),
                meters);
    }

    @Bean
    StableTime stableTime(Cells cells) {
        return new AnnouncedStableTime(cells);
    }

    @Bean
    MongoSpent spent(Cells cells) {
        return new MongoSpent(cells, Clock.systemUTC());
    }

    @Bean
    MongoWaiting waiting(Cells cells) {
        return new MongoWaiting(cells, Clock.systemUTC());
    }

    @Bean
    MongoShownSecrets shownSecrets(Cells cells) {
        return new MongoShownSecrets(cells, Clock.systemUTC());
    }

    @Bean
    HourlySweep hourlySweep(Cells cells, MongoSpent spent, MongoWaiting waiting, MongoShownSecrets shown) {
        return new HourlySweep(cells, List.of(spent.collections(), waiting.collections(), shown.collections()));
    }
}
