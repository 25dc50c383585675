package dev.symbolon.infra.health;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.health.actuate.endpoint.SimpleStatusAggregator;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Status;

/**
 * The status of all parts of readiness, with everything that any of them has to say. The set that is aggregated holds one
 * status of each code, whose description is that of whichever part was asked first: what another says would be lost, above
 * all where every part is up.
 */
final class ReadinessStatus implements StatusAggregator {
    private final StatusAggregator codes = new SimpleStatusAggregator();
    private final List<Supplier<String>> remarks;

    /** @param remarks each empty where nothing is wrong */
    ReadinessStatus(List<Supplier<String>> remarks) {
        this.remarks = List.copyOf(remarks);
    }

    @Override
    public Status getAggregateStatus(Set<Status> statuses) {
        Status status = codes.getAggregateStatus(statuses);
        String told = remarks.stream()
                .map(Supplier::get)
                .filter(remark -> !remark.isEmpty())
                .collect(Collectors.joining("; "));
        return told.isEmpty() ? status : new Status(status.getCode(), told);
    }
}
