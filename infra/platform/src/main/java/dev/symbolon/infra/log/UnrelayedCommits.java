package dev.symbolon.infra.log;

import com.mongodb.client.MongoDatabase;
import dev.symbolon.infra.log.WriterRegister.Registered;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.EachCell;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * What is in the store while its writer hasn't said yet that the stream has it, whichever node the writer is: nothing while
 * nobody writes, a heartbeat's worth of commits usually, and more when the stream is away.
 */
public final class UnrelayedCommits {
    /** The oldest are what is asked for. */
    private static final int MOST_OF_A_WRITER = 500;

    private final EachCell cells;

    public UnrelayedCommits(Cells cells) {
        this.cells = new EachCell(cells, "how far its tenants' views are behind stays as it was known last");
    }

    /** Each writer's first ones, by its counters, in each cell that answers. */
    public SequencedMap<String, List<StoredCommit>> oldestByCell() {
        return cells.byCell((_, cell) -> oldest(cell));
    }

    private static List<StoredCommit> oldest(MongoDatabase cell) {
        List<StoredCommit> found = new ArrayList<>();
        CommitStore store = new CommitStore(cell);
        for (Registered writer : new WriterRegister(cell).open()) {
            long next = writer.relayed() + 1;
            store.numbered(writer.epoch(), next, next + MOST_OF_A_WRITER).stream()
                    .filter(commit -> !commit.isVoid())
                    .forEach(commit -> found.add(commit.stored()));
        }
        return found;
    }
}
