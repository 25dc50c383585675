package dev.symbolon.infra.decision;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what a decision relies on is still so: by the revocation view where that can tell, by the store where not. */
final class Verifier {
    /** What is spent in these is no control event, so that no view hears of it: only the store knows. */
    static final Set<StreamType> SPENDING = EnumSet.of(StreamType.AUTHORIZATION, StreamType.DEVICE, StreamType.GRANT);

    private final CommitLog log;
    private final StateCache cache;
    private final Freshness freshness;
    private final DecisionMeters meters;

    Verifier(CommitLog log, StateCache cache, Freshness freshness, DecisionMeters meters) {
        this.log = log;
        this.cache = cache;
        this.freshness = freshness;
        this.meters = meters;
    }

    /**
     * Returns if all of them are current.
     *
     * @param asked the streams of those aggregates that were asked to decide, rather than read
     * @throws StaleException naming those that have been overtaken
     */
    void verify(Collection<Basis> relied, Set<StreamId> asked) {
        if (relied.isEmpty()) {
            return;
        }
        Map<TenantId, List<Basis>> doubtful = new HashMap<>();
        for (Basis basis : relied) {
            // Freshness first: what the view has applied until then has left its mark on the cache.
            if (!(freshness.fresh(basis.stream().tenant()) && viewCovers(basis, asked))) {
                doubtful.computeIfAbsent(basis.stream().tenant(), _ -> new ArrayList<>())
                        .add(basis);
            }
        }
        Set<StreamId> overtaken = new HashSet<>();
        doubtful.forEach((tenant, bases) -> overtaken.addAll(probe(tenant, bases)));
        if (!overtaken.isEmpty()) {
            throw new StaleException(overtaken);
        }
        cache.confirmed(relied);
    }

    private Set<StreamId> probe(TenantId tenant, List<Basis> bases) {
        meters.probed(bases.size());
        return log.advanced(tenant, bases);
    }

    /** That a stream began is no control event either: a view can't vouch for there being none. */
    private boolean viewCovers(Basis basis, Set<StreamId> asked) {
        boolean spending = SPENDING.contains(basis.stream().type()) && asked.contains(basis.stream());
        return basis.sequence() >= 0 && !spending && cache.holds(basis.stream(), basis.sequence());
    }
}
