package dev.postern.jobs;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "dev.postern", importOptions = DoNotIncludeTests.class)
class JobsBoundaryTests {

	@ArchTest
	static final ArchRule onlyJobsKnowsTheScheduler = noClasses().that()
		.resideOutsideOfPackage("dev.postern.jobs")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("com.github.kagkarlsson..");

}
