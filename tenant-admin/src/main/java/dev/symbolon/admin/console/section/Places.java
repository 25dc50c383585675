package dev.symbolon.admin.console.section;

import dev.symbolon.admin.AdminOperations;
import dev.symbolon.admin.http.OpenApi;
import dev.symbolon.admin.http.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The console's addresses: the API's, and one for each form. {@code /console/tenants/…} shows what {@code /admin/v1/tenants/…}
 * answers; {@code …/new}, {@code …/edit}, {@code …/remove} and {@code …/<act>} are forms for what can be done there.
 */
@Component
public final class Places {
    private static final Map<HttpMethod, String> FORMS = Map.of(
            HttpMethod.PATCH, "edit",
            HttpMethod.PUT, "edit",
            HttpMethod.DELETE, "remove");

    private final List<Operation> operations;
    private final ObjectNode document;

    Places(AdminOperations operations) {
        this.operations = operations.all();
        this.document = OpenApi.of(this.operations);
    }

    /** Where somebody is. */
    sealed interface Place {
        Operation operation();
    }

    /** A list. */
    record Listing(Operation operation) implements Place {}

    /** One thing. */
    record One(Operation operation) implements Place {}

    /**
     * A form.
     *
     * @param verb  the last part of its address
     * @param about what is read before it: the thing that it changes, where there is one
     */
    record Form(Operation operation, String verb, Optional<Operation> about) implements Place {
        boolean makes() {
            return verb.equals("new");
        }
    }

    /** What is at an address of the console, after {@code /console}; empty when nothing is. */
    Optional<Place> at(String path) {
        String verb = path.substring(path.lastIndexOf('/') + 1);
        String parent = path.substring(0, path.length() - verb.length() - 1);
        // No id is such a word.
        return switch (verb) {
            case "new" ->
                operation(HttpMethod.POST, parent)
                        .filter(it -> operation(HttpMethod.GET, parent)
                                .filter(Operation::page)
                                .isPresent())
                        .map(it -> new Form(it, verb, Optional.empty()));
            case "edit" ->
                operation(HttpMethod.PATCH, parent)
                        .or(() -> operation(HttpMethod.PUT, parent))
                        .map(it -> new Form(it, verb, operation(HttpMethod.GET, parent)));
            case "remove" ->
                operation(HttpMethod.DELETE, parent).map(it -> new Form(it, verb, operation(HttpMethod.GET, parent)));
            default ->
                operation(HttpMethod.GET, path)
                        .<Place>map(it -> it.page() ? new Listing(it) : new One(it))
                        .or(() -> operation(HttpMethod.POST, path)
                                .map(it -> new Form(it, verb, operation(HttpMethod.GET, parent))));
        };
    }

    private Optional<Operation> operation(HttpMethod method, String path) {
        return operations.stream()
                .filter(it -> it.method().equals(method) && matches(it.path(), path))
                .findFirst();
    }

    private static boolean matches(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals(given[i]) && !(wanted[i].startsWith("{") && !given[i].isEmpty())) {
                return false;
            }
        }
        return true;
    }

    /** The section of an operation: that of its own path, or of the nearest one above. */
    Section section(Operation operation) {
        String path = operation.path();
        while (!path.isEmpty()) {
            Optional<Section> found = Sections.at(path);
            if (found.isPresent()) {
                return found.get();
            }
            path = path.substring(0, path.lastIndexOf('/'));
        }
        throw new IllegalStateException(operation.id() + " has no section");
    }

    /** What can be done to the thing that the operation shows, by forms below its address. */
    List<Form> forms(Operation shows) {
        return operations.stream()
                .filter(Places::writes)
                .flatMap(it -> form(shows, it).stream())
                .toList();
    }

    private static boolean writes(Operation operation) {
        return !operation.method().equals(HttpMethod.GET);
    }

    private static Optional<Form> form(Operation shows, Operation does) {
        String verb = FORMS.get(does.method());
        if (does.path().equals(shows.path()) && verb != null) {
            return Optional.of(new Form(does, verb, Optional.of(shows)));
        }
        if (does.path().equals(shows.path()) && shows.page()) {
            return Optional.of(new Form(does, "new", Optional.empty()));
        }
        String below = does.path().startsWith(shows.path() + "/")
                ? does.path().substring(shows.path().length() + 1)
                : "";
        boolean act = does.method().equals(HttpMethod.POST) && !below.isEmpty() && !below.contains("/");
        // What makes members of the tenant is at their list, not at the tenant.
        return act && !madeInList(does) ? Optional.of(new Form(does, below, Optional.of(shows))) : Optional.empty();
    }

    private static boolean madeInList(Operation operation) {
        return operation.status() == 201 && !operation.path().endsWith("reset-credentials");
    }

    /** What can be done to single members of what the operation shows: {@code …/{key}/revoke}. */
    List<Operation> ofMembers(Operation shows) {
        return operations.stream()
                .filter(it -> it.method().equals(HttpMethod.POST)
                        && it.path().matches(Pattern.quote(shows.path()) + "/\\{[a-z]+}/[a-z-]+"))
                .filter(it -> operations.stream()
                        .noneMatch(other -> other.method().equals(HttpMethod.GET)
                                && it.path().startsWith(other.path() + "/")
                                && other.path().length() > shows.path().length()))
                .toList();
    }

    /** Lists that can be narrowed to one of what the operation shows, and what hangs on it alone. */
    List<Operation> related(Operation shows) {
        String last = shows.path().substring(shows.path().lastIndexOf('/') + 1);
        if (!last.startsWith("{") || last.equals("{tenant}")) {
            return List.of();
        }
        String filter = last.substring(1, last.length() - 1);
        return operations.stream()
                .filter(it -> it.method().equals(HttpMethod.GET))
                .filter(it -> it.page()
                                && it.filters().stream()
                                        .anyMatch(one -> one.name().equals(filter))
                        || it.path().startsWith(shows.path() + "/"))
                .toList();
    }

    public List<Property> body(Operation operation) {
        return content(operation, "/requestBody/content");
    }

    List<Property> answer(Operation operation) {
        JsonNode content = node(operation).at("/responses/" + operation.status() + "/content");
        if (content.isEmpty()) {
            return List.of();
        }
        JsonNode schema = content.iterator().next().path("schema");
        return Property.members(document, operation.page() ? schema.at("/properties/items/items") : schema);
    }

    private List<Property> content(Operation operation, String pointer) {
        JsonNode content = node(operation).at(pointer);
        return content.isEmpty()
                ? List.of()
                : Property.members(document, content.iterator().next().path("schema"));
    }

    /** The operation of that id; one that isn't there is a bug. */
    public Operation named(String id) {
        return operations.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }

    private JsonNode node(Operation operation) {
        return document.path("paths")
                .path(Operation.BASE + operation.path())
                .path(operation.method().name().toLowerCase(Locale.ROOT));
    }

    /** The operations' path with this address's ids. */
    static String concrete(String template, String path) {
        String[] given = path.split("/", -1);
        String[] wanted = template.split("/", -1);
        return IntStream.range(0, wanted.length)
                .mapToObj(i -> wanted[i].startsWith("{") && i < given.length ? given[i] : wanted[i])
                .collect(Collectors.joining("/"));
    }
}
