package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All commands by name; a write is answered once it is as durable as promised. */
final class Commands implements Function<Request, Document> {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final Engine engine;
    private final Map<String, Function<Request, Document>> reads = new HashMap<>();
    private final Map<String, Function<Request, Document>> writes = new HashMap<>();

    Commands(Engine engine, Catalogue catalogue) {
        this.engine = engine;
        Cursors cursors = new Cursors();
        ReadCommands read = new ReadCommands(catalogue, cursors);
        reads.put("find", read::find);
        reads.put("getmore", read::getMore);
        reads.put("killcursors", read::killCursors);
        reads.put("count", read::count);
        reads.put("distinct", read::distinct);
        reads.put("aggregate", new Aggregations(catalogue, cursors)::aggregate);
        reads.put("explain", new Explain(catalogue)::explain);

        WriteCommands write = new WriteCommands(catalogue);
        writes.put("insert", write::insert);
        writes.put("update", write::update);
        writes.put("delete", write::delete);
        writes.put("findandmodify", write::findAndModify);

        CatalogueCommands names = new CatalogueCommands(catalogue);
        reads.put("listdatabases", names::listDatabases);
        reads.put("listcollections", names::listCollections);
        reads.put("listindexes", names::listIndexes);
        writes.put("create", names::create);
        writes.put("createindexes", names::createIndexes);
        writes.put("dropindexes", names::dropIndexes);
        writes.put("drop", names::drop);
        writes.put("dropdatabase", names::dropDatabase);
        writes.put("renamecollection", names::rename);

        ServerCommands server = new ServerCommands(engine.metrics, cursors, catalogue);
        reads.put("hello", server::hello);
        reads.put("ismaster", server::hello);
        reads.put("ping", _ -> ok());
        reads.put("endsessions", _ -> ok());
        reads.put("buildinfo", server::buildInfo);
        reads.put("serverstatus", server::serverStatus);
        reads.put("symbolonstorestats", server::storeStats);
        reads.put("collstats", server::collStats);
        reads.put("connectionstatus", server::connectionStatus);
    }

    @Override
    public Document apply(Request request) {
        engine.metrics.commands.increment();
        String name = request.command();
        try {
            Function<Request, Document> read = lookUp(reads, name);
            if (read != null) {
                return read.apply(request);
            }
            Function<Request, Document> write = lookUp(writes, name);
            if (write == null) {
                throw new MongoServerError(59, "CommandNotFound", "no such command: '" + name + "'");
            }
            return durably(write, request);
        } catch (DuplicateKey e) {
            return error(e).append("keyPattern", e.describe(0).get("keyPattern"))
                    .append("keyValue", e.describe(0).get("keyValue"));
        } catch (MongoServerException e) {
            LOG.debug("{} is refused: {}", name, e.getMessage());
            return error(e);
        } catch (RuntimeException e) {
            LOG.error("{} failed", name, e);
            return error(new MongoServerError(8, "UnknownError", e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    private static <T> @Nullable T lookUp(Map<String, T> commands, String name) {
        T exact = commands.get(name);
        return exact != null ? exact : commands.get(name.toLowerCase(Locale.ROOT));
    }

    /** A refusal waits as well: it tells of a document that is there, so that one had better stay there. */
    private Document durably(Function<Request, Document> write, Request request) {
        try {
            return write.apply(request);
        } finally {
            if (request.journaled()) {
                engine.awaitDurable();
            }
        }
    }

    static Document ok() {
        return new Document("ok", 1.0);
    }

    private static Document error(MongoServerException e) {
        Document error = new Document("ok", 0.0).append("errmsg", e.getMessageWithoutErrorCode());
        if (e instanceof MongoServerError known) {
            error.append("code", known.getCode());
            error.putIfNotNull("codeName", known.getCodeName());
        }
        return error;
    }
}
