package io.dabba.search;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SearchArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.dabba");

  @Test
  void search_knowsNeitherDispatchNorServerNorSqlNorHttp() {
    noClasses()
        .that()
        .resideInAPackage("io.dabba.search..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.dabba.dispatch..",
            "io.dabba.server..",
            "java.sql..",
            "javax.sql..",
            "java.net..",
            "io.helidon..")
        .check(CLASSES);
  }

  @Test
  void search_readsNoClockAndNoRandomness() {
    noClasses()
        .that()
        .resideInAPackage("io.dabba.search..")
        .should()
        .callMethodWhere(target(nameMatching("now|currentTimeMillis|nanoTime|random|randomUUID")))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(RandomGenerator.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InstantSource.class)
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.dabba.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
