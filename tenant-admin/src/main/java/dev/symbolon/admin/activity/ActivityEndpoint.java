package dev.symbolon.admin.activity;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.ports.stream.LiveEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/activity}: what came since, asked again and again. Who may not see a kind of thing isn't told of it. */
@Component
public final class ActivityEndpoint {
    private static final int LONGEST_WAIT_SECONDS = 20;
    private static final Duration TURN = Duration.ofMillis(500);

    private final LiveEvents live;
    private final Orders orders;

    ActivityEndpoint(LiveEvents live, Orders orders) {
        this.live = live;
        this.orders = orders;
    }

    /** An event, without what is personal or secret. */
    public record Happened(
            @Field("Where to go on after it") String mark,
            @Field("When") Instant at,

            @Field(value = "Its name in the catalogue of events", example = "client.registered")
            String type,

            @Field(value = "What happened, in plain words", example = "Application registered")
            String text,

            @Field(value = "The kind of thing that it happened to", example = "client")
            String kind,

            @Field("Its id") String id,

            @Field(
                    value = "The kind of who caused it",
                    among = {"user", "client", "operator", "platform", "nobody"})
            String by,

            @Field("Their id") Optional<String> actor) {}

    public record Activity(
            @Field("What happened, in its order") List<Happened> items,

            @Field("Sent back as after, it leads to what comes next")
            Optional<String> next,

            @Field("Whether something before the first item isn't kept any more: the lists have it")
            boolean gap) {}

    public Answer read(Call call) {
        orders.in(call.tenant(), _ -> true);
        try (LiveEvents.Watch watch = live.watch(call.tenant(), call.query("after"))) {
            List<Happened> items = new ArrayList<>();
            long end = System.nanoTime() + wait(call).toNanos();
            do {
                for (LiveEvents.Live event : watch.next(TURN)) {
                    if (call.caller()
                            .may(Told.permission(event.event().event().stream().type()))) {
                        items.add(happened(event));
                    }
                }
            } while (items.isEmpty() && System.nanoTime() < end);
            return Answer.of(new Activity(items, watch.mark(), watch.gap()));
        } catch (LiveEvents.TooManyWatchersException e) {
            throw AdminRefusal.busy();
        } catch (IllegalArgumentException e) {
            throw AdminRefusal.invalid("bad-cursor", "after is no mark of this stream");
        }
    }

    private static Duration wait(Call call) {
        String seconds = call.query("wait").orElse("0");
        if (!seconds.matches("[0-9]{1,2}") || Integer.parseInt(seconds) > LONGEST_WAIT_SECONDS) {
            throw AdminRefusal.invalid("bad-parameter", "wait is 0 to " + LONGEST_WAIT_SECONDS);
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    private static Happened happened(LiveEvents.Live live) {
        RecordedEvent event = live.event();
        String type = Told.type(event.event());
        Instant at = event.envelope().clock().instant();
        String kind = event.event().stream().type().label();
        String id = event.event().stream().id();
        String text = Told.text(type);
        return switch (event.envelope().actor()) {
            case Actor.User user ->
                new Happened(
                        live.mark(),
                        at,
                        type,
                        text,
                        kind,
                        id,
                        "user",
                        Optional.of(user.id().value()));
            case Actor.Client client ->
                new Happened(
                        live.mark(),
                        at,
                        type,
                        text,
                        kind,
                        id,
                        "client",
                        Optional.of(client.id().value()));
            case Actor.Operator operator ->
                new Happened(
                        live.mark(),
                        at,
                        type,
                        text,
                        kind,
                        id,
                        "operator",
                        Optional.of(operator.id().value()));
            case Actor.Platform platform ->
                new Happened(live.mark(), at, type, text, kind, id, "platform", Optional.of(platform.component()));
            case Actor.Anonymous _ -> new Happened(live.mark(), at, type, text, kind, id, "nobody", Optional.empty());
        };
    }
}
