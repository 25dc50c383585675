package dev.symbolon.infra.mongo;

/**
 * A tenant was registered with a cell that this node has no setting for: nothing of it can be read or written here, while
 * nodes that have the setting can.
 */
public final class CellNotSetException extends RuntimeException {
    CellNotSetException(String cell) {
        super("this node has no setting symbolon.cells." + cell);
    }
}
