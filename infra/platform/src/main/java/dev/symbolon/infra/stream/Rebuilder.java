package dev.symbolon.infra.stream;

import static dev.symbolon.infra.view.ViewsUnavailableException.reading;

import com.mongodb.MongoException;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.stream.RebuildOrders.Stored;
import dev.symbolon.ports.view.Rebuilds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out rebuilds of the tenants that this process follows, one at a time so that the live views keep most of the
 * machine. An order is a document: a process that dies leaves it to whoever follows the tenant next, with the rows that
 * are there and the place that they reach to. Pausing is stopping; resuming is what happens after a crash, too.
 */
final class Rebuilder implements Rebuilds, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilder.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long SAVE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Set<Phase> STOPPABLE = EnumSet.of(Phase.WAITING, Phase.RUNNING, Phase.PAUSED);

    private final Rebuilding rebuilding;
    private final RebuildOrders orders;
    private final RetainedEvents retained;
    private final StoreReader store;
    private final TenantsInStore tenants;
    private final List<String> views;
    private final InstantSource clock = InstantSource.system();
    private final Thread thread;
    private volatile boolean closing;

    Rebuilder(ProjectionRunner runner, RebuildOrders orders, StoreReader store, TenantsInStore tenants) {
        this.rebuilding = runner.rebuilding();
        this.retained = runner.retained();
        this.views = runner.views();
        this.orders = orders;
        this.store = store;
        this.tenants = tenants;
        this.thread = Thread.ofPlatform().name("rebuilds").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public List<String> views() {
        return views;
    }

    @Override
    public List<TenantId> tenants() {
        return reading(tenants::all);
    }

    @Override
    public Ordered order(TenantId tenant, String view, Purpose purpose, Source source) {
        if (!views.contains(view)) {
            throw new IllegalArgumentException("no view " + view);
        }
        return reading(() -> ordered(tenant, view, purpose, source));
    }

    private Ordered ordered(TenantId tenant, String view, Purpose purpose, Source source) {
        Optional<StoredCommit> first = store.first(tenant);
        return switch (source) {
            case STORE -> order(tenant, view, purpose, source, 0, first);
            case KAFKA ->
                switch (retained.reach(tenant, first)) {
                    case RetainedEvents.Reach.From(long offset) -> order(tenant, view, purpose, source, offset, first);
                    case RetainedEvents.Reach.Gone(String why) -> new Ordered.OutOfReach(why);
                };
        };
    }

    private Ordered order(
            TenantId tenant, String view, Purpose purpose, Source source, long offset, Optional<StoredCommit> first) {
        Instant now = clock.instant();
        Instant begin = first.map(commit -> commit.clock().instant()).orElse(now);
        Optional<Stored> taken = orders.order(tenant, view, purpose, source, offset, begin, now);
        LockSupport.unpark(thread);
        return taken.<Ordered>map(stored -> new Ordered.Begun(stored.rebuild())).orElseGet(Ordered.UnderWay::new);
    }

    @Override
    public List<Rebuild> of(TenantId tenant) {
        return reading(() -> orders.of(tenant, views)).stream()
                .map(Stored::rebuild)
                .sorted(Comparator.comparing(Rebuild::view))
                .toList();
    }

    @Override
    public Optional<Rebuild> steer(TenantId tenant, String view, Order order) {
        return reading(() -> steered(tenant, view, order));
    }

    private Optional<Rebuild> steered(TenantId tenant, String view, Order order) {
        Instant now = clock.instant();
        Optional<Stored> taken =
                switch (order) {
                    case PAUSE ->
                        orders.move(tenant, view, EnumSet.of(Phase.WAITING, Phase.RUNNING), Phase.PAUSED, now);
                    case RESUME -> orders.move(tenant, view, EnumSet.of(Phase.PAUSED), Phase.WAITING, now);
                    case CANCEL -> orders.move(tenant, view, STOPPABLE, Phase.CANCELLED, now);
                };
        LockSupport.unpark(thread);
        return taken.map(Stored::rebuild);
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try {
                orders.open().stream()
                        .filter(order -> views.contains(order.rebuild().view())
                                && rebuilding.follows(order.rebuild().tenant()))
                        .sorted(Comparator.comparing(order -> order.rebuild().ordered()))
                        .forEach(this::carryOut);
            } catch (RuntimeException e) {
                LOG.info("rebuilds wait: {}", e.toString());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void carryOut(Stored order) {
        TenantId tenant = order.rebuild().tenant();
        String view = order.rebuild().view();
        try {
            switch (order.rebuild().phase()) {
                case WAITING, RUNNING, FINISHING -> rebuild(order);
                case CANCELLED -> {
                    rebuilding.clear(view, tenant);
                    orders.swept(tenant, view);
                }
                case PAUSED, DONE -> {
                    // Nobody's turn.
                }
            }
        } catch (StoppedException _) {
            LOG.info("the rebuild of {} of {} is stopped", view, tenant.value());
        } catch (RuntimeException e) {
            // It stays open, and is tried again from where it is.
            LOG.warn("the rebuild of {} of {} waits", view, tenant.value(), e);
            failed(tenant, view, e);
        }
    }

    /** Where even that can't be noted, the orders of other cells have their turn all the same. */
    private void failed(TenantId tenant, String view, RuntimeException why) {
        try {
            orders.failed(tenant, view, why.toString(), clock.instant());
        } catch (MongoException e) {
            LOG.info("that the rebuild of {} of {} waits isn't noted: {}", view, tenant.value(), e.toString());
        }
    }

    private void rebuild(Stored order) {
        TenantId tenant = order.rebuild().tenant();
        String view = order.rebuild().view();
        String side = rebuilding.otherSide(view, tenant);
        boolean resumes = order.side().isPresent() && order.side().get().equals(side);
        if (order.side().isPresent() && !resumes) {
            // It had switched over, and died before it could say so.
            rebuilding.clear(view, tenant);
            orders.done(tenant, view, clock.instant());
            return;
        }
        if (!orders.began(tenant, view, side, clock.instant())) {
            return;
        }
        Compared compared = rebuilding.rebuild(
                view,
                tenant,
                order.rebuild().purpose(),
                new Progress(order, resumes ? order.reached() : HybridTime.ZERO));
        orders.done(tenant, view, clock.instant());
        LOG.info("the rebuild of {} of {} is done: {}", view, tenant.value(), compared);
    }

    /** Keeps the place that is reached, and hears of orders, twice a second. */
    private final class Progress implements Rebuilding.Course {
        private final TenantId tenant;
        private final String view;
        private HybridTime from;
        private long commits;
        private HybridTime reached;
        private OptionalLong offset;
        private boolean finishing;
        private long savedAtNanos = System.nanoTime();

        Progress(Stored order, HybridTime from) {
            this.tenant = order.rebuild().tenant();
            this.view = order.rebuild().view();
            this.from = from;
            this.reached = from;
            this.commits = order.rebuild().commits();
            this.offset =
                    order.rebuild().source() == Source.KAFKA ? OptionalLong.of(order.offset()) : OptionalLong.empty();
        }

        @Override
        public HybridTime from() {
            return from;
        }

        @Override
        public OptionalLong offset() {
            return offset;
        }

        @Override
        public void read(long next) {
            offset = OptionalLong.of(next);
            passed(reached, 0);
        }

        @Override
        public void fallsBack(String why) {
            LOG.warn("the rebuild of {} of {} goes on from the store: {}", view, tenant.value(), why);
            if (!orders.fellBack(tenant, view, why, clock.instant())) {
                throw new StoppedException();
            }
            offset = OptionalLong.empty();
            reached = HybridTime.ZERO;
            from = HybridTime.ZERO;
            commits = 0;
        }

        @Override
        public void passed(HybridTime clock, int count) {
            if (closing && !finishing) {
                throw new StoppedException();
            }
            commits += count;
            reached = clock.compareTo(reached) > 0 ? clock : reached;
            if (System.nanoTime() - savedAtNanos > SAVE_NANOS) {
                save();
            }
        }

        @Override
        public void finishing() {
            save();
            if (orders.move(tenant, view, EnumSet.of(Phase.RUNNING), Phase.FINISHING, clock.instant())
                    .isEmpty()) {
                throw new StoppedException();
            }
            finishing = true;
        }

        @Override
        public void compared(Compared compared) {
            orders.compared(tenant, view, compared, clock.instant());
        }

        private void save() {
            savedAtNanos = System.nanoTime();
            if (!orders.passed(tenant, view, reached, offset.orElse(0), commits, clock.instant())) {
                throw new StoppedException();
            }
        }
    }

    /** Somebody has paused or cancelled it, or this process ends. */
    private static final class StoppedException extends RuntimeException {
        StoppedException() {
            super("stopped", null, false, false);
        }
    }
}
