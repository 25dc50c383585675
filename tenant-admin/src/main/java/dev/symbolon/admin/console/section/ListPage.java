package dev.symbolon.admin.console.section;

import dev.symbolon.admin.console.AdminApi;
import dev.symbolon.admin.console.ConsolePages;
import dev.symbolon.admin.console.ConsoleSession;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The page of a list: what the API lists, by the columns and filters that its section shows. */
@Component
final class ListPage {
    private final AdminApi api;
    private final Places places;
    private final Navigations navigations;
    private final ConsolePages pages;

    ListPage(AdminApi api, Places places, Navigations navigations, ConsolePages pages) {
        this.api = api;
        this.places = places;
        this.navigations = navigations;
        this.pages = pages;
    }

    ResponseEntity<String> of(HttpServletRequest request, PagePath at, Operation operation) {
        String path = at.text();
        ConsoleSession session = ConsoleSession.of(request);
        Map<String, String> asked = asked(request, operation);
        AdminApi.Said said = api.get(session, path, asked);
        Section section = places.section(operation);
        Showing showing = new Showing(new Names(api, session), at.tenant());
        List<Property> columns = columns(section, places.answer(operation));
        Map<String, Object> model = new HashMap<>();
        model.put("title", section.title());
        model.put("hint", operation.summary());
        model.put("problem", said.good() ? "" : Problems.text(said.problem()));
        model.put("columns", columns.stream().map(Property::label).toList());
        model.put(
                "rows",
                said.body()
                        .path("items")
                        .valueStream()
                        .map(item -> new Row(
                                "/console" + path + "/" + item.path("id").asString(""),
                                columns.stream()
                                        .map(column -> showing.value(column, item.path(column.name())))
                                        .toList()))
                        .toList());
        model.put("filters", filters(operation, asked));
        model.put("sort", asked.getOrDefault("sort", "-created"));
        model.put("here", "/console" + path);
        model.put("narrowed", asked.keySet().stream().anyMatch(it -> !it.equals("sort")));
        model.put(
                "first",
                asked.containsKey("after")
                        ? new Links("/console" + path, asked).without("after").text()
                        : "");
        String next = said.body().path("next").asString("");
        model.put(
                "next",
                next.isEmpty()
                        ? ""
                        : new Links("/console" + path, asked)
                                .with("after", next)
                                .text());
        Optional<Set<String>> powers = navigations.powers(session);
        List<Action> actions = new ArrayList<>();
        if (operation.path().equals("/tenants") && session.ofPlatform()) {
            actions.add(new Action("Onboard a tenant", "/console/onboarding", false, true));
        }
        places.forms(operation).stream()
                .filter(Places.Form::makes)
                .filter(it -> Navigations.may(powers, it.operation()) && actions.isEmpty())
                .map(it -> new Action("New " + section.one(), "/console" + path + "/new", false, true))
                .forEach(actions::add);
        model.put("actions", actions);
        return pages.of(
                request, said.good() ? 200 : said.status(), "list", navigations.at(session, path, List.of()), model);
    }

    /** @param link of what the row is */
    record Row(String link, List<Shown> cells) {}

    private static List<Property> columns(Section section, List<Property> all) {
        return section.columns().stream()
                .flatMap(name -> all.stream().filter(property -> property.name().equals(name)))
                .toList();
    }

    /** @param options empty for a text */
    record Filter(String name, String label, String hint, String value, List<String> options) {}

    private static List<Filter> filters(Operation operation, Map<String, String> asked) {
        return operation.filters().stream()
                .map(filter -> new Filter(
                        filter.name(),
                        filter.name().equals("q") ? "Search" : Property.label(filter.name()),
                        filter.description(),
                        asked.getOrDefault(filter.name(), ""),
                        // The API says which ones there are in so many words.
                        filter.name().equals("status")
                                ? List.of(filter.description().split(",\\s*|\\s+or\\s+"))
                                : List.of()))
                .toList();
    }

    /** What of the address the API takes; an empty field asks for nothing. */
    private static Map<String, String> asked(HttpServletRequest request, Operation operation) {
        Map<String, String> asked = new LinkedHashMap<>();
        List<String> known = new ArrayList<>(List.of("after", "sort"));
        operation.filters().forEach(filter -> known.add(filter.name()));
        for (String name : known) {
            String[] given = Call.parameters(request).get(name);
            if (given != null && !given[0].isBlank()) {
                asked.put(name, given[0].strip());
            }
        }
        return asked;
    }
}
