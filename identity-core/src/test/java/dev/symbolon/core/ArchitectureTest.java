package dev.symbolon.core;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.sample.Fixtures;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What identity-core may know, and who in it may know whom. */
class ArchitectureTest {

    private static final String CORE = "dev.symbolon.core";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CORE);

    @Test
    void the_domain_knows_java_and_axon_only() {
        // Hence no Spring, MongoDB, Kafka, servlets or Jackson: what isn't named here is refused.
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations..",
                        "org.axonframework.commandhandling..",
                        "org.axonframework.eventsourcing..",
                        "org.axonframework.modelling..",
                        "org.axonframework.common..",
                        "dev.symbolon.core..")
                .check(CLASSES);
    }

    @Test
    void time_and_chance_arrive_in_commands() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
        noClasses().should().callMethod(System.class, "nanoTime").check(CLASSES);
        noClasses().should().callMethod(Math.class, "random").check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, UUID.class, Random.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .check(CLASSES);
        noClasses()
                .should()
                .accessTargetWhere(new DescribedPredicate<>("it asks what time it is") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        return access.getTargetOwner().getPackageName().equals("java.time")
                                && access.getTarget().getName().equals("now");
                    }
                })
                .check(CLASSES);
    }

    @Test
    void the_domain_does_no_input_or_output_and_starts_no_threads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio.file..", "java.nio.channels..", "java.net.http..", "java.sql..")
                .check(CLASSES);
        noClasses().should().dependOnClassesThat().areAssignableTo(Thread.class).check(CLASSES);
    }

    @Test
    void subjects_do_not_go_round_in_circles() {
        // What events are made of, ids and values of every subject, is the schema: it is one whole, and each subject
        // may name it. What decides (aggregates, rules, states, doors) must not go round.
        Set<JavaClass> schema = schema();
        DescribedPredicate<JavaClass> inSchema =
                DescribedPredicate.describe("part of the event schema", schema::contains);
        slices().matching(CORE + ".(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(alwaysTrue(), inSchema)
                .ignoreDependency(inSchema, alwaysTrue())
                .check(CLASSES);
    }

    @Test
    void the_schema_decides_nothing() {
        assertThat(schema())
                .hasSizeGreaterThan(50)
                .allSatisfy(type -> assertThat(type.getDirectDependenciesFromSelf())
                        .extracting(Dependency::getTargetClass)
                        .noneMatch(target -> target.getPackageName().startsWith("org.axonframework")));
    }

    @Test
    void aggregates_are_final_and_their_own_packages_business() {
        classes()
                .that()
                .areAssignableTo(EventSourced.class)
                .and()
                .doNotBelongToAnyOf(EventSourced.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }

    @Test
    void every_aggregate_is_tested_by_axons_fixture() {
        Set<JavaClass> tested = new ClassFileImporter()
                .importPackages(CORE).stream()
                        .filter(test -> test.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Fixtures.class)
                                        && call.getName().equals("of")))
                        .flatMap(test -> test.getCodeUnits().stream())
                        .flatMap(code -> code.getReferencedClassObjects().stream())
                        .map(ReferencedClassObject::getRawType)
                        .collect(Collectors.toSet());
        assertThat(IdentityModel.AGGREGATES)
                .extracting(aggregate -> aggregate.type().getName())
                .isSubsetOf(tested.stream().map(JavaClass::getName).toList());
    }

    @Test
    void only_the_one_fold_changes_a_state() {
        methods()
                .that()
                .areAnnotatedWith(EventSourcingHandler.class)
                .should()
                .beDeclaredIn(EventSourced.class)
                .check(CLASSES);
    }

    @Test
    void a_refusal_is_a_value() {
        methods()
                .that()
                .areAnnotatedWith(CommandHandler.class)
                .should()
                .notHaveRawReturnType(void.class)
                .andShould()
                .notHaveRawReturnType(Object.class)
                .andShould()
                .notBePublic()
                .check(CLASSES);
    }

    @Test
    void every_package_says_what_may_be_null() {
        Set<Package> packages =
                CLASSES.stream().map(type -> type.reflect().getPackage()).collect(Collectors.toSet());
        assertThat(packages).hasSizeGreaterThan(10).allMatch(each -> each.isAnnotationPresent(NullMarked.class));
    }

    private static Set<JavaClass> schema() {
        Set<JavaClass> found = new HashSet<>();
        Deque<JavaClass> next = new ArrayDeque<>();
        next.add(CLASSES.get(DomainEvent.class));
        CLASSES.stream()
                .filter(type -> type.getPackageName().equals(CORE + ".event"))
                .forEach(next::add);
        while (!next.isEmpty()) {
            JavaClass type = next.remove();
            if (found.add(type)) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getPackageName().startsWith(CORE))
                        .forEach(next::add);
            }
        }
        return found;
    }
}
