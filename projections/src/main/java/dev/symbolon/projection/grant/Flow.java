package dev.symbolon.projection.grant;

import dev.symbolon.projection.grant.Message.Mark;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A flow as a sequence diagram, before anybody draws it.
 *
 * @param title   whose flow it is
 * @param parties those who took part, from left to right
 * @param omitted steps of a long life that aren't shown, between the first and the last ones
 */
record Flow(String title, List<Party> parties, List<Message> messages, long omitted) {

    static Flow of(GrantLife life) {
        List<Message> messages = new ArrayList<>();
        Set<String> possible = new HashSet<>();
        for (GrantStep step : life.steps()) {
            for (Message message : step.messages()) {
                // What the tokens open is said once, not again at every refresh.
                if (message.mark() != Mark.POSSIBLE || possible.add(message.text())) {
                    messages.add(message);
                }
            }
        }
        Set<Party> present = EnumSet.of(Party.CLIENT, Party.SERVER);
        messages.forEach(message -> {
            present.add(message.from());
            present.add(message.to());
        });
        String title = "grant " + life.grant().orElse("none") + " of authorization "
                + life.authorization().orElse("none") + ", client "
                + life.client().orElse("unknown") + ": " + life.status()
                // Last, for it is of somebody's choosing: nothing that it says can stand where a fact does.
                + life.clientName()
                        .map(name -> "; the client is called “" + name + "”")
                        .orElse("");
        return new Flow(title, List.copyOf(present), List.copyOf(messages), life.omitted());
    }

    /** How many messages tell of something that went wrong or was taken away. */
    long bad() {
        return messages.stream().filter(message -> message.mark().bad()).count();
    }
}
