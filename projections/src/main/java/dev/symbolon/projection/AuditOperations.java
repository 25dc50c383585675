package dev.symbolon.projection;

import static dev.symbolon.projection.auditor.Auditor.Right.OPERATE;
import static dev.symbolon.projection.http.Operation.Parameter.of;
import static dev.symbolon.projection.http.Operation.Parameter.required;
import static dev.symbolon.projection.http.Operation.get;
import static dev.symbolon.projection.http.Operation.post;
import static dev.symbolon.projection.http.Operation.put;

import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.Rebuilds;
import dev.symbolon.projection.audit.AuditEndpoint;
import dev.symbolon.projection.audit.EntryPage;
import dev.symbolon.projection.audit.ExportEndpoint;
import dev.symbolon.projection.audit.FacetCounts;
import dev.symbolon.projection.audit.PolicyEndpoint;
import dev.symbolon.projection.audit.StoredEvents;
import dev.symbolon.projection.audit.TailEndpoint;
import dev.symbolon.projection.grant.GrantHistoryEndpoint;
import dev.symbolon.projection.grant.GrantHistoryRow;
import dev.symbolon.projection.grant.GrantLife;
import dev.symbolon.projection.history.Access;
import dev.symbolon.projection.history.Change;
import dev.symbolon.projection.history.HistoryEndpoint;
import dev.symbolon.projection.history.StateThen;
import dev.symbolon.projection.http.Operation;
import dev.symbolon.projection.http.Operation.Parameter;
import dev.symbolon.projection.replay.RebuildEndpoint;
import dev.symbolon.projection.standing.StandingEndpoint;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;

/** Every operation of the audit API, in one list: routes, admission and the OpenAPI document are made from it. */
@Component
public final class AuditOperations {
    private static final String TENANT = "/tenants/{tenant}";

    private static final List<Parameter> STRETCH = List.of(
            of("from", "A time, included"),
            of("until", "A time, excluded"),
            of("order", "Which come first", "newest", "oldest"),
            of("after", "The page before's next"),
            of("limit", "Rows of a page, 1 to 500"));

    private static final List<Parameter> SEARCH = Stream.concat(
                    Stream.of(
                            of("subject", "Id of whom it is about"),
                            of("client", "Id of the client"),
                            of("type", "Type of event"),
                            of("outcome", "What came of it", "done", "refused", "taken-away"),
                            of("actor", "Kind or id of who made it necessary"),
                            of("grant", "Id of the grant"),
                            of("session", "Id of the session"),
                            of("authorization", "Id of the authorization"),
                            of("correlation", "Id of the request"),
                            of("words", "Beginnings of 1 to 6 words of the plain text")),
                    STRETCH.stream())
            .toList();

    private static final Parameter AT = of("at", "A time or a position; now without it");
    private static final List<Parameter> BETWEEN = List.of(
            required("from", "A time or a position"),
            of("to", "A time or a position, not before from; now without it"));
    private static final List<Parameter> REBUILD = List.of(
            required("view", "Name of the view"),
            of("purpose", "Whether reads go to the new rows", "replace", "compare"),
            of("source", "Where the log is read", "store", "kafka"));

    private final List<Operation> all;

    AuditOperations(
            AuditEndpoint events,
            TailEndpoint tail,
            ExportEndpoint export,
            GrantHistoryEndpoint grants,
            HistoryEndpoint history,
            PolicyEndpoint policies,
            StandingEndpoint standing,
            RebuildEndpoint rebuilds) {
        // In the order in which paths are tried: names before variables.
        all = Stream.of(
                        events(events, tail, export),
                        grants(grants),
                        standing(standing),
                        rebuilds(rebuilds),
                        policies(policies),
                        history(history))
                .flatMap(List::stream)
                .toList();
    }

    public List<Operation> all() {
        return all;
    }

    private static List<Operation> events(AuditEndpoint to, TailEndpoint tail, ExportEndpoint export) {
        return List.of(
                get(TENANT + "/events", "events.search", "Every event, found by any facets and words together")
                        .by(SEARCH)
                        .gives(EntryPage.class)
                        .through(to::events),
                get(TENANT + "/events/{event}", "events.read", "One event, held against the log's bytes again")
                        .gives(StoredEvents.VerifiedEvent.class)
                        .through(to::event),
                get(TENANT + "/facets", "events.facets", "How many of each kind there are among the newest found")
                        .by(SEARCH)
                        .gives(FacetCounts.class)
                        .through(to::facets),
                get(TENANT + "/tail", "events.tail", "What happens now, as server-sent events")
                        .by(SEARCH)
                        .gives("text/event-stream", String.class)
                        .through(tail::tail),
                get(TENANT + "/export", "events.export", "All that a search finds, as a file that can be resumed")
                        .by(SEARCH)
                        .by(of("format", "Of the file", "ndjson", "csv"))
                        .gives("application/x-ndjson", String.class)
                        .gives("text/csv", String.class)
                        .says(ExportEndpoint.FIRST, "Time of the first entry that is found")
                        .says(ExportEndpoint.LAST, "Time of the last one")
                        .says(ExportEndpoint.STABLE, "Up to when the log was complete: stable, as a search says it")
                        .through(export::export));
    }

    private static List<Operation> grants(GrantHistoryEndpoint to) {
        return List.of(
                get(TENANT + "/grants", "grants.list", "What was granted, or was asked for")
                        .by(STRETCH)
                        .by(
                                of("kind", "Grants, or requests for them", "grant", "authorization"),
                                of("subject", "Id of the person"),
                                of("client", "Id of the client, if no person is named"))
                        .gives(pageOf(GrantHistoryRow.class))
                        .through(to::grants),
                get(TENANT + "/grants/{id}", "grants.read", "A grant's whole life, by its id or the authorization's")
                        .gives(GrantLife.class)
                        .through(to::life),
                get(TENANT + "/grants/{id}/diagram", "grants.diagram", "The flow as it really happened, drawn")
                        .by(of("format", "Else as accepted, text first", "text", "svg"))
                        .gives("text/plain", String.class)
                        .gives("image/svg+xml", String.class)
                        .through(to::diagram));
    }

    private static List<Operation> history(HistoryEndpoint to) {
        return List.of(
                get(TENANT + "/state", "history.tenant", "What was in force for the tenant at a moment")
                        .by(AT)
                        .gives(StateThen.class)
                        .through(to::tenant),
                get(TENANT + "/diff", "history.tenant-change", "What changed of the tenant between two moments")
                        .by(BETWEEN)
                        .gives(Change.class)
                        .through(to::tenantChange),
                get(TENANT + "/access", "history.access", "All that a person's tokens could reach at a moment")
                        .by(required("subject", "Id of the person"), AT)
                        .gives(Access.class)
                        .through(to::access),
                get(TENANT + "/{kind}/{id}/state", "history.state", "What anything in the tenant was at a moment")
                        .by(AT)
                        .gives(StateThen.class)
                        .through(to::state),
                get(TENANT + "/{kind}/{id}/diff", "history.change", "What changed of it between two moments")
                        .by(BETWEEN)
                        .gives(Change.class)
                        .through(to::change));
    }

    private static List<Operation> policies(PolicyEndpoint to) {
        return List.of(
                get(TENANT + "/policy", "policy.read", "How far back the tenant's read models go")
                        .gives(PolicyEndpoint.Policy.class)
                        .through(to::policy),
                put(TENANT + "/policy", "policy.change", OPERATE, "Keep read models for 30 to 36500 days, or for ever")
                        .takes(PolicyEndpoint.Policy.class)
                        .gives(PolicyEndpoint.Policy.class)
                        .through(to::change));
    }

    private static List<Operation> standing(StandingEndpoint to) {
        return List.of(
                get(TENANT + "/lag", "views.lag", "How far each view is behind the log")
                        .gives(listOf(StandingEndpoint.Lag.class))
                        .through(to::lag),
                get(TENANT + "/parked", "views.parked", "Streams that views have stopped following, and why")
                        .gives(listOf(StandingEndpoint.Parked.class))
                        .through(to::parked),
                post(TENANT + "/parked/retry", "views.retry", OPERATE, "Try a parked stream again in every view")
                        .by(required("stream", "As it is listed"))
                        .gives(StandingEndpoint.Retried.class)
                        .through(to::retry));
    }

    private static List<Operation> rebuilds(RebuildEndpoint to) {
        return List.of(
                get(TENANT + "/rebuilds", "rebuilds.list", "The last rebuild of each view of the tenant")
                        .gives(RebuildEndpoint.State.class)
                        .through(to::state),
                post(TENANT + "/rebuilds", "rebuilds.order", OPERATE, "Build a view again beside the live one")
                        .by(REBUILD)
                        .gives(Rebuilds.Rebuild.class)
                        .through(to::order),
                post(TENANT + "/rebuilds/{view}/{order}", "rebuilds.steer", OPERATE, "pause, resume or cancel it")
                        .gives(Rebuilds.Rebuild.class)
                        .through(to::steer),
                get("/rebuilds", "rebuilds.list-all", "Rebuilds of all tenants")
                        .gives(RebuildEndpoint.State.class)
                        .through(to::all),
                post("/rebuilds", "rebuilds.order-all", OPERATE, "Build a view of every tenant again")
                        .by(REBUILD)
                        .gives(RebuildEndpoint.OrderedAll.class)
                        .through(to::orderAll));
    }

    private static Type pageOf(Class<?> row) {
        return ResolvableType.forClassWithGenerics(Page.class, row).getType();
    }

    private static Type listOf(Class<?> item) {
        return ResolvableType.forClassWithGenerics(List.class, item).getType();
    }
}
