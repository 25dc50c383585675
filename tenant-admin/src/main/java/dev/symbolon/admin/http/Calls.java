package dev.symbolon.admin.http;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Committed;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What all calls have in common: the tenant that they name exists, a command is the operator's, an answer its position. */
@Component
public final class Calls {
    public static final String POSITION = "Symbolon-Position";
    private static final UserId BOOTSTRAP_OPERATOR = new UserId("bootstrap-operator");

    private final Decisions decisions;
    private final Randomness randomness;
    private final HybridClock clock;

    Calls(Decisions decisions, Randomness randomness, HybridClock clock) {
        this.decisions = decisions;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Runs a decision in a tenant that must exist. */
    public <T> T in(TenantId tenant, Function<Reading, T> decision) {
        return decisions.decide(tenant, reading -> {
            known(reading);
            return decision.apply(reading);
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

    /** An id from a path. One that can't be is as unknown as one that isn't. */
    public static <I extends Identifier> I id(String what, String text, Function<String, I> type) {
        if (!Identifier.wellFormed(text)) {
            throw AdminRefusal.unknown(what);
        }
        return type.apply(text);
    }

    public static TenantId tenant(String text) {
        TenantId tenant = id("tenant", text, TenantId::new);
        if (tenant.equals(TenantId.SYSTEM)) {
            throw AdminRefusal.unknown("tenant");
        }
        return tenant;
    }

    /** Commits an operator's order; the domain's no becomes a problem. */
    public Optional<Position> commit(Reading reading, Command<Outcome> command) {
        Committed<Outcome> committed =
                reading.commit(command, Origin.of(new Actor.Operator(BOOTSTRAP_OPERATOR), randomness.identifier()));
        return switch (committed.outcome()) {
            case Outcome.Done _, Outcome.Unchanged _ -> committed.position();
            case Outcome.Refused refused -> throw AdminRefusal.decided(refused.reason());
        };
    }

    public String freshId() {
        return randomness.identifier();
    }

    public Instant now() {
        return clock.now().instant();
    }

    /** 201 with the new thing's address. */
    public static <B> ResponseEntity<B> created(String path, Optional<Position> position, B body) {
        return answer(ResponseEntity.created(URI.create(path)), position).body(body);
    }

    /** 200 with what the thing is now. */
    public static <B> ResponseEntity<B> done(Optional<Position> position, B body) {
        return answer(ResponseEntity.status(HttpStatus.OK), position).body(body);
    }

    private static ResponseEntity.BodyBuilder answer(ResponseEntity.BodyBuilder answer, Optional<Position> position) {
        answer.header("Cache-Control", "no-store");
        position.ifPresent(at -> answer.header(POSITION, at.toString()));
        return answer;
    }
}
