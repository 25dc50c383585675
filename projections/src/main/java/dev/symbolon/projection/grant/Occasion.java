package dev.symbolon.projection.grant;

import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.RecordedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which request a commit of a grant's life answered: its events alone don't say it, all of them together do. */
enum Occasion {
    /** The browser's, at the authorization endpoint. */
    AUTHORIZE,
    /** The client's, with a code. */
    REDEEM,
    /** A grant's first tokens, without a code. */
    BEGIN,
    /** Any later one: tokens are made for a refresh token. */
    REFRESH;

    /** By commit. */
    static Map<String, Occasion> of(List<RecordedEvent> events) {
        Map<String, Occasion> occasions = new HashMap<>();
        events.forEach(event -> occasions.merge(
                event.commitId(), of(event.event()), (one, other) -> one.compareTo(other) < 0 ? one : other));
        return occasions;
    }

    private static Occasion of(DomainEvent event) {
        return switch (event) {
            case AuthorizationEvent.Approved _ -> AUTHORIZE;
            case AuthorizationEvent.CodeRedeemed _, DeviceEvent.CodeRedeemed _ -> REDEEM;
            case GrantEvent.Issued _ -> BEGIN;
            case DomainEvent _ -> REFRESH;
        };
    }
}
