package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.EventCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings payloads that an earlier release wrote to the newest version, one step at a time, by catalogue name. */
final class Upcasters {

    /**
     * One step.
     *
     * @param type   catalogue name
     * @param change from a payload of version {@code from} to one of version {@code to}; may alter what it is given
     */
    record Upcaster(String type, int from, int to, UnaryOperator<ObjectNode> change) {}

    /**
     * Every change to a stored version. A change of a payload raises the version in its record's mark, adds a step here and
     * leaves the earlier version's golden file where it is.
     */
    static final List<Upcaster> STORED = List.of(
            new Upcaster("client.registered", 1, 2, ClientPayloads::withEveryFlow),
            new Upcaster("client.changed", 1, 2, ClientPayloads::withEveryFlow),
            new Upcaster("authorization.requested", 1, 2, Upcasters::codeByQuery),
            // Nothing but the code flow was there: an access token always, and claims by scope only.
            new Upcaster("grant.issued", 1, 2, data -> data),
            new Upcaster("grant.tokens-issued", 1, 2, data -> data),
            new Upcaster("refusal.gathered", 1, 2, Upcasters::actorsOfTheirOwn),
            // Which requests they were wasn't kept.
            new Upcaster("refusal.gathered", 2, 3, data -> data),
            // What it rested on wasn't counted.
            new Upcaster("session.started", 1, 2, data -> data));

    /** The admin API had put who called, by kind and id, where a client's id belongs. */
    private static ObjectNode actorsOfTheirOwn(ObjectNode data) {
        for (JsonNode one : data.get("samples")) {
            ObjectNode sample = (ObjectNode) one;
            String client = sample.path("client").asString("");
            int slash = client.indexOf('/');
            if (slash > 0) {
                String kind = client.substring(0, slash);
                String id = client.substring(slash + 1);
                sample.remove("client");
                sample.putObject("actor").put("kind", kind).put("id", id);
            }
        }
        return data;
    }

    private static ObjectNode codeByQuery(ObjectNode data) {
        ObjectNode request = (ObjectNode) data.get("request");
        request.put("responseType", "CODE").put("responseMode", "QUERY").putArray("resources");
        return data;
    }

    private record Step(String type, int from) {}

    private final Map<Step, Upcaster> steps = new HashMap<>();

    Upcasters(List<Upcaster> upcasters) {
        for (Upcaster upcaster : upcasters) {
            int newest = EventCatalogue.named(upcaster.type()).version();
            if (upcaster.to() != upcaster.from() + 1 || upcaster.to() > newest) {
                throw new IllegalStateException(
                        upcaster.type() + ": a step goes to the next version, " + newest + " being the last");
            }
            if (steps.put(new Step(upcaster.type(), upcaster.from()), upcaster) != null) {
                throw new IllegalStateException(upcaster.type() + ": two steps from version " + upcaster.from());
            }
        }
    }

    ObjectNode upcast(EventCatalogue.Entry entry, int version, ObjectNode data) {
        if (version > entry.version()) {
            throw new UnreadableEventException(
                    "version " + version + " was written by a later release, which knows more than this one");
        }
        ObjectNode current = data;
        for (int at = version; at < entry.version(); at++) {
            Upcaster step = steps.get(new Step(entry.name(), at));
            if (step == null) {
                throw new UnreadableEventException("no step leads on from version " + at);
            }
            current = step.change().apply(current);
        }
        return current;
    }
}
