package dev.symbolon.infra.decision;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.TakenOver;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.infra.settings.PlatformSettings;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@Configuration(proxyBeanMethods = false)
class DecisionConfiguration {
    /** States of about a kilobyte each. */
    private static final int CACHED_STATES = 20_000;

    private static final int REFUSAL_BATCHES = 2_000;

    /** Of the node's name, as much as fits into a batch's id. */
    private static final int NODE_LENGTH = 16;

    @Bean
    @ConditionalOnMissingBean
    Clock wallClock() {
        return Clock.systemUTC();
    }

    @Bean
    NodeClock hybridClock(Clock wallClock) {
        return new NodeClock(wallClock);
    }

    /** Stands alone, so that both the log and the stream can tell it of changes. */
    @Bean
    StateCache cachedStates() {
        return new StateCache(CACHED_STATES, System::nanoTime);
    }

    /** A writer that was taken over slept: what it remembers is as old as that. */
    @Bean
    WakingUp wakingUp(StateCache cache) {
        return new WakingUp(cache);
    }

    record WakingUp(CachedStates cache) {
        @EventListener(TakenOver.class)
        void takenOver() {
            cache.forgetAll();
        }
    }

    @Bean
    Decisions decisions(
            CommitLog log,
            EventCodec codec,
            Randomness randomness,
            StateCache cache,
            NodeClock clock,
            ObjectProvider<Freshness> freshness,
            ObjectProvider<ControlListener> listeners,
            MeterRegistry registry) {
        List<ControlListener> all = listeners.orderedStream().toList();
        return new Deciding(
                        Model.identity(),
                        log,
                        codec,
                        randomness,
                        cache,
                        clock,
                        freshness.getIfAvailable(() -> Freshness.NEVER),
                        event -> all.forEach(listener -> listener.heard(event)),
                        registry,
                        System::nanoTime,
                        task -> Thread.ofVirtual().name("snapshot").start(task),
                        Deciding.JITTER)
                .decisions();
    }

    /** Whoever takes something away later has a later clock than this. */
    @Bean
    ControlListener clockFollows(NodeClock clock) {
        return event -> clock.follow(event.clock());
    }

    @Bean
    Claims claims(CommitLog log) {
        return new StoredClaims(log);
    }

    @Bean(destroyMethod = "") // the clerk closes it, after its own last turn
    MinuteRefusals refusalLog(
            Decisions decisions,
            Clock wallClock,
            PlatformSettings settings,
            Randomness randomness,
            MeterRegistry registry) {
        String name = settings.node().toLowerCase(Locale.ROOT);
        String start = randomness.identifier().substring(0, 6);
        return new MinuteRefusals(
                decisions,
                wallClock,
                name.substring(0, Math.min(NODE_LENGTH, name.length())) + "-" + start,
                REFUSAL_BATCHES,
                registry);
    }

    @Bean
    RefusalClerk refusalClerk(MinuteRefusals refusals) {
        return new RefusalClerk(refusals);
    }
}
