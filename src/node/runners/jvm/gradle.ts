import type { BuildTool, ChosenClass } from './buildTool';

export const GRADLE: BuildTool = {
  name: 'gradle',
  program: 'gradle',
  wrapper: 'gradlew',
  install: 'install Gradle (https://gradle.org/install/)',
  markers: ['build.gradle', 'build.gradle.kts'],
  reports: 'build/test-results/test',
  coverage: { folder: 'build/reports/jacoco/test', file: /^jacocoTestReport\.xml$/ },
  noCoverage: 'the build has no JaCoCo plugin with an XML report (reports.xml.required = true)',

  async commandFor({ project, classes, coverageData }) {
    const chosen = classes.flatMap(chosenTests).flatMap((pattern) => ['--tests', pattern]);
    return {
      folder: project,
      args: [
        // A daemon would outlive the run. What ran before is run again, and never taken from a cache.
        ...['--console=plain', '--no-daemon', '--no-build-cache', '--continue', 'cleanTest', 'test', ...chosen],
        // Its plugin begins a new data file with each run of the tests.
        ...(coverageData === undefined ? [] : ['jacocoTestReport']),
      ],
      plain: ['test', ...chosen],
    };
  },

  crashedClass: () => undefined,
};

/** `shop.CartTest.adds`; with an inner class, or with what parameters make of a method. */
function chosenTests({ name, methods }: ChosenClass): readonly string[] {
  return methods === undefined ? [name, `${name}$*`] : methods.map((method) => `${name}.${method}*`);
}
