package dev.symbolon.infra.stream;

import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.infra.decision.CachedStates;
import dev.symbolon.infra.decision.ControlListener;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.MongoCommitLog;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.secret.SealedPersonalData;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.infra.settings.PlatformSettings;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.stream.LiveEvents;
import dev.symbolon.ports.view.Following;
import dev.symbolon.ports.view.RegisteredProjections;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamConfiguration {
    @Bean(initMethod = "start")
    ControlView controlView(
            PlatformSettings settings,
            Cells cells,
            EventCodec codec,
            MongoCommitLog log,
            CachedStates states,
            ObjectProvider<ControlListener> listeners,
            ObjectProvider<MeterRegistry> meters) {
        return new ControlView(
                settings.kafka(),
                cells,
                log::controlOf,
                new ControlEvents(
                        codec::decode, states, listeners.orderedStream().toList()),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    TenantsInStore tenantsInStore(Cells cells) {
        return new TenantsInStore(cells);
    }

    @Bean
    StoreReader storeReader(CommitLog log, EventCodec codec) {
        return new StoreReader(log, codec::decode);
    }

    @Bean
    LiveEvents liveEvents(PlatformSettings settings, StoreReader store, Handles handles) {
        return new KafkaLiveEvents(settings.kafka(), store, new LiveMarks(handles, InstantSource.system()));
    }

    @Bean
    Tidings tidings() {
        return new Tidings();
    }

    /** A key that another node destroyed doesn't live on in this one's memory. */
    @Bean
    ControlListener erasures(SealedPersonalData personalData) {
        return event -> {
            if (event.event() instanceof UserEvent.Erased erased) {
                personalData.forget(erased.tenant(), erased.user());
            }
            if (event.event() instanceof TenantEvent.DataDestroyed destroyed) {
                personalData.forget(destroyed.tenant());
            }
        };
    }

    /** Only where projections are registered; the services that do share the work by their application's name. */
    @Bean(initMethod = "start")
    @ConditionalOnBean(RegisteredProjections.class)
    ProjectionRunner projectionRunner(
            PlatformSettings settings,
            @Value("${spring.application.name:projections}") String application,
            MongoViews views,
            RegisteredProjections registered,
            StoreReader store,
            Cells cells,
            ObjectProvider<MeterRegistry> meters) {
        return new ProjectionRunner(
                new Subscription(settings.kafka(), "symbolon-" + application, settings.node()),
                views,
                registered,
                store,
                cells,
                LaneSettings.STANDARD,
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean(initMethod = "start")
    @ConditionalOnBean(RegisteredProjections.class)
    Rebuilder rebuilder(ProjectionRunner runner, StoreReader store, Cells cells) {
        return new Rebuilder(runner, new RebuildOrders(cells), store, new TenantsInStore(cells));
    }

    @Bean
    @ConditionalOnBean(RegisteredProjections.class)
    Following following(
            ProjectionRunner runner, MongoViews views, RegisteredProjections registered, StoreReader store) {
        return new RunningProjections(runner, views, registered, store, InstantSource.system());
    }
}
