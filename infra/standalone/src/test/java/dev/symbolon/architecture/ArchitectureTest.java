package dev.symbolon.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.symbolon.core.identifier.SecretHash;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;

/** The rules that hold over all modules; what one module promises of itself is tested there. */
@AnalyzeClasses(packages = "dev.symbolon", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final Set<String> HOMELESS = Set.of("util", "utils", "common", "helper", "impl", "manager", "base");

    private static final Set<String> PAST_THE_API = Set.of(
            "dev.symbolon.ports.decision.Decisions",
            "dev.symbolon.ports.decision.Reading",
            "dev.symbolon.ports.log.EventLog",
            "dev.symbolon.ports.view.Views",
            "dev.symbolon.ports.stream.LiveEvents",
            "dev.symbolon.admin.http.Orders",
            "dev.symbolon.admin.list.Lists");

    @ArchTest
    static final ArchRule ports_are_plain = noClasses()
            .that()
            .resideInAPackage("dev.symbolon.ports..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "com.mongodb..", "org.apache.kafka..", "dev.symbolon.infra..");

    @ArchTest
    static final ArchRule services_see_ports_only = noClasses()
            .that()
            .resideInAnyPackage("dev.symbolon.token..", "dev.symbolon.admin..", "dev.symbolon.projection..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.mongodb..",
                    "org.bson..",
                    "org.apache.kafka..",
                    "dev.symbolon.infra..",
                    "dev.symbolon.embedded..");

    @ArchTest
    static final ArchRule the_token_service_stands_alone = alone("token", "admin", "projection");

    @ArchTest
    static final ArchRule the_admin_service_stands_alone = alone("admin", "token", "projection");

    @ArchTest
    static final ArchRule the_projections_stand_alone = alone("projection", "admin", "token");

    @ArchTest
    static final ArchRule infra_knows_no_service = noClasses()
            .that()
            .resideInAPackage("dev.symbolon.infra..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.symbolon.token..", "dev.symbolon.admin..", "dev.symbolon.projection..");

    @ArchTest
    static final ArchRule the_embedded_store_knows_nothing_of_identity = noClasses()
            .that()
            .resideInAPackage("dev.symbolon.embedded..")
            .should()
            .dependOnClassesThat(new DescribedPredicate<JavaClass>("are of the platform") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName().startsWith("dev.symbolon.")
                            && !type.getPackageName().startsWith("dev.symbolon.embedded");
                }
            });

    /** What a record's own comparison takes depends on where two values differ. */
    @ArchTest
    static final ArchRule a_secret_s_hash_is_compared_in_constant_time = classes()
            .that()
            .areAssignableTo(SecretHash.class)
            .should(callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class));

    @ArchTest
    static final ArchRule and_in_no_other_way =
            noClasses().should().callMethod(SecretHash.class, "equals", Object.class);

    /** That a decision couldn't be made is told on a page, too: an exception is all that the console knows of them. */
    @ArchTest
    static final ArchRule the_console_has_no_way_round_the_api = noClasses()
            .that()
            .resideInAPackage("dev.symbolon.admin.console..")
            .should()
            .dependOnClassesThat(new DescribedPredicate<JavaClass>("decide, read the log, or answer the API's calls") {
                @Override
                public boolean test(JavaClass type) {
                    return PAST_THE_API.contains(type.getName())
                            || (type.getPackageName().startsWith("dev.symbolon.admin.")
                                    && type.getSimpleName().endsWith("Endpoint"));
                }
            })
            .orShould()
            .callMethod("dev.symbolon.admin.http.Operation", "handler");

    /** The core's own are held by a test of the core: its events name every subject, and every subject its events. */
    @ArchTest
    static void no_packages_need_each_other_in_a_circle(JavaClasses classes) {
        for (String part : List.of("token", "admin", "projection", "admission", "ports", "infra")) {
            slices().matching("dev.symbolon." + part + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule admission_sees_ports_only = noClasses()
            .that()
            .resideInAPackage("dev.symbolon.admission..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.mongodb..", "org.apache.kafka..", "org.springframework..", "dev.symbolon.infra..");

    @ArchTest
    static final ArchRule every_package_has_a_subject = classes().should(new ArchCondition<>("have a home") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            String last = type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1);
            if (HOMELESS.contains(last)) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " lives in a package named " + last));
            }
        }
    });

    private static ArchRule alone(String service, String... others) {
        return noClasses()
                .that()
                .resideInAPackage("dev.symbolon." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.symbolon." + others[0] + "..", "dev.symbolon." + others[1] + "..");
    }
}
