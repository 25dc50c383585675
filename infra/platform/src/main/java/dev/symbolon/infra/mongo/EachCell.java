package dev.symbolon.infra.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through all cells, again and again: one that doesn't answer is left out, and told of once until it does. */
public final class EachCell {
    private static final Logger LOG = LoggerFactory.getLogger(EachCell.class);

    private final Cells cells;
    private final String without;
    private final Set<String> away = ConcurrentHashMap.newKeySet();

    /** @param without what is left undone for the tenants of a cell that is away, for operators */
    public EachCell(Cells cells, String without) {
        this.cells = cells;
        this.without = without;
    }

    /** What each cell that answers has to say, in their order. */
    public <T> List<T> ask(BiFunction<String, MongoDatabase, T> question) {
        List<T> answers = new ArrayList<>();
        cells.byName().forEach((name, cell) -> {
            try {
                answers.add(question.apply(name, cell));
                if (away.remove(name)) {
                    LOG.info("cell {} answers again; until now, {}", name, without);
                }
            } catch (MongoException e) {
                if (away.add(name)) {
                    LOG.warn("cell {} doesn't answer: {} until it does: {}", name, without, e.toString());
                }
            }
        });
        return answers;
    }
}
