package dev.symbolon.infra.log;

import com.mongodb.MongoException;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.ports.log.StableTime;
import java.util.LinkedHashMap;
import java.util.Map;
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
        String cell = cells.nameOf(tenant);
        WriterRegister register = registers.get(cell);
        if (register == null) {
            throw new IllegalStateException("this node has no setting for cell " + cell);
        }
        HybridTime announced;
        try {
            announced = register.stable(Settling.limit());
        } catch (MongoException e) {
            LOG.debug("the register of {} can't be read: {}", cell, e.toString());
            announced = HybridTime.ZERO;
        }
        return reached.merge(cell, announced, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}
