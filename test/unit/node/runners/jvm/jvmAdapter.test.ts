import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { readJunitReport } from '../../../../../src/node/runners/jvm/junitReport';
import { scanJvmTests } from '../../../../../src/node/runners/jvm/scanJvmTests';
import { readXml } from '../../../../../src/node/runners/readXml';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';
import type { Files } from '../../../../kit/realRun';
import type { RecordedRunOptions } from '../../../../kit/recordedRun';
import { recordedRun } from '../../../../kit/recordedRun';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import { runnerFor } from '../runnerFor';

const RECORDED = path.join(repositoryRoot, 'test/fixtures/reports/maven');
const TEST = 'src/test/java/shop/CartTest.java';
const JAVA: Files = {
  'src/main/java/shop/Cart.java': 'package shop;\n\npublic class Cart {}\n',
  [TEST]: `package shop;

import static org.junit.jupiter.api.Assertions.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CartTest {
  @Test
  void adds() {
    // one and two
    assertEquals(3, new Cart().total(1, 2));
  }

  @Test void notThere() {
    new Cart().items();
  }

  @Test void passes() {
    boolean right = true;
  }

  @Test
  @Disabled("later")
  void later() {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void each(int n) {
    assertEquals(1, n);
  }

  @Nested
  class Empty {
    @Test
    void hasNone() {
      assertEquals("a\\nb", "a\\nc", "texts");
    }
  }
}
`,
};
const MAVEN = { ...JAVA, 'pom.xml': '<project><build>jacoco-maven-plugin</build></project>' };
const GRADLE = { ...JAVA, 'build.gradle.kts': 'plugins { java }\n' };
const LEAVES_REPORTS =
  'mkdir -p target/surefire-reports\ncp "$FIXTURES"/maven/TEST-shop.CartTest*.xml target/surefire-reports';

const maven = (script: string, more: Partial<RecordedRunOptions> = {}) =>
  recordedRun({ files: MAVEN, program: 'mvn', script, run: [TEST], ...more });
const gradle = (script: string, more: Partial<RecordedRunOptions> = {}) =>
  recordedRun({ files: GRADLE, program: 'gradle', script, run: [TEST], ...more });

describe('a recorded run of Maven', () => {
  it('gives each test its outcome, with message, place and what was compared', async () => {
    const { report, outcomes, args } = await maven(`${LEAVES_REPORTS}\nexit 1`);
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.ok(args.includes('-Dtest=shop.CartTest'));
    assert.deepEqual(outcomes.toSorted(), [
      `failed ${TEST}::Empty::hasNone`,
      `failed ${TEST}::adds`,
      `failed ${TEST}::each(int)[2]`,
      `failed ${TEST}::notThere`,
      `passed ${TEST}::each(int)[1]`,
      `passed ${TEST}::passes`,
      `skipped ${TEST}::later`,
    ]);
    const { failure, line } = report.tests.find((test) => test.name === 'adds') ?? assert.fail();
    assert.equal(line, 10);
    assert.deepEqual(
      [failure?.exception, failure?.message, failure?.expected, failure?.actual],
      ['AssertionFailedError', 'expected: <3> but was: <-1>', '3', '-1'],
    );
    assert.deepEqual(failure?.frames, [{ file: TEST, line: 11, function: 'CartTest.adds', library: false }]);
    const notThere = report.tests.find((test) => test.name === 'notThere')?.failure;
    assert.deepEqual(notThere?.frames?.[0]?.file, 'src/main/java/shop/Cart.java');
  });

  it('runs exactly the chosen tests, and measures the asked files', async () => {
    const { report, outcomes, args } = await maven(
      `${LEAVES_REPORTS}\nmkdir -p target/site/jacoco\ncp "$FIXTURES/maven/jacoco.xml" target/site/jacoco`,
      {
        request: {
          tests: [`${TEST}::each(int)[1]`, `${TEST}::passes`, `${TEST}::Empty::hasNone`],
          coverageOf: ['src/main/java/shop/Cart.java'],
        },
      },
    );
    assert.ok(args.includes('-Dtest=shop.CartTest#each+passes,shop.CartTest$Empty#hasNone'));
    assert.ok(args.includes('jacoco:report'));
    assert.deepEqual(outcomes.toSorted(), [
      `failed ${TEST}::Empty::hasNone`,
      `passed ${TEST}::each(int)[1]`,
      `passed ${TEST}::passes`,
    ]);
    // The lines that were measured are theirs too.
    assert.deepEqual(report.beside?.toSorted(), [`${TEST}::adds`, `${TEST}::each(int)[2]`, `${TEST}::notThere`]);
    assert.deepEqual(report.coverage, {
      kind: 'measured',
      files: [
        {
          path: 'src/main/java/shop/Cart.java',
          lines: [3, 5, 6, 8, 12].map((line) => ({ line, hits: line === 6 ? 0 : 1 })),
        },
      ],
    });
  });

  it('measures with data of its own, and believes no report that holds an earlier run', async () => {
    const leaves = (start: string) =>
      `${LEAVES_REPORTS}\nmkdir -p target/site/jacoco\nsed "s#<package #<sessioninfo id='s' start='${start}' dump='2'/><package #" "$FIXTURES/maven/jacoco.xml" > target/site/jacoco/jacoco.xml`;
    const request = { coverageOf: ['src/main/java/shop/Cart.java'] };
    const own = await maven(leaves('$(date +%s)999'), { request });
    assert.equal(own.report.coverage?.kind, 'measured');
    const [written, read] = ['destFile', 'dataFile'].map((name) => {
      const given = own.args.find((arg) => arg.startsWith(`-Djacoco.${name}=`)) ?? '';
      return given.slice(given.indexOf('=') + 1);
    });
    assert.ok(path.isAbsolute(written ?? '') && written === read, own.args.join(' '));
    const { coverage } = (await maven(leaves('1'), { request })).report;
    assert.match(coverage?.kind === 'unavailable' ? coverage.detail : '', /holds earlier runs too/);
  });

  it('names what is missing when tests do not compile', async () => {
    const test = 'src/test/java/shop/BasketTest.java';
    const source = `package shop;

import com.missing.Thing;
import org.junit.jupiter.api.Test;
import shop.basket.Basket;

class BasketTest {
  @Test
  void starts() {
    Basket basket = new Basket();
    new Cart().sum();
  }

  @Test
  void other() {
    Nothing.at();
    int x = "a";
  }
}
`;
    const { report } = await maven('sed "s#@ROOT@#$PWD#g" "$FIXTURES/maven/notCompiled.txt"\nexit 1', {
      files: { ...MAVEN, [test]: source },
      run: [test],
    });
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.deepEqual(
      report.tests.map(({ outcome, line, failure }) => [
        outcome,
        line,
        failure?.missingSymbol ?? failure?.missingModule,
      ]),
      [
        ['collection-error', 9, 'Basket'],
        ['collection-error', 15, undefined],
        ['collection-error', 3, 'com.missing.Thing'],
        ['collection-error', 5, 'shop.basket.Basket'],
        ['collection-error', 11, 'sum'],
        ['collection-error', 16, 'Nothing'],
      ],
    );
    assert.match(report.tests[1]?.failure?.message ?? '', /^incompatible types/);
  });

  it('has died when a test ends its process, also with code 0', async () => {
    const test = 'src/test/java/shop/BasketTest.java';
    const { report, outcomes } = await maven('sed "s#@ROOT@#$PWD#g" "$FIXTURES/maven/crashed.txt"\nexit 1', {
      files: { ...MAVEN, [test]: 'package shop;\nclass BasketTest {\n  @Test void first() {}\n}\n' },
      run: [test],
    });
    assert.equal(report.end.kind, 'died');
    assert.deepEqual(outcomes, [`crashed ${test}::first`]);
  });

  it('believes no report of an earlier run, and none that cannot be read', async () => {
    const old = await maven('exit 0', {
      files: {
        ...MAVEN,
        'target/surefire-reports/TEST-shop.CartTest.xml':
          '<testsuite><testcase name="adds" classname="shop.CartTest"/></testsuite>',
      },
    });
    assert.equal(old.report.end.kind, 'none-ran');
    assert.deepEqual(old.outcomes, []);
    const broken = await maven(
      'mkdir -p target/surefire-reports\necho "<testsuite>" > target/surefire-reports/TEST-x.xml',
    );
    assert.equal(broken.report.end.kind, 'died');
    const failed = await maven('echo "[ERROR] Could not resolve dependencies"\nexit 1');
    assert.match(failed.report.end.kind === 'died' ? failed.report.end.detail : '', /Could not resolve dependencies/);
  });

  it('starts at the top of a build of several modules', async () => {
    const test = 'modules/cart/src/test/java/shop/CartTest.java';
    const { report, args } = await maven('pwd > started\nexit 1', {
      files: {
        'pom.xml': '<project><modules><module>modules/cart</module></modules></project>',
        'modules/pom.xml': '<project></project>',
        'modules/cart/pom.xml': '<project></project>',
        [test]: JAVA[TEST] ?? '',
      },
      run: [test],
    });
    assert.deepEqual(args.slice(args.indexOf('-pl'), args.indexOf('-pl') + 3), ['-pl', 'modules/cart', '-am']);
    assert.equal(report.command, 'mvn -pl modules/cart -am test -Dtest=shop.CartTest');
  });
});

describe('a recorded run of Gradle', () => {
  it('gives each test its outcome, also where parameters give several one name', async () => {
    const { report, outcomes, args } = await gradle(
      'mkdir -p build/test-results/test\ncp "$FIXTURES"/gradle/*.xml build/test-results/test\nexit 1',
      { request: { coverageOf: ['src/main/java/shop/Cart.java'] } },
    );
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.deepEqual(
      args.filter((arg) => arg.startsWith('shop.')),
      ['shop.CartTest', 'shop.CartTest$*'],
    );
    assert.deepEqual(outcomes, [
      `failed ${TEST}::adds`,
      `failed ${TEST}::notThere`,
      `passed ${TEST}::passes`,
      `skipped ${TEST}::later`,
      `passed ${TEST}::[1] 1`,
      `failed ${TEST}::[1] 1 (2)`,
    ]);
    const adds = report.tests[0];
    assert.equal(adds?.failure?.message, 'expected: <3> but was: <-1>');
    assert.deepEqual(
      report.tests[1]?.failure?.frames?.map(({ file, library }) => `${library ? 'library' : 'own'} ${file}`),
      ['library com/example/parts/Parts.java', 'own src/main/java/shop/Cart.java', `own ${TEST}`],
    );
    assert.equal(report.coverage?.kind, 'unavailable');
  });

  it('names what is missing when tests do not compile', async () => {
    const { report } = await gradle('sed "s#@ROOT@#$PWD#g" "$FIXTURES/gradle/notCompiled.txt"\nexit 1');
    assert.deepEqual(report.end, { kind: 'completed' });
    const failures = report.tests.map(({ name, failure }) => [name, failure?.exception, failure?.missingSymbol]);
    assert.deepEqual(failures.slice(0, 3), [
      ['adds', 'CompileError', 'Basket'],
      ['notThere', 'CompileError', 'Basket'],
      ['passes', 'CompileError', undefined],
    ]);
  });
});

describe('the program of a build', () => {
  it("is the one on PATH, and only where there is none the project's own script", async () => {
    const workspace = await TemporaryWorkspace.make({ ...GRADLE, 'bin/README': '' });
    try {
      await workspace.write('gradlew', '#!/bin/sh\n', 0o755);
      const program = async (): Promise<string | undefined> => {
        const runner = await runnerFor(workspace, TEST, { PATH: workspace.path('bin') });
        const command = await runner.command({ files: [TEST] });
        return command.ok ? path.relative(workspace.root, command.value.program) : undefined;
      };
      assert.equal(await program(), 'gradlew');
      await workspace.write('bin/gradle', '#!/bin/sh\n', 0o755);
      assert.equal(await program(), 'bin/gradle');
      await rm(workspace.path('gradlew'));
      await rm(workspace.path('bin/gradle'));
      assert.equal(await program(), undefined);
    } finally {
      await workspace.dispose();
    }
  });

  it('is not needed for the word of the parser on each Java file', async () => {
    const workspace = await TemporaryWorkspace.make({ ...GRADLE, 'B.kt': '' });
    try {
      const said = `./${TEST}:8: error: illegal start of expression\n    int x = ;\n            ^\n1 error`;
      await workspace.write('bin/javac', `#!/bin/sh\necho '${said}'\nexit 1\n`, 0o755);
      const runner = await runnerFor(workspace, TEST, { PATH: `${workspace.path('bin')}:/usr/bin:/bin` });
      const paths = [TEST, 'src/main/java/shop/Cart.java', 'B.kt'];
      assert.deepEqual(await runner.checkSyntax(paths, new AbortController().signal), [
        { path: TEST, error: 'illegal start of expression (line 8)' },
        { path: 'src/main/java/shop/Cart.java', error: undefined },
      ]);
    } finally {
      await workspace.dispose();
    }
  });
});

describe('a JUnit report', () => {
  const places = { sourceOf: () => undefined };

  it('tells set-up from the test by the stack', async () => {
    const source = 'package shop;\nclass EachTest {\n  @BeforeEach void open() {}\n  @Test void first() {}\n}\n';
    const file = scanJvmTests('t/EachTest.java', source);
    const each = readXml(await readFile(path.join(RECORDED, 'TEST-shop.EachTest.xml'), 'utf8'));
    assert.deepEqual(
      readJunitReport(each ?? assert.fail(), [file], places).map((test) => `${test.outcome} ${test.id}`),
      ['setup-error t/EachTest.java::first'],
    );
    const basket = scanJvmTests('t/BasketTest.java', source.replace('EachTest', 'BasketTest'));
    const whole = readXml(await readFile(path.join(RECORDED, 'TEST-shop.BasketTest.xml'), 'utf8'));
    assert.deepEqual(
      readJunitReport(whole ?? assert.fail(), [basket], places).map((test) => `${test.outcome} ${test.id}`),
      ['setup-error t/BasketTest.java::first'],
    );
  });

  it('says that a test is flaky when it passed only when run again', () => {
    const file = scanJvmTests('CartTest.java', 'class CartTest {\n  @Test void adds() {}\n}\n');
    const report = readXml(
      '<testsuite><testcase name="adds" classname="CartTest" time="0.1"><flakyFailure message="no" type="AssertionError">x</flakyFailure></testcase></testsuite>',
    );
    const [test] = readJunitReport(report ?? assert.fail(), [file], places);
    assert.deepEqual([test?.outcome, test?.failure?.message], ['flaky', 'no']);
  });
});

describe('the tests in the text of a Kotlin file', () => {
  it('are named with their inner classes; names may be sentences', () => {
    const {
      namespace: name,
      classes,
      declared,
    } = scanJvmTests(
      'CartTest.kt',
      'package shop.cart\n\ninternal class CartTest {\n    @Test\n    fun `adds two items`() {\n    }\n\n    @Nested\n    inner class Empty {\n        @Test fun has(): Unit = check(true)\n    }\n}\n\nclass Other {\n    @Test\n    fun it() {}\n}\n',
    );
    assert.deepEqual([name, classes], ['shop.cart', ['CartTest', 'Other']]);
    assert.deepEqual(
      declared.map(({ id, line }) => `${id} ${line}`),
      ['CartTest.kt::adds two items 5', 'CartTest.kt::Empty::has 10', 'CartTest.kt::Other::it 16'],
    );
  });
});
