package dev.symbolon.core.user;

import static dev.symbolon.core.sample.Samples.aUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.sample.InMemoryModel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnrolmentTest {
    private final InMemoryModel model = new InMemoryModel();

    @Test
    void a_person_is_registered_with_a_password_in_one_commit() {
        assertThat(model.when(admit("$argon2id$1"))).isEqualTo(new Outcome.Done());
        assertThat(model.recorded()).containsExactly(aUser().registered(), aUser().passwordSet("$argon2id$1"));
    }

    @Test
    void one_who_is_there_already_keeps_their_password() {
        model.given(aUser().registered(), aUser().passwordSet("$argon2id$1"));
        assertThat(model.when(admit("$argon2id$2"))).isEqualTo(new Outcome.Refused("already-exists"));
        assertThat(model.recorded()).isEmpty();
    }

    private static UserCommand.Admit admit(String hash) {
        return new UserCommand.Admit(aUser().register(), Optional.of(Personal.of(hash)), List.of(), Optional.empty());
    }
}
