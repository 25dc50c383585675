package dev.symbolon.admin.console.section;

import dev.symbolon.admin.console.AdminApi;
import dev.symbolon.admin.console.ConsoleSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What things of a tenant are called, as far as this person may know it; one page's worth. */
public final class Names {
    /** So many names are looked up; what is beyond them is called by its id. */
    private static final int MOST = 100;

    /** What a thing is called by, the best first. */
    private static final List<String> BEST = List.of("displayName", "name", "login", "slug", "audience", "id");

    /** The list that has the things of a kind of stream. */
    private static final Map<String, String> LISTS = Map.ofEntries(
            Map.entry("client", "clients"),
            Map.entry("resource", "resources"),
            Map.entry("user", "users"),
            Map.entry("credential", "users"),
            Map.entry("assignments", "users"),
            Map.entry("session", "sessions"),
            Map.entry("grant", "grants"),
            Map.entry("consent", "consents"),
            Map.entry("role", "roles"),
            Map.entry("group", "groups"),
            Map.entry("invitation", "invitations"),
            Map.entry("provider", "identity-providers"));

    private final AdminApi api;
    private final ConsoleSession session;
    private final Map<String, String> known = new HashMap<>();

    public Names(AdminApi api, ConsoleSession session) {
        this.api = api;
        this.session = session;
    }

    static String of(JsonNode thing) {
        return BEST.stream()
                .map(name -> thing.path(name).asString(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Where in the API a thing of that kind of stream is; empty for what has no page. */
    public static Optional<String> path(String tenant, String kind, String id) {
        return Optional.ofNullable(LISTS.get(kind)).map(list -> "/tenants/" + tenant + "/" + list + "/" + id);
    }

    /** What is at that path; its id where there is no name, or none for this person. */
    public String at(String path) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        if (!known.containsKey(path) && known.size() >= MOST) {
            return id;
        }
        return known.computeIfAbsent(path, there -> {
            AdminApi.Said said = api.get(session, there);
            String name = said.good() ? of(said.body()) : "";
            return name.isEmpty() ? id : name;
        });
    }
}
