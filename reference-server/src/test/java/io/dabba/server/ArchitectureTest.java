package io.dabba.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house as the design has it: who may know whom, and who may ask what time it is. */
class ArchitectureTest {
  private static final JavaClasses DABBA =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.dabba");

  private static final String[] LIBRARIES = {
    "io.dabba.geo..", "io.dabba.dispatch..", "io.dabba.search.."
  };

  /** Those that live in wall time, by what they do. */
  private static final Pattern WALL_TIME =
      Pattern.compile(
          "io\\.dabba\\.server\\.("
              // the time in an id is for sorting
              + "Ids"
              // expiry of tokens
              + "|DabbaServer|TokenCommand"
              // when to run what comes again by itself
              + "|scheduling\\.ScheduledWork"
              // stamps of the webhooks that it signs
              + "|payments\\.local\\.LocalGatewayServer"
              // the stamps of signatures
              + "|webhooks\\.Webhooks"
              + ")");

  private static final ArchRule NO_SQL_IN_LIBRARIES =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARIES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..", "javax.sql..", "org.jdbi..", "org.postgresql..", "org.flywaydb..");

  private static final ArchRule NO_HTTP_NOR_BROKER_IN_LIBRARIES =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARIES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.helidon..", "java.net..", "com.nimbusds..", "org.apache.kafka..", "redis..");

  private static final ArchRule GEO_AND_SEARCH_KNOW_NOTHING_OF_DISPATCH =
      noClasses()
          .that()
          .resideInAnyPackage("io.dabba.geo..", "io.dabba.search..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.dabba.dispatch..");

  private static final ArchRule LIBRARIES_KNOW_NOTHING_OF_THE_SERVER =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARIES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.dabba.server..");

  private static final ArchRule GEO_KNOWS_NOTHING_OF_SEARCH =
      noClasses()
          .that()
          .resideInAPackage("io.dabba.geo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.dabba.search..");

  private static final ArchRule DOMAIN_TIME_ONLY =
      noClasses()
          .that(describe("do not live in wall time", type -> !livesInWallTime(type)))
          .should()
          .callMethodWhere(describe("asks for wall time", call -> asksWallTime(call.getTarget())));

  @Test
  void packagesOfTheServer_haveNoCycles() {
    slices().matching("io.dabba.server.(*)..").should().beFreeOfCycles().check(DABBA);
  }

  @Test
  void packagesOfTheWhole_haveNoCycles() {
    slices().matching("io.dabba.(*)..").should().beFreeOfCycles().check(DABBA);
  }

  @Test
  void rootPackageOfTheServer_isUsedByNoOtherButForIds() {
    noClasses()
        .that()
        .resideInAPackage("io.dabba.server.*..")
        .should()
        .dependOnClassesThat(
            describe(
                "are of the root package",
                type ->
                    type.getPackageName().equals("io.dabba.server")
                        && !type.getFullName().equals(Ids.class.getName())))
        .check(DABBA);
  }

  @Test
  void libraries_knowNoSql() {
    NO_SQL_IN_LIBRARIES.check(DABBA);
  }

  @Test
  void libraries_knowNeitherHttpNorBroker() {
    NO_HTTP_NOR_BROKER_IN_LIBRARIES.check(DABBA);
  }

  @Test
  void geoAndSearch_knowNothingOfDispatch() {
    GEO_AND_SEARCH_KNOW_NOTHING_OF_DISPATCH.check(DABBA);
  }

  @Test
  void geo_knowsNothingOfSearch() {
    GEO_KNOWS_NOTHING_OF_SEARCH.check(DABBA);
  }

  @Test
  void libraries_knowNothingOfTheServer() {
    LIBRARIES_KNOW_NOTHING_OF_THE_SERVER.check(DABBA);
  }

  @Test
  void business_asksTheDomainClockOnly() {
    DOMAIN_TIME_ONLY.check(DABBA);
  }

  @ParameterizedTest
  @MethodSource
  void clockRule_findsWhatItForbids(Class<?> culprit) {
    JavaClasses imported = new ClassFileImporter().importClasses(culprit);
    assertThatThrownBy(() -> DOMAIN_TIME_ONLY.check(imported))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(culprit.getSimpleName());
  }

  static Set<Class<?>> clockRule_findsWhatItForbids() {
    return Set.of(AsksInstant.class, AsksSystem.class, AsksClock.class);
  }

  /** The domain clock itself reads wall time where that is what domain time is. */
  private static boolean livesInWallTime(JavaClass type) {
    return !type.getPackageName().startsWith("io.dabba.server")
        || WALL_TIME.matcher(type.getFullName()).matches();
  }

  private static boolean asksWallTime(CodeUnitCallTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    return (owner.getPackageName().equals("java.time")
            && name.equals("now")
            && target.getRawParameterTypes().stream()
                .noneMatch(type -> type.isEquivalentTo(Clock.class)))
        || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
        || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
        || (owner.isEquivalentTo(InstantSource.class) && name.equals("system"));
  }

  static final class AsksInstant {
    Instant now() {
      return Instant.now();
    }
  }

  static final class AsksSystem {
    long now() {
      return System.currentTimeMillis();
    }
  }

  static final class AsksClock {
    Instant now() {
      return Clock.systemUTC().instant();
    }
  }
}
