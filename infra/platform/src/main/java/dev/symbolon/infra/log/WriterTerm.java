package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;

/** This node's time under one epoch: its numbering, and the outbox of what it wrote. */
final class WriterTerm {
    private final WriterEpoch epoch;
    private final Numbering numbering = new Numbering();
    private final Outbox outbox;
    private volatile boolean superseded;

    WriterTerm(WriterEpoch epoch, Outbox outbox) {
        this.epoch = epoch;
        this.outbox = outbox;
    }

    WriterEpoch epoch() {
        return epoch;
    }

    /** Of the committer's thread alone. */
    Numbering numbering() {
        return numbering;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Another node has taken this numbering over. */
    void supersede() {
        superseded = true;
    }

    boolean superseded() {
        return superseded;
    }

    CommitDocument voiding(long counter) {
        return CommitDocument.voiding(epoch, counter, epoch.writer(), HybridTime.atMillis(System.currentTimeMillis()));
    }
}
