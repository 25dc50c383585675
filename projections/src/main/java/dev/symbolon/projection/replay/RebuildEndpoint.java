package dev.symbolon.projection.replay;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Rebuilds;
import dev.symbolon.ports.view.Rebuilds.Order;
import dev.symbolon.ports.view.Rebuilds.Ordered;
import dev.symbolon.ports.view.Rebuilds.Purpose;
import dev.symbolon.ports.view.Rebuilds.Rebuild;
import dev.symbolon.ports.view.Rebuilds.Source;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Rebuilds of views, of one tenant or of all: ordered, watched, paused, resumed and cancelled. */
@Component
public final class RebuildEndpoint {
    private final Rebuilds rebuilds;

    RebuildEndpoint(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    /** @param views what can be rebuilt */
    public record State(List<String> views, List<Rebuild> rebuilds) {}

    /**
     * @param ordered    tenants whose rebuild begins
     * @param busy       tenants that have one under way already
     * @param outOfReach tenants whose log the source doesn't have as a whole
     */
    public record OrderedAll(int ordered, int busy, int outOfReach) {}

    public ResponseEntity<State> state(Question question) {
        return ok(new State(rebuilds.views(), rebuilds.of(question.tenant())));
    }

    public ResponseEntity<Rebuild> order(Question question) {
        String view = known(question.required("view"));
        return switch (rebuilds.order(question.tenant(), view, purpose(question), source(question))) {
            case Ordered.Begun(Rebuild rebuild) -> ok(rebuild);
            case Ordered.UnderWay() ->
                throw AuditRefusal.conflict("rebuild-under-way", "this view is being rebuilt already");
            case Ordered.OutOfReach(String why) ->
                throw AuditRefusal.conflict("out-of-reach", why + "; the store has everything");
        };
    }

    public ResponseEntity<Rebuild> steer(Question question) {
        return rebuilds.steer(question.tenant(), known(question.path("view")), order(question.path("order")))
                .map(RebuildEndpoint::ok)
                .orElseThrow(() ->
                        AuditRefusal.conflict("no-such-rebuild", "there is no rebuild that could take the order"));
    }

    public ResponseEntity<State> all(Question question) {
        List<Rebuild> found = new ArrayList<>();
        rebuilds.tenants().forEach(tenant -> found.addAll(rebuilds.of(tenant)));
        return ok(new State(rebuilds.views(), found));
    }

    public ResponseEntity<OrderedAll> orderAll(Question question) {
        String view = known(question.required("view"));
        Purpose purpose = purpose(question);
        Source source = source(question);
        int ordered = 0;
        int busy = 0;
        int outOfReach = 0;
        for (TenantId tenant : rebuilds.tenants()) {
            switch (rebuilds.order(tenant, view, purpose, source)) {
                case Ordered.Begun _ -> ordered++;
                case Ordered.UnderWay _ -> busy++;
                case Ordered.OutOfReach _ -> outOfReach++;
            }
        }
        return ok(new OrderedAll(ordered, busy, outOfReach));
    }

    private String known(String view) {
        if (!rebuilds.views().contains(view)) {
            throw AuditRefusal.unknown("view");
        }
        return view;
    }

    private static Purpose purpose(Question question) {
        return switch (question.text("purpose").orElse("replace")) {
            case "replace" -> Purpose.REPLACE;
            case "compare" -> Purpose.COMPARE;
            default -> throw AuditRefusal.invalid("bad-purpose", "the purpose is replace or compare");
        };
    }

    private static Source source(Question question) {
        return switch (question.text("source").orElse("store")) {
            case "store" -> Source.STORE;
            case "kafka" -> Source.KAFKA;
            default -> throw AuditRefusal.invalid("bad-source", "the source is store or kafka");
        };
    }

    private static Order order(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "pause" -> Order.PAUSE;
            case "resume" -> Order.RESUME;
            case "cancel" -> Order.CANCEL;
            default -> throw AuditRefusal.unknown("order");
        };
    }

    private static <T> ResponseEntity<T> ok(T body) {
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(body);
    }
}
