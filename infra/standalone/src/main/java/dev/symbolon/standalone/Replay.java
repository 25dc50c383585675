package dev.symbolon.standalone;

import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.embedded.Durability;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.embedded.EmbeddedStoreSettings;
import dev.symbolon.infra.stream.StoredLogReader;
import dev.symbolon.projection.history.Reconstruction;
import dev.symbolon.projection.http.AuditRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code ./symbolon replay}: a tenant's state at a moment, as files. Reads the embedded store's folder while nothing runs on
 * it, or any store by its address; it needs no Kafka, no service and no key.
 */
final class Replay {
    private static final String DATA = "--data";
    private static final String STORE = "--store";
    private static final Set<String> NAMES = Set.of("--tenant", "--until", "--to", DATA, STORE);

    static int run(List<String> arguments, Path home, Path calledFrom) {
        Map<String, String> options = parse(arguments);
        String tenant = required(options, "--tenant");
        if (!Identifier.wellFormed(tenant)) {
            throw new CannotStartException("--tenant is a tenant's id");
        }
        String until = options.getOrDefault("--until", Instant.now().toString());
        Path to = calledFrom.resolve(required(options, "--to"));
        if (options.containsKey(STORE)) {
            return write(options.get(STORE), new TenantId(tenant), until, to);
        }
        Path folder = options.containsKey(DATA) ? calledFrom.resolve(options.get(DATA)) : home.resolve(".data");
        try (DataFolder data = DataFolder.take(folder);
                EmbeddedStore store = EmbeddedStore.open(
                        new EmbeddedStoreSettings(data.resolve("store"), "127.0.0.1", 0, Durability.FSYNC))) {
            return write("mongodb://127.0.0.1:" + store.port() + "/symbolon", new TenantId(tenant), until, to);
        } catch (CannotStartException e) {
            throw new CannotStartException(e.getMessage() + "; while the platform runs, name its store: " + STORE
                    + " mongodb://127.0.0.1:27017/symbolon");
        } catch (IOException e) {
            throw new CannotStartException("the store in " + folder + " can't be read: " + e.getMessage(), e);
        }
    }

    private static int write(String store, TenantId tenant, String until, Path to) {
        try (StoredLogReader log = StoredLogReader.open(store, Map.of())) {
            Reconstruction.Written written = Reconstruction.write(log, tenant, until, to);
            if (written.events() == 0) {
                throw new CannotStartException("the log has nothing of " + tenant.value() + " until then");
            }
            System.out.println(
                    written.streams() + " streams as " + written.events() + " events had made them, in " + to);
            return 0;
        } catch (AuditRefusal e) {
            throw new CannotStartException("--until: " + e.getMessage());
        } catch (IOException e) {
            throw new CannotStartException("the files can't be written: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> parse(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (!NAMES.contains(name) || rest.isEmpty()) {
                throw new CannotStartException(
                        "usage: replay --tenant ID --to DIR [--until TIME|STREAM#SEQUENCE] [--data DIR | --store URI]");
            }
            options.put(name, rest.pop());
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new CannotStartException("replay needs " + name);
        }
        return value;
    }

    private Replay() {}
}
