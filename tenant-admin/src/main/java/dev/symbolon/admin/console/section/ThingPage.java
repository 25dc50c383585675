package dev.symbolon.admin.console.section;

import dev.symbolon.admin.console.AdminApi;
import dev.symbolon.admin.console.ConsolePages;
import dev.symbolon.admin.console.ConsoleSession;
import dev.symbolon.admin.console.section.Navigation.Link;
import dev.symbolon.admin.http.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The page of one thing: its facts, what can be done to it and its members, and where it is met. */
@Component
final class ThingPage {
    private final AdminApi api;
    private final Places places;
    private final Navigations navigations;
    private final ConsolePages pages;

    ThingPage(AdminApi api, Places places, Navigations navigations, ConsolePages pages) {
        this.api = api;
        this.places = places;
        this.navigations = navigations;
        this.pages = pages;
    }

    ResponseEntity<String> of(HttpServletRequest request, PagePath at, Operation operation) {
        String path = at.text();
        ConsoleSession session = ConsoleSession.of(request);
        AdminApi.Said said = api.get(session, path).orRefused();
        Section section = places.section(operation);
        boolean only = section.path().equals(operation.path());
        Optional<Set<String>> powers = navigations.powers(session);
        Showing showing = new Showing(new Names(api, session), at.tenant());
        String name = Names.of(said.body());
        Map<String, Object> model = new HashMap<>();
        model.put("title", only && name.isEmpty() ? section.title() : name);
        model.put("kind", only && name.isEmpty() ? "" : section.one());
        model.put("hint", operation.summary());
        model.put("warnings", warnings(operation, said.body()));
        model.put("notice", Notices.of(request));
        model.put("facts", showing.rows(facts(operation), said.body()));
        model.put("actions", actions(path, operation, powers, said.body()));
        model.put("related", related(path, operation, powers));
        model.put("members", members(path, operation, powers, said.body()));
        List<Link> crumbs = only
                ? List.of()
                : List.of(new Link(section.title(), "/console" + path.substring(0, path.lastIndexOf('/')), false));
        return pages.of(request, 200, "item", navigations.at(session, path, crumbs), model);
    }

    private List<Property> facts(Operation operation) {
        return places.answer(operation).stream()
                .filter(property -> !property.name().equals(Sections.SAID))
                .toList();
    }

    private static List<String> warnings(Operation operation, JsonNode thing) {
        String subject = operation.subject();
        Stream<String> said = thing.path(Sections.SAID)
                .valueStream()
                .map(warning -> warning.path("text").asString(""));
        Stream<String> seen = Sections.WARNINGS.stream()
                .filter(warning ->
                        warning.subject().equals(subject) && warning.concerns().test(thing))
                .map(Sections.Warning::text);
        return Stream.concat(said, seen).toList();
    }

    private List<Action> actions(String path, Operation operation, Optional<Set<String>> powers, JsonNode thing) {
        List<Action> actions = new ArrayList<>(places.forms(operation).stream()
                .filter(form -> Navigations.may(powers, form.operation()))
                .filter(form -> Applicable.now(form.operation().id(), thing))
                .map(form -> new Action(
                        Property.label(form.verb()),
                        "/console" + path + "/" + form.verb(),
                        Sections.hurts(form.verb()),
                        form.verb().equals("edit")))
                .toList());
        if (operation.id().equals("clients.read") && !thing.path("redirectUris").isEmpty()) {
            actions.add(new Action("Try a login", "/console" + path + "/trial", false, false));
        }
        return actions;
    }

    private List<Action> related(String path, Operation operation, Optional<Set<String>> powers) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        return places.related(operation).stream()
                .filter(it -> Navigations.may(powers, it))
                .map(it -> new Action(
                        places.section(it).title(),
                        it.page()
                                ? "/console" + Places.concrete(it.path(), path) + "?" + variable(operation) + "=" + id
                                : "/console" + Places.concrete(it.path(), path),
                        false,
                        false))
                .toList();
    }

    private static String variable(Operation operation) {
        String last = operation.path().substring(operation.path().lastIndexOf('/') + 1);
        return last.substring(1, last.length() - 1);
    }

    /** What can be done to each member that has an id. */
    private List<Action> members(String path, Operation operation, Optional<Set<String>> powers, JsonNode thing) {
        return places.ofMembers(operation).stream()
                .filter(it -> Navigations.may(powers, it))
                .flatMap(it -> thing.valueStream()
                        .filter(JsonNode::isArray)
                        .flatMap(JsonNode::valueStream)
                        .filter(member -> member.has("id") && Applicable.now(it.id(), member))
                        .map(member -> {
                            String verb = it.path().substring(it.path().lastIndexOf('/') + 1);
                            String id = member.path("id").asString();
                            return new Action(
                                    Property.label(verb) + " " + id,
                                    "/console" + path + "/" + id + "/" + verb,
                                    Sections.hurts(verb),
                                    false);
                        }))
                .toList();
    }
}
