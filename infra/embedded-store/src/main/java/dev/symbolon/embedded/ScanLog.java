package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once per shape of query that it reads a whole collection. */
final class ScanLog {

    private static final Logger LOG = LoggerFactory.getLogger(ScanLog.class);
    private static final int MAX_SHAPES = 1_000;
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private ScanLog() {}

    /** The field names only: values may be personal. */
    static void scanned(Namespace namespace, Document query) {
        if (query.isEmpty()) {
            return;
        }
        String shape = namespace.collection() + query.keySet();
        if (TOLD.size() < MAX_SHAPES && TOLD.add(shape)) {
            LOG.info("no index serves a query on {} by {}: the collection is read whole", namespace, query.keySet());
        }
    }
}
