package dev.symbolon.admin.console.section;

import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What can be done to a thing as it is now; the API refuses the rest anyway, so that this is for clear pages only. */
final class Applicable {
    private static final Map<String, Predicate<JsonNode>> ALL = Map.ofEntries(
            Map.entry("tenants.suspend", status("active")),
            Map.entry("tenants.reactivate", status("suspended")),
            Map.entry("tenants.off-board", status("off_boarded").negate()),
            Map.entry("clients.suspend", flag("active")),
            Map.entry("clients.reactivate", flag("active").negate()),
            Map.entry("clients.rotate-secret", thing -> !thing.path("secrets").isEmpty()),
            Map.entry("users.disable", status("active")),
            Map.entry("users.enable", status("disabled")),
            Map.entry("users.erase", status("erased").negate()),
            Map.entry("users.change", status("erased").negate()),
            Map.entry("invitations.reset-credentials", status("active")),
            Map.entry("invitations.withdraw", status("open")),
            Map.entry("roles.change", flag("builtIn").negate()),
            Map.entry("roles.remove", flag("builtIn").negate()),
            Map.entry("keys.revoke", flag("revoked").negate()),
            Map.entry("sessions.end", flag("ended").negate()),
            Map.entry("grants.revoke", flag("revoked").negate()),
            Map.entry("consents.withdraw", thing -> !thing.path("scopes").isEmpty()));

    static boolean now(String operation, JsonNode thing) {
        return ALL.getOrDefault(operation, _ -> true).test(thing);
    }

    private static Predicate<JsonNode> status(String status) {
        return thing -> thing.path("status").asString("").equals(status);
    }

    private static Predicate<JsonNode> flag(String name) {
        return thing -> thing.path(name).asBoolean(false);
    }

    private Applicable() {}
}
