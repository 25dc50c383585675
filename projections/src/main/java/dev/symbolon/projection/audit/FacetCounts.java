package dev.symbolon.projection.audit;

import dev.symbolon.ports.view.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a search found, counted by facet.
 *
 * @param counted  how many entries were counted: the newest, up to a bound
 * @param complete whether there are no more
 */
public record FacetCounts(int counted, boolean complete, Map<Facet, List<Count>> facets) {
    static final int COUNTED = 500;
    private static final int SHOWN = 8;

    public record Count(String value, int entries) {}

    static FacetCounts of(Page<AuditEntry> page) {
        Map<Facet, Map<String, Integer>> counts = new EnumMap<>(Facet.class);
        for (AuditEntry entry : page.rows()) {
            count(counts, Facet.OUTCOME, Optional.of(entry.outcome().name()));
            count(counts, Facet.TYPE, Optional.of(entry.type()));
            count(counts, Facet.CLIENT, entry.client());
            count(counts, Facet.SUBJECT, entry.subject());
            count(counts, Facet.ACTOR, Optional.of(entry.actor()));
        }
        Map<Facet, List<Count>> most = new EnumMap<>(Facet.class);
        counts.forEach((facet, values) -> most.put(facet, most(values)));
        return new FacetCounts(page.rows().size(), page.next().isEmpty(), most);
    }

    private static void count(Map<Facet, Map<String, Integer>> counts, Facet facet, Optional<String> value) {
        value.ifPresent(v -> counts.computeIfAbsent(facet, _ -> new HashMap<>()).merge(v, 1, Integer::sum));
    }

    private static List<Count> most(Map<String, Integer> values) {
        Stream<Count> all =
                new ArrayList<>(values.entrySet()).stream().map(entry -> new Count(entry.getKey(), entry.getValue()));
        return all.sorted(Comparator.comparingInt(Count::entries).reversed().thenComparing(Count::value))
                .limit(SHOWN)
                .toList();
    }
}
