package dev.symbolon.infra.decision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What deciding costs, and how often it is done twice. */
final class DecisionMeters {
    /** Why a decision ran again. */
    enum Again {
        OVERTAKEN,
        LOCKED,
        RENEWED
    }

    private record Sent(Class<?> command, String outcome) {}

    private final MeterRegistry registry;
    private final Map<Sent, Timer> commands = new ConcurrentHashMap<>();
    private final Counter overtaken;
    private final Counter locked;
    private final Counter renewed;
    private final Counter undecided;
    private final Counter probes;
    private final Counter probedStreams;

    DecisionMeters(MeterRegistry registry) {
        this.registry = registry;
        this.overtaken = registry.counter("symbolon.decisions.again", "why", "overtaken");
        this.locked = registry.counter("symbolon.decisions.again", "why", "locked");
        this.renewed = registry.counter("symbolon.decisions.again", "why", "writer-renewed");
        this.undecided = registry.counter("symbolon.decisions.undecided");
        this.probes = registry.counter("symbolon.decisions.probes");
        this.probedStreams = registry.counter("symbolon.decisions.probed.streams");
    }

    /** One command came to that: the outcome's type, or the name of what went wrong. */
    void sent(Class<?> command, Class<?> outcome, long nanos) {
        commands.computeIfAbsent(new Sent(command, outcome.getSimpleName()), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void again(Again why) {
        switch (why) {
            case OVERTAKEN -> overtaken.increment();
            case LOCKED -> locked.increment();
            case RENEWED -> renewed.increment();
        }
    }

    void undecided() {
        undecided.increment();
    }

    void probed(int streams) {
        probes.increment();
        probedStreams.increment(streams);
    }

    private Timer timer(Sent sent) {
        Class<?> outer = sent.command().getEnclosingClass();
        String name = (outer == null ? "" : outer.getSimpleName() + ".")
                + sent.command().getSimpleName();
        return Timer.builder("symbolon.commands")
                .tag("command", name)
                .tag("outcome", sent.outcome())
                .register(registry);
    }
}
