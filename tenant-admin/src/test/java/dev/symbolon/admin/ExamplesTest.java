package dev.symbolon.admin;

import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.DocumentedOperation;
import dev.symbolon.admin.running.Everything;
import dev.symbolon.admin.running.RunningAdmin;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Whoever copies an example out of the OpenAPI document gets the answer that it promises. */
class ExamplesTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Pattern ENDS =
            Pattern.compile("/(suspend|reactivate|off-board|erase|disable|enable|revoke|end|withdraw)$");

    @Test
    void every_example_is_answered_as_documented() {
        String tenant = ADMIN.tenant("exemplary");
        Everything everything = Everything.in(ADMIN, tenant, "exemplary", "grace");
        SoftAssertions.assertSoftly(softly -> DocumentedOperation.all(ADMIN).stream()
                .filter(operation -> operation.body() != null)
                // What makes a thing takes its example's name; what ends one comes last.
                .sorted(Comparator.<DocumentedOperation, Boolean>comparing(
                                operation -> ENDS.matcher(operation.path()).find())
                        .thenComparing(operation -> operation.method().equals("POST")))
                .forEach(operation -> {
                    Said said = ADMIN.operator()
                            .send(
                                    operation.method(),
                                    everything.filled(operation.path()),
                                    operation.body(),
                                    operation.type());
                    // Names that others of these tests have taken are no fault of the example.
                    if (!(said.status() == 409 && said.code().endsWith("-taken"))) {
                        softly.assertThat(said.status())
                                .as(operation + " " + said.text())
                                .isEqualTo(operation.status());
                    }
                }));
    }
}
