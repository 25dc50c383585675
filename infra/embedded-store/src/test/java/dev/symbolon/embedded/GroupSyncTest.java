package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupSyncTest {

    @Test
    void those_who_come_while_one_syncs_share_the_next_sync() throws InterruptedException {
        Semaphore permits = new Semaphore(0);
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger syncs = new AtomicInteger();
        GroupSync sync = new GroupSync(() -> {
            started.countDown();
            permits.acquireUninterruptibly();
            syncs.incrementAndGet();
        });
        sync.wrote();
        Thread leader = Thread.ofPlatform().start(sync::await);
        started.await();
        List<Thread> followers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sync.wrote();
        }
        for (int i = 0; i < 20; i++) {
            followers.add(Thread.ofPlatform().start(sync::await));
        }
        while (followers.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        permits.release(100);
        leader.join();
        for (Thread follower : followers) {
            follower.join();
        }
        assertThat(syncs).hasValue(2);
    }

    @Test
    void without_a_write_there_is_nothing_to_sync() {
        AtomicInteger syncs = new AtomicInteger();
        GroupSync sync = new GroupSync(syncs::incrementAndGet);
        sync.await();
        sync.wrote();
        sync.await();
        sync.await();
        assertThat(syncs).hasValue(1);
    }
}
