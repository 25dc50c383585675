package dev.symbolon.infra.decision;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.secret.KeysUnavailableException;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Reading;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.common.lock.LockAcquisitionFailedException;

/** Runs decisions until one counts. */
final class VerifiedDecisions implements Decisions {
    private static final int RERUNS = 5;

    /** Other nodes take a writer over that slept for its lease: several in one decision is a node that can't work. */
    private static final int RENEWALS = 10;

    private final States states;
    private final StateCache cache;
    private final Commands commands;
    private final Verifier verifier;
    private final Glances glances;
    private final DecisionMeters meters;
    private final Pause pause;

    /** The wait before a decision runs again; its length is drawn by chance, so that two that collide part. */
    @FunctionalInterface
    interface Pause {
        void beforeRun(int rerun);
    }

    VerifiedDecisions(
            States states,
            StateCache cache,
            Commands commands,
            Verifier verifier,
            Glances glances,
            DecisionMeters meters,
            Pause pause) {
        this.states = states;
        this.cache = cache;
        this.commands = commands;
        this.verifier = verifier;
        this.glances = glances;
        this.meters = meters;
        this.pause = pause;
    }

    @Override
    public <T> T decide(TenantId tenant, Function<Reading, T> decision) {
        Set<StreamId> overtaken = new HashSet<>();
        int reruns = 0;
        int renewals = 0;
        while (true) {
            try {
                return run(tenant, decision, overtaken);
            } catch (StaleException e) {
                cache.forget(e.streams());
                overtaken.addAll(e.streams());
                if (e.writerRenewed()) {
                    // Nobody was faster, and the log has waited for the new epoch: no rerun is spent, no pause needed.
                    again(++renewals, RENEWALS, DecisionMeters.Again.RENEWED, e);
                } else {
                    again(++reruns, RERUNS, DecisionMeters.Again.OVERTAKEN, e);
                    pause.beforeRun(reruns);
                }
            } catch (LockAcquisitionFailedException e) {
                again(++reruns, RERUNS, DecisionMeters.Again.LOCKED, e);
                pause.beforeRun(reruns);
            } catch (LogUnavailableException | KeysUnavailableException | NodeClock.ClockAheadException e) {
                meters.undecided();
                throw undecided("the log or the keys can't be used", e);
            }
        }
    }

    @Override
    public <T> T glance(TenantId tenant, Function<Reading, T> look) {
        try {
            return look.apply(glances.of(tenant));
        } catch (LogUnavailableException | NodeClock.ClockAheadException e) {
            throw undecided("the log can't be used", e);
        }
    }

    private static UndecidedException undecided(String what, RuntimeException why) {
        boolean told = why instanceof UndecidedException undecided && undecided.told();
        return new UndecidedException(what, why, told);
    }

    private <T> T run(TenantId tenant, Function<Reading, T> decision, Set<StreamId> overtaken) {
        DecisionRun run = new DecisionRun(tenant, states, commands, verifier, meters, overtaken);
        T answer;
        try {
            answer = decision.apply(run);
        } catch (StaleException | LockAcquisitionFailedException | LogUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // What went wrong may have done so for a stale state only.
            concludeBefore(e, run);
            throw e;
        }
        run.conclude();
        return answer;
    }

    private static void concludeBefore(RuntimeException thrown, DecisionRun run) {
        try {
            run.conclude();
        } catch (LogUnavailableException e) {
            thrown.addSuppressed(e);
        }
    }

    private void again(int rerun, int most, DecisionMeters.Again why, RuntimeException cause) {
        meters.again(why);
        if (rerun > most) {
            meters.undecided();
            throw new UndecidedException("overtaken at every try", cause);
        }
    }
}
