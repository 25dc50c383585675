package dev.symbolon.admin.http;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Claims.Earlier;
import dev.symbolon.ports.decision.Committed;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.IdempotentRequest;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.log.EventLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How calls become commands, and what became of them an answer. */
@Component
public final class Orders {
    private static final int PAGE = 500;

    private final Decisions decisions;
    private final Claims claims;
    private final EventLog log;
    private final Randomness randomness;
    private final KeptSecrets secrets;

    Orders(Decisions decisions, Claims claims, EventLog log, Randomness randomness, KeptSecrets secrets) {
        this.decisions = decisions;
        this.claims = claims;
        this.log = log;
        this.randomness = randomness;
        this.secrets = secrets;
    }

    public String freshId() {
        return randomness.identifier();
    }

    /** Reads in a tenant that must exist. */
    public <T> T in(TenantId tenant, Function<Reading, T> look) {
        return decisions.decide(tenant, reading -> {
            known(reading);
            return look.apply(reading);
        });
    }

    /** Runs a decision in a tenant that need not exist yet. */
    public <T> T anywhere(TenantId tenant, Function<Reading, T> decision) {
        return decisions.decide(tenant, decision);
    }

    /** The tenant's state; a refusal where there is none. */
    public static TenantState known(Reading reading) {
        return reading.state(TenantState.FOLD, reading.tenant()).orElseThrow(() -> AdminRefusal.unknown("tenant"));
    }

    /** The state of something in the tenant; a refusal where there is none. */
    public static <S> S known(Reading reading, Fold<S, ?> fold, Identifier id) {
        return reading.state(fold, id)
                .orElseThrow(() -> AdminRefusal.unknown(fold.type().label()));
    }

    /** Shows what there is. */
    public <S> Answer show(Call call, Fold<S, ?> fold, Identifier id, BiFunction<Reading, S, Object> view) {
        return in(call.tenant(), reading -> {
            S state = known(reading, fold, id);
            return Answer.of(view.apply(reading, state), version(reading, fold, id));
        });
    }

    /** Makes something new. The view shows it as the command's commit left it. */
    public <S> Answer begin(
            Call call,
            Fold<S, ?> fold,
            Identifier id,
            Function<Reading, Command<Outcome>> order,
            Function<S, Object> view) {
        return begin(call, fold, id, Optional.empty(), order, (state, _) -> view.apply(state));
    }

    /** The same with a secret, which is shown in this answer, and in that to the same request for a day. */
    public <S> Answer begin(
            Call call,
            Fold<S, ?> fold,
            Identifier id,
            Optional<String> secret,
            Function<Reading, Command<Outcome>> order,
            BiFunction<S, Optional<String>, Object> view) {
        in(call.tenant(), _ -> true);
        return beginIn(call, call.tenant(), fold, id, secret, order, view);
    }

    /** The same in a tenant other than the path names, which need not exist yet. */
    public <S> Answer beginIn(
            Call call,
            TenantId tenant,
            Fold<S, ?> fold,
            Identifier id,
            Optional<String> secret,
            Function<Reading, Command<Outcome>> order,
            BiFunction<S, Optional<String>, Object> view) {
        return once(call, tenant, fold, (stream, answer) -> answer.at(address(call, stream.id())), view, () -> {
            Answer answer = anywhere(tenant, reading -> {
                Optional<Position> position = commit(call, reading, order.apply(reading));
                S state = known(reading, fold, id);
                return Answer.of(view.apply(state, secret), version(reading, fold, id))
                        .at(address(call, id.value()))
                        .written(position);
            });
            secrets.keep(call, tenant, secret);
            return answer;
        });
    }

    /** Changes what there is, if it is still as the caller saw it. */
    public <S> Answer change(
            Call call,
            Fold<S, ?> fold,
            Identifier id,
            BiFunction<Reading, S, Command<Outcome>> order,
            Function<S, Object> view) {
        return change(call, fold, id, Optional.empty(), order, (state, _) -> view.apply(state));
    }

    /** The same with a secret, which is shown in this answer, and in that to the same request for a day. */
    public <S> Answer change(
            Call call,
            Fold<S, ?> fold,
            Identifier id,
            Optional<String> secret,
            BiFunction<Reading, S, Command<Outcome>> order,
            BiFunction<S, Optional<String>, Object> view) {
        return once(call, call.tenant(), fold, (_, answer) -> answer, view, () -> {
            Answer answer = in(call.tenant(), reading -> {
                S before = known(reading, fold, id);
                call.match(version(reading, fold, id));
                Optional<Position> position = commit(call, reading, order.apply(reading, before));
                S after = known(reading, fold, id);
                return Answer.of(view.apply(after, secret), version(reading, fold, id))
                        .written(position);
            });
            secrets.keep(call, call.tenant(), secret);
            return answer;
        });
    }

    /** Changes what every tenant has, before its first event too, if it is still as the caller saw it. */
    public <S> Answer renew(
            Call call,
            Fold<S, ?> fold,
            Identifier id,
            Function<Reading, Command<Outcome>> order,
            Function<S, Object> view) {
        return once(
                call,
                call.tenant(),
                fold,
                (_, answer) -> answer,
                (state, _) -> view.apply(state),
                () -> in(call.tenant(), reading -> {
                    call.match(version(reading, fold, id));
                    Optional<Position> position = commit(call, reading, order.apply(reading));
                    S after = known(reading, fold, id);
                    return Answer.of(view.apply(after), version(reading, fold, id))
                            .written(position);
                }));
    }

    /** Commits the caller's order; the domain's no becomes a problem. */
    public Optional<Position> commit(Call call, Reading reading, Command<Outcome> command) {
        Origin origin = call.origin(reading.tenant());
        return commit(reading, command, call.once().map(origin::once).orElse(origin));
    }

    /** Another commit of a call, besides the one that bears its key. */
    public Optional<Position> commitBesides(Call call, Reading reading, Command<Outcome> command) {
        return commit(reading, command, call.origin(reading.tenant()));
    }

    private static Optional<Position> commit(Reading reading, Command<Outcome> command, Origin origin) {
        Committed<Outcome> committed = reading.commit(command, origin);
        return switch (committed.outcome()) {
            case Outcome.Done _, Outcome.Unchanged _ -> committed.position();
            case Outcome.Refused refused ->
                throw refused.reason().equals("unknown")
                        ? AdminRefusal.unknown(command.target().type().label())
                        : AdminRefusal.decided(refused.reason());
        };
    }

    private <S> Answer once(
            Call call,
            TenantId tenant,
            Fold<S, ?> fold,
            BiFunction<StreamId, Answer, Answer> finish,
            BiFunction<S, Optional<String>, Object> view,
            Supplier<Answer> act) {
        Optional<IdempotentRequest> once = call.once();
        if (once.isEmpty()) {
            return act.get();
        }
        IdempotentRequest request = once.get();
        return claims.earlier(tenant, request.claim())
                .map(earlier -> again(call, tenant, fold, request, earlier, finish, view))
                .orElseGet(() -> {
                    try {
                        return act.get();
                    } catch (Claims.ClaimTakenException | AdminRefusal e) {
                        // The same request may have been faster, and be what this one was refused for.
                        Earlier earlier =
                                claims.earlier(tenant, request.claim()).orElseThrow(() -> e);
                        return again(call, tenant, fold, request, earlier, finish, view);
                    }
                });
    }

    /** The same answer as the first time, made of what was committed then. */
    private <S> Answer again(
            Call call,
            TenantId tenant,
            Fold<S, ?> fold,
            IdempotentRequest request,
            Earlier earlier,
            BiFunction<StreamId, Answer, Answer> finish,
            BiFunction<S, Optional<String>, Object> view) {
        sameRequest(earlier, request);
        StreamId stream = earlier.last().keySet().stream()
                .filter(one -> one.type() == fold.type())
                .findFirst()
                .orElseThrow(AdminRefusal::anotherRequest);
        long sequence = earlier.last().getOrDefault(stream, 0L);
        @Nullable S state = null;
        Instant committed = call.at();
        for (long from = 0; from <= sequence; from += PAGE) {
            List<RecordedEvent> page = log.stream(stream, from, (int) Math.min(PAGE, sequence + 1 - from));
            for (RecordedEvent event : page) {
                state = fold.apply(state, event.event());
                committed = event.envelope().clock().instant();
            }
        }
        if (state == null) {
            throw new IllegalStateException(stream + " has no events");
        }
        Answer answer = Answer.of(view.apply(state, secrets.kept(call, tenant, committed)), sequence)
                .written(Optional.of(earlier.position()));
        return finish.apply(stream, answer);
    }

    /** What this call's key committed there before; a refusal where that was another request. */
    public Optional<Earlier> begun(Call call, TenantId tenant) {
        return call.once().flatMap(request -> {
            Optional<Earlier> earlier = claims.earlier(tenant, request.claim());
            earlier.ifPresent(found -> sameRequest(found, request));
            return earlier;
        });
    }

    private static void sameRequest(Earlier earlier, IdempotentRequest request) {
        if (!earlier.hash().equals(request.hash())) {
            throw AdminRefusal.anotherRequest();
        }
    }

    /** What the thing's ETag says: its stream's last sequence; −1 before there is one. */
    public <S> long version(Reading reading, Fold<S, ?> fold, Identifier id) {
        return reading.sequence(fold, StreamId.of(reading.tenant(), fold.type(), id));
    }

    private static String address(Call call, String id) {
        return call.path() + "/" + id;
    }
}
