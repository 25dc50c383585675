package dev.symbolon.admin.list;

import java.util.List;
import java.util.Optional;

/**
 * One thing of a tenant, as lists find it. What is shown of it is read from its stream.
 *
 * @param kind    the type of its stream
 * @param id      of its stream
 * @param created clock of its first event
 * @param changed clock of the last event that changed this row
 * @param user    whom it is about, where it is about somebody
 * @param client  which application it is about, where it is about one
 * @param words   beginnings of the words of its name, in lower case; never a person's
 */
public record ListedRow(
        String kind,
        String id,
        long created,
        long changed,
        String status,
        Optional<String> user,
        Optional<String> client,
        List<String> words) {
    public ListedRow {
        words = List.copyOf(words);
    }

    ListedRow status(String now, long clock) {
        return new ListedRow(kind, id, created, clock, now, user, client, words);
    }

    ListedRow named(String name, long clock) {
        return new ListedRow(kind, id, created, clock, status, user, client, Words.of(name));
    }
}
