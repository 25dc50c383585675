package dev.symbolon.infra.view;

/** Another process wrote the same rows: what was read is stale, and the batch has to be applied again. */
final class RowsChangedException extends RuntimeException {
    RowsChangedException() {
        super("rows were written by another process");
    }
}
