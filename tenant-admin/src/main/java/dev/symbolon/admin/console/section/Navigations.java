package dev.symbolon.admin.console.section;

import dev.symbolon.admin.console.AdminApi;
import dev.symbolon.admin.console.ConsoleSession;
import dev.symbolon.admin.console.section.Navigation.Group;
import dev.symbolon.admin.console.section.Navigation.Link;
import dev.symbolon.admin.http.Operation;
import dev.symbolon.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/** Leads people to what they may see: where they may not, the API says so too. */
@Component
public final class Navigations {
    private final AdminApi api;
    private final Places places;

    Navigations(AdminApi api, Places places) {
        this.api = api;
        this.places = places;
    }

    /** What the person's roles permit, as the API tells; empty where they may not even know that. */
    Optional<Set<String>> powers(ConsoleSession session) {
        AdminApi.Said said =
                api.get(session, "/tenants/" + session.tenant() + "/users/" + session.user() + "/assignments");
        return said.good()
                ? Optional.of(said.body()
                        .path("permissions")
                        .valueStream()
                        .map(permission -> permission.asString(""))
                        .collect(Collectors.toSet()))
                : Optional.empty();
    }

    /** @param path where one is, after {@code /console} */
    public Navigation at(ConsoleSession session, String path, List<Link> crumbs) {
        Optional<Set<String>> powers = powers(session);
        String[] parts = path.split("/");
        String tenant = parts.length > 2 && parts[1].equals("tenants") ? parts[2] : "";
        if (tenant.isEmpty()) {
            return new Navigation("", "", session.ofPlatform(), path, List.of(), crumbs);
        }
        String base = "/tenants/" + tenant;
        Map<String, List<Link>> groups = new LinkedHashMap<>();
        for (Section section : Sections.ALL) {
            String there = Places.concrete(section.path(), base);
            boolean shown = section.path().startsWith("/tenants/{tenant}")
                    && !section.group().isEmpty()
                    && places.at(there)
                            .map(Places.Place::operation)
                            .filter(it -> may(powers, it))
                            .isPresent();
            if (shown) {
                boolean current =
                        there.equals(base) ? path.equals(base) : path.equals(there) || path.startsWith(there + "/");
                groups.computeIfAbsent(section.group(), _ -> new ArrayList<>())
                        .add(new Link(section.title(), "/console" + there, current));
            }
        }
        return new Navigation(
                tenant,
                tenant.equals(TenantId.SYSTEM.value()) ? "Platform" : name(session, base, tenant),
                session.ofPlatform(),
                path,
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList(),
                crumbs);
    }

    private String name(ConsoleSession session, String base, String tenant) {
        AdminApi.Said said = api.get(session, base);
        return said.good() ? Names.of(said.body()) : tenant;
    }

    static boolean may(Optional<Set<String>> powers, Operation operation) {
        return powers.map(held -> held.contains(operation.permission().id())).orElse(true);
    }

    /** Whether it changes something. */
    static boolean writes(Operation operation) {
        return !operation.method().equals(HttpMethod.GET);
    }
}
