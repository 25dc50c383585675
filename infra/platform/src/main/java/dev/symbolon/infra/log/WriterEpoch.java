package dev.symbolon.infra.log;

/**
 * One numbering of commits: a writer has another epoch after each takeover.
 *
 * @param writer node name and a random suffix; one for each cell
 */
public record WriterEpoch(String writer, long epoch) {
    WriterEpoch next() {
        return new WriterEpoch(writer, epoch + 1);
    }

    @Override
    public String toString() {
        return writer + "/" + epoch;
    }
}
