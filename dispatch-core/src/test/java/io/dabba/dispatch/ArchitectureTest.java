package io.dabba.dispatch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The core decides, the runtime acts: only the latter knows of clocks, threads and logs. */
class ArchitectureTest {
  private static final JavaClasses DISPATCH =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.dabba.dispatch");

  private static final ArchRule NO_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackages("..runtime..", "..testkit..")
          .should()
          .callMethodWhere(describe("reads a clock", call -> readsClock(call.getTarget())))
          .orShould()
          .dependOnClassesThat(assignableTo(InstantSource.class));

  private static final ArchRule NO_RANDOMNESS =
      noClasses()
          .that()
          .resideOutsideOfPackages("..runtime..", "..testkit..")
          .should()
          .dependOnClassesThat(assignableTo(RandomGenerator.class))
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID");

  private static final ArchRule NO_THREADS =
      noClasses()
          .that()
          .resideOutsideOfPackage("..runtime..")
          .should()
          .dependOnClassesThat(
              assignableTo(Thread.class)
                  .or(assignableTo(Executor.class))
                  .or(assignableTo(CompletableFuture.class))
                  .or(assignableTo(Timer.class)));

  private static final ArchRule NO_LOGGER =
      noClasses()
          .that()
          .resideOutsideOfPackage("..runtime..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "java.util.logging.."))
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  private static final ArchRule NO_DATABASE_NOR_NETWORK =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql..", "javax.sql..", "java.net..", "java.nio.."));

  @Test
  void clocks_areReadInTheRuntimeAndTestkitOnly() {
    NO_CLOCK.check(DISPATCH);
  }

  @Test
  void nothingIsRandom_butTheTestkit() {
    NO_RANDOMNESS.check(DISPATCH);
  }

  @Test
  void threads_areOfTheRuntimeOnly() {
    NO_THREADS.check(DISPATCH);
  }

  @Test
  void onlyTheRuntimeLogs() {
    NO_LOGGER.check(DISPATCH);
  }

  @Test
  void nothingKnowsADatabaseOrANetwork() {
    NO_DATABASE_NOR_NETWORK.check(DISPATCH);
  }

  @ParameterizedTest
  @ValueSource(classes = {ReadsClock.class, Draws.class, Forks.class, Logs.class, Connects.class})
  void eachRule_findsWhatItForbids(Class<?> culprit) {
    JavaClasses imported = new ClassFileImporter().importClasses(culprit);
    ArchRule rule =
        switch (culprit.getSimpleName()) {
          case "ReadsClock" -> NO_CLOCK;
          case "Draws" -> NO_RANDOMNESS;
          case "Forks" -> NO_THREADS;
          case "Logs" -> NO_LOGGER;
          default -> NO_DATABASE_NOR_NETWORK;
        };

    assertThatThrownBy(() -> rule.check(imported)).isInstanceOf(AssertionError.class);
  }

  @Test
  void onlyTheJdkGeoIndexAndALoggingFacade_areUsed() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "io.dabba.dispatch..",
                "io.dabba.geo",
                "java.lang..",
                "java.time..",
                "java.util..",
                "org.jspecify.annotations",
                "org.slf4j"))
        .check(DISPATCH);
  }

  @Test
  void packages_formNoCycle() {
    slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(DISPATCH);
  }

  @Test
  void whatIsForTests_isNotUsedByTheRest() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..testkit..")
        .check(DISPATCH);
  }

  @Test
  void coreDoesNotKnowItsRuntime() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..runtime..", "..testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..runtime..")
        .check(DISPATCH);
  }

  private static boolean readsClock(CodeUnitCallTarget target) {
    String owner = target.getOwner().getName();
    boolean now = owner.startsWith("java.time.") && target.getName().equals("now");
    boolean system =
        owner.equals("java.lang.System")
            && Set.of("currentTimeMillis", "nanoTime").contains(target.getName());
    return now || system;
  }

  private static final class Packages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(javaClass.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  @SuppressWarnings("unused")
  private static final class ReadsClock {
    final Instant now = Instant.now();
    final long nanos = System.nanoTime();
    final Clock clock = Clock.systemUTC();
  }

  @SuppressWarnings("unused")
  private static final class Draws {
    final Random random = ThreadLocalRandom.current();
  }

  @SuppressWarnings("unused")
  private static final class Forks {
    final Thread thread = Thread.currentThread();
  }

  @SuppressWarnings("unused")
  private static final class Logs {
    final Logger logger = LoggerFactory.getLogger(Logs.class);
  }

  @SuppressWarnings("unused")
  private static final class Connects {
    final URI uri = URI.create("http://localhost");
  }
}
