package dev.symbolon.infra.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    /** What each cell that answers has to say, in their order; they are asked side by side. */
    public <T> List<T> ask(BiFunction<String, MongoDatabase, T> question) {
        return byCell(question).sequencedValues().stream().toList();
    }

    /** The same by the cells' names. */
    public <T> SequencedMap<String, T> byCell(BiFunction<String, MongoDatabase, T> question) {
        Map<String, CompletableFuture<Optional<T>>> asked = new LinkedHashMap<>();
        cells.byName()
                .forEach((name, cell) -> asked.put(
                        name,
                        CompletableFuture.supplyAsync(() -> asked(name, cell, question), Thread::startVirtualThread)));
        SequencedMap<String, T> answers = new LinkedHashMap<>();
        asked.forEach((name, answer) -> joined(answer).ifPresent(said -> answers.put(name, said)));
        return answers;
    }

    private <T> Optional<T> asked(String name, MongoDatabase cell, BiFunction<String, MongoDatabase, T> question) {
        try {
            Optional<T> answer = Optional.of(question.apply(name, cell));
            if (away.remove(name)) {
                LOG.info("cell {} answers again; until now, {}", name, without);
            }
            return answer;
        } catch (MongoException e) {
            if (away.add(name)) {
                LOG.warn("cell {} doesn't answer: {} until it does: {}", name, without, e.toString());
            }
            return Optional.empty();
        }
    }

    private static <T> T joined(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
