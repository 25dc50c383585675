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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The page on which something is made, changed or done: shown, and sent as a call to the API. */
@Component
final class FormPage {
    private final AdminApi api;
    private final Places places;
    private final Forms forms;
    private final Navigations navigations;
    private final ConsolePages pages;
    private final ConsoleSessions sessions;
    private final Randomness randomness;

    FormPage(
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

    ResponseEntity<String> of(HttpServletRequest request, PagePath at, Places.Form form) {
        String path = at.text();
        ConsoleSession session = ConsoleSession.of(request);
        Optional<AdminApi.Said> about = about(session, path, form);
        JsonNode value = about.map(AdminApi.Said::body).orElseGet(JsonNodeFactory.instance::objectNode);
        return shown(
                request,
                200,
                at,
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
            PagePath at,
            Places.Form form,
            JsonNode about,
            Draft draft,
            String problem) {
        String path = at.text();
        ConsoleSession session = ConsoleSession.of(request);
        Operation operation = form.operation();
        Section section = places.section(operation);
        List<FormField> fields = forms.fields(
                places.body(operation),
                draft.value(),
                new Forms.Scene(session, at.tenant(), operation.subject(), draft.errors(), draft.blank()));
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

    ResponseEntity<String> sent(
            HttpServletRequest request, HttpServletResponse response, PagePath at, Places.Form form) {
        String path = at.text();
        ConsoleSession session = ConsoleSession.of(request);
        Operation operation = form.operation();
        Map<String, String[]> parameters = Call.parameters(request);
        List<Property> properties = places.body(operation);
        ObjectNode wanted = forms.body(properties, parameters);
        Draft draft = new Draft(
                wanted, typed(parameters, "version"), typed(parameters, "once"), Map.of(), typed(parameters, "more"));
        Optional<AdminApi.Said> about = about(session, path, form);
        JsonNode thing = about.map(AdminApi.Said::body).orElseGet(JsonNodeFactory.instance::objectNode);
        if (!draft.blank().isEmpty()) {
            return shown(request, 200, at, form, thing, draft, "");
        }
        if (Sections.FINAL.contains(operation.id())
                && !typed(parameters, "confirm").strip().equals(Names.of(thing))) {
            return shown(request, 422, at, form, thing, draft, "The name doesn’t match: nothing was done.");
        }
        AdminApi.Said said = call(session, path, form, properties, thing, wanted, draft);
        if (!said.good()) {
            Map<String, String> errors = Problems.errors(said.problem());
            return shown(
                    request,
                    said.status(),
                    at,
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

    private static String typed(Map<String, String[]> parameters, String name) {
        String[] given = parameters.getOrDefault(name, new String[0]);
        return given.length == 1 ? given[0] : "";
    }
}
