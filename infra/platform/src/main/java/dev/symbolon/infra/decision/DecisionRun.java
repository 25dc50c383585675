package dev.symbolon.infra.decision;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Committed;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of a decision: each stream is read once, so that all checks see the same state. */
final class DecisionRun implements Reading {
    private final TenantId tenant;
    private final States states;
    private final Commands commands;
    private final Verifier verifier;
    private final DecisionMeters meters;
    private final Set<StreamId> overtaken;
    private final Map<StreamId, Known<?>> read = new LinkedHashMap<>();
    private @Nullable CommitUnit unit;
    private boolean verified;
    private @Nullable StaleException stale;

    /** @param overtaken what earlier runs of this decision were wrong about */
    DecisionRun(
            TenantId tenant,
            States states,
            Commands commands,
            Verifier verifier,
            DecisionMeters meters,
            Set<StreamId> overtaken) {
        this.tenant = tenant;
        this.states = states;
        this.commands = commands;
        this.verifier = verifier;
        this.meters = meters;
        this.overtaken = overtaken;
    }

    @Override
    public TenantId tenant() {
        return tenant;
    }

    @Override
    @SuppressWarnings("unchecked") // made by the same fold
    public <S> Optional<S> state(Fold<S, ?> fold, StreamId stream) {
        readable(tenant, fold, stream);
        Known<?> known = read.get(stream);
        if (known == null || known.fold() != fold) {
            known = states.known(fold, stream);
            read.put(stream, known);
            verified = false;
        }
        return Optional.ofNullable((S) known.state());
    }

    @Override
    public <S> long sequence(Fold<S, ?> fold, StreamId stream) {
        state(fold, stream);
        Known<?> known = read.get(stream);
        return known == null ? -1 : known.sequence();
    }

    @Override
    public <R> Committed<R> commit(Command<R> command, Origin origin) {
        if (unit != null) {
            throw new IllegalStateException("a decision commits at most once");
        }
        CommitUnit mine = new CommitUnit(tenant, origin, sequences(), begun(command));
        unit = mine;
        if (!command.target().tenant().equals(tenant)) {
            throw new IllegalArgumentException("a decision of " + tenant + " can't command " + command.target());
        }
        long started = System.nanoTime();
        Class<?> came = Throwable.class;
        try {
            R outcome = commands.send(command, mine);
            came = outcome.getClass();
            if (written()) {
                read.clear();
            }
            return new Committed<>(outcome, mine.position());
        } catch (StaleException e) {
            stale = e;
            came = e.getClass();
            throw e;
        } catch (Claims.ClaimTakenException e) {
            // All that this rests on was verified just before the log refused the name.
            verified = true;
            came = e.getClass();
            throw e;
        } catch (RuntimeException e) {
            came = e.getClass();
            throw e;
        } finally {
            meters.sent(command.getClass(), came, System.nanoTime() - started);
        }
    }

    /** Whether it has written: then its answer stands, whatever happens after. */
    boolean written() {
        return unit != null && unit.position().isPresent();
    }

    /** Returns if the answer counts: it was written, or all that it rests on is current. */
    void conclude() {
        if (stale != null) {
            // The decision's author has caught it; it doesn't become true by that.
            throw stale;
        }
        if (written() || verified) {
            return;
        }
        CommitUnit refused = unit;
        List<Basis> relied = refused == null ? bases() : relied(refused);
        verifier.verify(relied, refused == null ? Set.of() : refused.loaded().keySet());
        verified = true;
    }

    static void readable(TenantId tenant, Fold<?, ?> fold, StreamId stream) {
        boolean register = stream.tenant().equals(TenantId.SYSTEM) && stream.type() == StreamType.REGISTRATION;
        if (!stream.tenant().equals(tenant) && !register) {
            throw new IllegalArgumentException("a decision of " + tenant + " can't read " + stream);
        }
        if (fold.type() != stream.type()) {
            throw new IllegalArgumentException(stream + " isn't folded as " + fold.type());
        }
    }

    private List<Basis> bases() {
        return read.values().stream().map(Known::basis).toList();
    }

    /** What was read before and after the command, and what the command loaded without writing. */
    private List<Basis> relied(CommitUnit refused) {
        CommitUnit all = new CommitUnit(tenant, refused.origin(), sequences(), Set.of());
        refused.loaded().forEach(all::loaded);
        return all.relied(Set.of());
    }

    /** A stream that turned out to have events is asked for from then on. */
    private Set<StreamId> begun(Command<?> command) {
        Set<StreamId> begun = command.begins();
        if (overtaken.isEmpty() || begun.isEmpty()) {
            return begun;
        }
        Set<StreamId> rest = new HashSet<>(begun);
        rest.removeAll(overtaken);
        return rest;
    }

    private Map<StreamId, Long> sequences() {
        Map<StreamId, Long> sequences = new LinkedHashMap<>();
        read.forEach((stream, known) -> sequences.put(stream, known.sequence()));
        return sequences;
    }
}
