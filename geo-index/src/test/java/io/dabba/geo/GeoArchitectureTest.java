package io.dabba.geo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GeoArchitectureTest {
  private static final JavaClasses GEO =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.dabba.geo");

  private static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .callMethodWhere(
              DescribedPredicate.describe("reads a clock", call -> readsClock(call.getTarget())))
          .orShould()
          .dependOnClassesThat(type(Clock.class).or(type(InstantSource.class)));

  private static final ArchRule NO_RANDOMNESS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(RandomGenerator.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID");

  @Test
  void noClockIsRead() {
    NO_CLOCK.check(GEO);
  }

  @Test
  void nothingIsRandom() {
    NO_RANDOMNESS.check(GEO);
  }

  @Test
  void theRulesOnClockAndRandomness_doFindWhatTheyForbid() {
    JavaClasses culprit = new ClassFileImporter().importClasses(Culprit.class);
    for (ArchRule rule : Set.of(NO_CLOCK, NO_RANDOMNESS)) {
      assertThatThrownBy(() -> rule.check(culprit)).isInstanceOf(AssertionError.class);
    }
  }

  /** So no java.sql, no framework, no other part of Dabba. */
  @Test
  void onlyTheJdkH3AndJtsAreUsed() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "io.dabba.geo..",
                "java.io",
                "java.lang..",
                "java.time",
                "java.util..",
                "com.uber.h3core..",
                "org.locationtech.jts..",
                "org.jspecify.annotations"))
        .check(GEO);
  }

  @Test
  void onlyOneClassKnowsH3() {
    noClasses()
        .that()
        .doNotHaveSimpleName("H3Cells")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.uber..")
        .check(GEO);
    assertThat(GEO.get(H3Cells.class).getModifiers()).doesNotContain(JavaModifier.PUBLIC);
  }

  /** The packages are flat, so the classes themselves must have an order. */
  @Test
  void classesFormNoCycle() {
    slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles().check(GEO);
  }

  private static boolean readsClock(AccessTarget.CodeUnitCallTarget target) {
    String owner = target.getOwner().getName();
    boolean now = owner.startsWith("java.time.") && target.getName().equals("now");
    boolean system =
        owner.equals("java.lang.System")
            && Set.of("currentTimeMillis", "nanoTime").contains(target.getName());
    return now || system;
  }

  private static final class TopLevelClasses implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      JavaClass top = javaClass;
      while (top.getEnclosingClass().isPresent()) {
        top = top.getEnclosingClass().get();
      }
      return SliceIdentifier.of(top.getName());
    }

    @Override
    public String getDescription() {
      return "top-level classes";
    }
  }

  @SuppressWarnings("unused")
  private static final class Culprit {
    final Instant now = Instant.now();
    final Random random = ThreadLocalRandom.current();
  }
}
