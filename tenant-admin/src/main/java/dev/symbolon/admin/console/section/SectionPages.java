package dev.symbolon.admin.console.section;

import static dev.symbolon.admin.console.ConsolePages.seeOther;

import dev.symbolon.admin.console.AdminApi;
import dev.symbolon.admin.console.ConsolePages;
import dev.symbolon.admin.console.ConsoleSession;
import dev.symbolon.admin.console.ConsoleSessions;
import dev.symbolon.admin.console.section.Navigation.Link;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Operation;
import dev.symbolon.core.identifier.Randomness;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every list, every thing and every form of the console: one mechanism, driven by the API's operations and {@link Sections}. */
@Controller
final class SectionPages {
    private final AdminApi api;
    private final Places places;
    private final Forms forms;
    private final Navigations navigations;
    private final ConsolePages pages;
    private final ConsoleSessions sessions;
    private final Randomness randomness;

    SectionPages(
            AdminApi api,
            Places places,
            Forms forms,
            Navigations navigations,
            ConsolePages pages,
            ConsoleSessions sessions,
            Randomness randomness) {
        this.api = api;
        this.places = places;
        this.forms = forms;
        this.navigations = navigations;
        this.pages = pages;
        this.sessions = sessions;
        this.randomness = randomness;
    }

    /** Something to do, as a link. */
    record Action(String text, String href, boolean hurts, boolean main) {}

    @GetMapping("/console/tenants/**")
    ResponseEntity<String> look(HttpServletRequest request) {
        return page(request);
    }

    @GetMapping("/console/tenants")
    ResponseEntity<String> tenants(HttpServletRequest request) {
        return page(request);
    }

    private ResponseEntity<String> page(HttpServletRequest request) {
        String path = path(request);
        return switch (places.at(path).orElseThrow(PageMissingException::new)) {
            case Places.Listing listing -> list(request, path, listing.operation());
            case Places.One one -> one(request, path, one.operation());
            case Places.Form form -> form(request, path, form);
        };
    }

    private ResponseEntity<String> list(HttpServletRequest request, String path, Operation operation) {
        ConsoleSession session = ConsoleSession.of(request);
        Map<String, String> asked = asked(request, operation);
        AdminApi.Said said = api.get(session, path, asked);
        Section section = places.section(operation);
        Showing showing = new Showing(new Names(api, session), tenant(path));
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

    private ResponseEntity<String> one(HttpServletRequest request, String path, Operation operation) {
        ConsoleSession session = ConsoleSession.of(request);
        AdminApi.Said said = api.get(session, path).orRefused();
        Section section = places.section(operation);
        boolean only = section.path().equals(operation.path());
        Optional<Set<String>> powers = navigations.powers(session);
        Showing showing = new Showing(new Names(api, session), tenant(path));
        String name = Names.of(said.body());
        Map<String, Object> model = new HashMap<>();
        model.put("title", only && name.isEmpty() ? section.title() : name);
        model.put("kind", only && name.isEmpty() ? "" : section.one());
        model.put("hint", operation.summary());
        model.put("warnings", warnings(operation, said.body()));
        model.put("notice", Notices.of(request));
        model.put("facts", showing.rows(places.answer(operation), said.body()));
        model.put("actions", actions(path, operation, powers, said.body()));
        model.put("related", related(path, operation, powers));
        model.put("members", members(path, operation, powers, said.body()));
        List<Link> crumbs = only
                ? List.of()
                : List.of(new Link(section.title(), "/console" + path.substring(0, path.lastIndexOf('/')), false));
        return pages.of(request, 200, "item", navigations.at(session, path, crumbs), model);
    }

    private static List<String> warnings(Operation operation, JsonNode thing) {
        String subject = subject(operation);
        return Sections.WARNINGS.stream()
                .filter(warning ->
                        warning.subject().equals(subject) && warning.concerns().test(thing))
                .map(Sections.Warning::text)
                .toList();
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

    private ResponseEntity<String> form(HttpServletRequest request, String path, Places.Form form) {
        ConsoleSession session = ConsoleSession.of(request);
        Optional<AdminApi.Said> about = about(session, path, form);
        JsonNode value = about.map(AdminApi.Said::body).orElseGet(JsonNodeFactory.instance::objectNode);
        return shown(
                request,
                200,
                path,
                form,
                value,
                new Draft(
                        form.verb().equals("edit") ? value : JsonNodeFactory.instance.objectNode(),
                        about.map(AdminApi.Said::version).orElse(""),
                        randomness.identifier(),
                        Map.of(),
                        ""),
                "");
    }

    private Optional<AdminApi.Said> about(ConsoleSession session, String path, Places.Form form) {
        return form.about()
                .map(it -> api.get(session, Places.concrete(it.path(), path)).orRefused());
    }

    /**
     * What somebody has filled in so far.
     *
     * @param version of what they saw
     * @param once    the key by which sending it twice does it once
     * @param errors  by field
     * @param blank   the list that they want one more of
     */
    private record Draft(JsonNode value, String version, String once, Map<String, String> errors, String blank) {}

    private ResponseEntity<String> shown(
            HttpServletRequest request,
            int status,
            String path,
            Places.Form form,
            JsonNode about,
            Draft draft,
            String problem) {
        ConsoleSession session = ConsoleSession.of(request);
        Operation operation = form.operation();
        Section section = places.section(operation);
        List<FormField> fields = forms.fields(
                places.body(operation),
                draft.value(),
                new Forms.Scene(session, tenant(path), subject(operation), draft.errors(), draft.blank()));
        String name = Names.of(about);
        Map<String, Object> model = new HashMap<>();
        model.put("title", form.makes() ? "New " + section.one() : Property.label(form.verb()));
        model.put("name", form.makes() ? "" : name.isEmpty() ? section.title() : name);
        model.put("hint", operation.summary());
        model.put("problem", problem);
        model.put("fields", fields.stream().filter(it -> first(section, it)).toList());
        model.put("more", fields.stream().filter(it -> !first(section, it)).toList());
        model.put("open", fields.stream().anyMatch(it -> !first(section, it) && it.wrong()));
        model.put("version", draft.version());
        model.put("once", draft.once());
        model.put("hurts", Sections.hurts(form.verb()));
        model.put("confirm", Sections.FINAL.contains(operation.id()) ? name : "");
        model.put(
                "submit", form.makes() ? "Create" : form.verb().equals("edit") ? "Save" : Property.label(form.verb()));
        model.put("back", "/console" + back(path, form));
        model.put("blank", draft.blank());
        List<Link> crumbs = new ArrayList<>();
        if (!section.path().equals(form.about().map(Operation::path).orElse(""))) {
            crumbs.add(new Link(section.title(), "/console" + Places.concrete(section.path(), path), false));
        }
        if (!form.makes()) {
            crumbs.add(new Link(name.isEmpty() ? section.title() : name, "/console" + back(path, form), false));
        }
        return pages.of(request, status, "form", navigations.at(session, path, crumbs), model);
    }

    private static boolean first(Section section, FormField field) {
        return section.first().isEmpty() || field.required() || section.first().contains(field.name());
    }

    private static String back(String path, Places.Form form) {
        return form.about()
                .map(it -> Places.concrete(it.path(), path))
                .orElse(path.substring(0, path.lastIndexOf('/')));
    }

    @PostMapping("/console/tenants/**")
    ResponseEntity<String> send(HttpServletRequest request, HttpServletResponse response) {
        String path = path(request);
        if (!(places.at(path).orElseThrow(PageMissingException::new) instanceof Places.Form form)) {
            throw new PageMissingException();
        }
        ConsoleSession session = ConsoleSession.of(request);
        Operation operation = form.operation();
        Map<String, String[]> parameters = Call.parameters(request);
        List<Property> properties = places.body(operation);
        ObjectNode wanted = forms.body(properties, parameters);
        Draft draft = new Draft(
                wanted, sent(parameters, "version"), sent(parameters, "once"), Map.of(), sent(parameters, "more"));
        Optional<AdminApi.Said> about = about(session, path, form);
        JsonNode thing = about.map(AdminApi.Said::body).orElseGet(JsonNodeFactory.instance::objectNode);
        if (!draft.blank().isEmpty()) {
            return shown(request, 200, path, form, thing, draft, "");
        }
        if (Sections.FINAL.contains(operation.id())
                && !sent(parameters, "confirm").strip().equals(Names.of(thing))) {
            return shown(request, 422, path, form, thing, draft, "The name doesn’t match: nothing was done.");
        }
        AdminApi.Said said = call(session, path, form, properties, thing, wanted, draft);
        if (!said.good()) {
            Map<String, String> errors = Problems.errors(said.problem());
            return shown(
                    request,
                    said.status(),
                    path,
                    form,
                    thing,
                    new Draft(wanted, draft.version(), draft.once(), errors, ""),
                    errors.isEmpty() ? Problems.text(said.problem()) : "Please look at the field that is marked.");
        }
        if (!said.position().isEmpty()) {
            sessions.wrote(request, response, said.position());
        }
        return done(request, path, form, said);
    }

    private AdminApi.Said call(
            ConsoleSession session,
            String path,
            Places.Form form,
            List<Property> properties,
            JsonNode thing,
            ObjectNode wanted,
            Draft draft) {
        Operation operation = form.operation();
        ObjectNode body = operation.merges() ? Forms.patch(properties, thing, wanted) : wanted;
        Map<String, String> headers = new HashMap<>();
        if (!draft.version().isEmpty() && !form.makes()) {
            headers.put("If-Match", draft.version());
        }
        if (operation.method().name().equals("POST")) {
            headers.put("Idempotency-Key", draft.once());
        }
        return api.send(
                session,
                operation.method().name(),
                Places.concrete(operation.path(), path),
                operation.body().isPresent() ? Optional.of(body) : Optional.empty(),
                headers);
    }

    /** What is shown once is shown here; all else leads on to the thing itself. */
    private ResponseEntity<String> done(HttpServletRequest request, String path, Places.Form form, AdminApi.Said said) {
        String there = form.verb().equals("remove")
                ? path.substring(0, back(path, form).lastIndexOf('/'))
                : said.location().isEmpty() || !form.makes() ? back(path, form) : said.location();
        List<Shown.Row> secrets = places.answer(form.operation()).stream()
                .filter(property -> property.shownOnce() && said.body().has(property.name()))
                .map(property -> new Shown.Row(
                        property.description(),
                        Shown.of(
                                Shown.Kind.CODE,
                                said.body().path(property.name()).asString(""))))
                .toList();
        if (secrets.isEmpty()) {
            return seeOther("/console" + there + "?" + Notices.parameter(form.verb()));
        }
        Map<String, Object> model = Map.of(
                "title",
                form.makes()
                        ? places.section(form.operation()).one() + " created"
                        : Property.label(form.verb()) + ": done",
                "name",
                Names.of(said.body()),
                "secrets",
                secrets,
                "on",
                "/console" + there);
        return pages.of(request, 200, "secret", navigations.at(ConsoleSession.of(request), path, List.of()), model);
    }

    private static String sent(Map<String, String[]> parameters, String name) {
        String[] given = parameters.getOrDefault(name, new String[0]);
        return given.length == 1 ? given[0] : "";
    }

    private static String subject(Operation operation) {
        return operation.id().substring(0, operation.id().indexOf('.'));
    }

    /** After {@code /console}, without what a person may have typed behind it. */
    private static String path(HttpServletRequest request) {
        String path = request.getRequestURI().substring("/console".length());
        if (!path.matches("(?:/[a-z0-9~-]{1,64})+/?")) {
            throw new PageMissingException();
        }
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String tenant(String path) {
        String[] parts = path.split("/");
        return parts.length > 2 ? parts[2] : "";
    }
}
