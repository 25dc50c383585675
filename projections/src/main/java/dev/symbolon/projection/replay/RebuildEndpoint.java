package dev.symbolon.projection.replay;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Rebuilds;
import dev.symbolon.ports.view.Rebuilds.Order;
import dev.symbolon.ports.view.Rebuilds.Ordered;
import dev.symbolon.ports.view.Rebuilds.Purpose;
import dev.symbolon.ports.view.Rebuilds.Rebuild;
import dev.symbolon.ports.view.Rebuilds.Source;
import dev.symbolon.projection.auditor.Auditor;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rebuilds of views, of one tenant or of all: ordered, watched, paused, resumed and cancelled. */
@RestController
final class RebuildEndpoint {
    private static final String OF_TENANT = "/audit/v1/tenants/{tenant}/rebuilds";
    private static final String OF_ALL = "/audit/v1/rebuilds";

    private final Rebuilds rebuilds;

    RebuildEndpoint(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    /** @param views what can be rebuilt */
    record State(List<String> views, List<Rebuild> rebuilds) {}

    /**
     * @param ordered    tenants whose rebuild begins
     * @param busy       tenants that have one under way already
     * @param outOfReach tenants whose log the source doesn't have as a whole
     */
    record OrderedAll(int ordered, int busy, int outOfReach) {}

    @GetMapping(OF_TENANT)
    ResponseEntity<State> state(Asked asked) {
        return ok(new State(rebuilds.views(), rebuilds.of(asked.tenant())));
    }

    @PostMapping(OF_TENANT)
    ResponseEntity<Rebuild> order(
            Asked asked,
            @RequestParam String view,
            @RequestParam(defaultValue = "replace") String purpose,
            @RequestParam(defaultValue = "store") String source) {
        operator(asked.auditor());
        return switch (rebuilds.order(asked.tenant(), known(view), purpose(purpose), source(source))) {
            case Ordered.Begun(Rebuild rebuild) -> ok(rebuild);
            case Ordered.UnderWay() ->
                throw AuditRefusal.conflict("rebuild-under-way", "this view is being rebuilt already");
            case Ordered.OutOfReach(String why) ->
                throw AuditRefusal.conflict("out-of-reach", why + "; the store has everything");
        };
    }

    @PostMapping(OF_TENANT + "/{view}/{order}")
    ResponseEntity<Rebuild> steer(Asked asked, @PathVariable("view") String view, @PathVariable("order") String order) {
        operator(asked.auditor());
        return rebuilds.steer(asked.tenant(), known(view), order(order))
                .map(RebuildEndpoint::ok)
                .orElseThrow(() ->
                        AuditRefusal.conflict("no-such-rebuild", "there is no rebuild that could take the order"));
    }

    @GetMapping(OF_ALL)
    ResponseEntity<State> all(Auditor auditor) {
        everywhere(auditor);
        List<Rebuild> found = new ArrayList<>();
        rebuilds.tenants().forEach(tenant -> found.addAll(rebuilds.of(tenant)));
        return ok(new State(rebuilds.views(), found));
    }

    @PostMapping(OF_ALL)
    ResponseEntity<OrderedAll> orderAll(
            Auditor auditor,
            @RequestParam String view,
            @RequestParam(defaultValue = "replace") String purpose,
            @RequestParam(defaultValue = "store") String source) {
        everywhere(auditor);
        operator(auditor);
        String name = known(view);
        Purpose what = purpose(purpose);
        Source where = source(source);
        int ordered = 0;
        int busy = 0;
        int outOfReach = 0;
        for (TenantId tenant : rebuilds.tenants()) {
            switch (rebuilds.order(tenant, name, what, where)) {
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

    private static Purpose purpose(String text) {
        return switch (text) {
            case "replace" -> Purpose.REPLACE;
            case "compare" -> Purpose.COMPARE;
            default -> throw AuditRefusal.invalid("bad-purpose", "the purpose is replace or compare");
        };
    }

    private static Source source(String text) {
        return switch (text) {
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

    private static void operator(Auditor auditor) {
        if (!auditor.has(Auditor.Right.OPERATE)) {
            throw AuditRefusal.forbidden();
        }
    }

    private static void everywhere(Auditor auditor) {
        if (auditor.tenant().isPresent()) {
            throw AuditRefusal.forbidden();
        }
    }

    private static <T> ResponseEntity<T> ok(T body) {
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(body);
    }
}
