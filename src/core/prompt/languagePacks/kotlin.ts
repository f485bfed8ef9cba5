import type { LanguagePack } from './languagePack';

export const KOTLIN: LanguagePack = {
  language: 'Kotlin',
  tests: 'JUnit 5',
  red: [
    'The test class has the name of its file and stands in the package of what it tests; it uses org.junit.jupiter.api, or kotlin.test where <examples> use it.',
    'Each id is a tag of its own: @Tag("FR-001").',
    'As long as the code is missing the tests do not compile: "unresolved reference" for what the specification names is the failure that counts now, and the only one. So every other import must be right. No @Disabled, no assumptions.',
    'Write @Test functions named after the behaviour, with backticks where <examples> do; @ParameterizedTest where only values differ and the build has junit-jupiter-params; @BeforeEach and @AfterEach for set-up and tear-down, @TempDir for files.',
    'Assert with assertEquals(expected, actual); expect an error with assertThrows<ItsClass> { … } and look at its message.',
    'Run suspending code with runTest where the build has kotlinx-coroutines-test, else with runBlocking; never Thread.sleep.',
  ],
  green: [
    'Throw the exceptions that the specification names, with require and check where they fit; nullable types only where nothing is an answer, and no !!.',
    'Write KDoc on what is public; data classes for plain data, enum or sealed classes for fixed values, val before var.',
    'Import what the build file names already, nothing else.',
  ],
  refactor: [
    'Prefer data and sealed classes, when as an expression, extension functions, val and the functions of collections; no !!, no scope functions inside each other.',
  ],
};
