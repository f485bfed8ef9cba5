import type { LanguagePack } from './languagePack';

export const JAVA: LanguagePack = {
  language: 'Java',
  tests: 'JUnit 5',
  red: [
    'The test class has the name of its file and stands in the package of what it tests; it uses org.junit.jupiter.api, another library only where <examples> use it.',
    'Each id is a tag of its own: @Tag("FR-001").',
    'As long as the code is missing the tests do not compile: "cannot find symbol" for what the specification names is the failure that counts now, and the only one. So every other import must be right. No @Disabled, no assumptions.',
    'Write @Test methods named after the behaviour, @ParameterizedTest with @CsvSource or @MethodSource where only values differ and the build has junit-jupiter-params, @Nested classes to group; @BeforeEach and @AfterEach for set-up and tear-down, @TempDir for files.',
    'Assert with assertEquals(expected, actual); expect an error with assertThrows(ItsClass.class, () -> …) and look at its message.',
    'Wait for async results with get(…) and a limit of time, never with Thread.sleep.',
  ],
  green: [
    'Throw the exceptions that the specification names, unchecked ones unless it says else; never give null where Optional or an empty collection says it.',
    'Write Javadoc on what is public; records for plain data, enums for fixed values, final fields, only as public as needed.',
    'Import the JDK and what the build file names already, nothing else.',
  ],
  refactor: [
    'Prefer records, immutable collections, streams where they are clearer, switch expressions and guard clauses, within the Java version of the build.',
  ],
};
