package dev.symbolon.embedded;

/**
 * What a store has done since it was opened; a test takes the difference of two.
 *
 * @param documentsExamined documents fetched to answer queries and to find what to change
 * @param keysExamined index entries read
 * @param collectionScans queries that no index served
 * @param commits batches written to the log
 * @param fsyncs synchronisations of the log, each for every commit before it
 * @param commands commands answered
 */
public record StoreCounters(
        long documentsExamined, long keysExamined, long collectionScans, long commits, long fsyncs, long commands) {}
