package dev.symbolon.infra.log;

import com.mongodb.MongoException;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.ports.log.StableTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stable time by what the writers have told the register. What was stable once stays so, whoever begins to write. */
final class AnnouncedStableTime implements StableTime {
    private static final Logger LOG = LoggerFactory.getLogger(AnnouncedStableTime.class);

    private final Cells cells;
    private final Map<String, WriterRegister> registers = new LinkedHashMap<>();
    private final Map<String, HybridTime> reached = new ConcurrentHashMap<>();

    AnnouncedStableTime(Cells cells) {
        this.cells = cells;
        cells.byName().forEach((name, cell) -> registers.put(name, new WriterRegister(cell)));
    }

    @Override
    public HybridTime of(TenantId tenant) {
        String cell;
        try {
            cell = cells.nameOf(tenant);
        } catch (MongoException e) {
            LOG.debug("the cell of {} can't be looked up: {}", tenant.value(), e.toString());
            return everywhere();
        }
        WriterRegister register = Objects.requireNonNull(registers.get(cell));
        HybridTime announced;
        try {
            announced = register.stable(Settling.limit());
        } catch (MongoException e) {
            LOG.debug("the register of {} can't be read: {}", cell, e.toString());
            announced = HybridTime.ZERO;
        }
        return reached.merge(cell, announced, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /** What is stable whichever cell it is. */
    private HybridTime everywhere() {
        return registers.keySet().stream()
                .map(cell -> reached.getOrDefault(cell, HybridTime.ZERO))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
