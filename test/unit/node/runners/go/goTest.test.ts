import assert from 'node:assert/strict';
import { processIsGone } from '../../../../kit/cliRunnerProcessGone';
import { eventually } from '../../../../kit/eventually';
import type { Files, RealRunOptions } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import { runnerFor } from '../runnerFor';

const MODULE = { 'go.mod': 'module example.com/shop\n\ngo 1.22\n' };
const CART = `package cart

func Add(a, b int) int {
	if a < 0 {
		panic("negative")
	}
	return a - b
}

// Later comes later.
func Later() { panic("not implemented") }
`;

function test(body: string, name = 'cart'): string {
  return `package ${name}\n\nimport "testing"\n\n${body}`;
}

describe('a run of go test', function () {
  this.timeout(120_000);

  const run = (files: Files, options?: RealRunOptions) =>
    realRun({ ...MODULE, 'cart/cart.go': CART, ...files }, options);

  it('gives each test and subtest its outcome, with message, place and what was wanted', async () => {
    const { report, outcomes, result } = await run(
      {
        'cart/cart_test.go': `package cart

import (
	"fmt"
	"testing"
)

const source = \`
func TestInAText(t *testing.T) {}
\`

func TestAdd(t *testing.T) {
	fmt.Println("printed")
	if got := Add(1, 2); got != 3 {
		t.Errorf("Add(1, 2) = %d, want %d", got, 3)
	}
}

func TestTable(t *testing.T) {
	for _, name := range []string{"a b", "c/d", "e"} {
		t.Run(name, func(t *testing.T) {
			if name == "e" {
				t.Fatalf("no\\nnever")
			}
			t.Run("deep", func(t *testing.T) {})
		})
	}
}

func TestLater(t *testing.T) { t.Skip("not yet") }

func TestParallel(t *testing.T) { t.Parallel() }

func ExampleAdd() {
	fmt.Println(Add(1, 2))
	// Output: 3
}
`,
        'cart/other_test.go': test('func TestOther(t *testing.T) { t.Fatal("not asked for") }\n'),
      },
      { run: ['cart/cart_test.go'] },
    );
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.equal(report.runner, 'go test');
    assert.match(report.output, /printed/);
    assert.deepEqual(outcomes.toSorted(), [
      'failed cart/cart_test.go::ExampleAdd',
      'failed cart/cart_test.go::TestAdd',
      'failed cart/cart_test.go::TestTable/e',
      'passed cart/cart_test.go::TestParallel',
      'passed cart/cart_test.go::TestTable/a_b/deep',
      'passed cart/cart_test.go::TestTable/c/d/deep',
      'skipped cart/cart_test.go::TestLater',
    ]);
    const add = result('::TestAdd');
    assert.equal(add.line, 12);
    assert.equal(add.failure?.message, 'Add(1, 2) = -1, want 3');
    assert.deepEqual([add.failure?.actual, add.failure?.expected], ['-1', '3']);
    assert.deepEqual(add.failure?.frames, [{ file: 'cart/cart_test.go', line: 15, function: '', library: false }]);
    assert.equal(result('/e').failure?.message, 'no\nnever');
    assert.equal(result('::TestLater').failure?.message, 'not yet');
    assert.deepEqual([result('ExampleAdd').failure?.actual, result('ExampleAdd').failure?.expected], ['-1', '3']);
  });

  it('runs exactly the chosen tests and subtests, in the order of a seed, and measures the asked files', async () => {
    const files = {
      'cart/cart_test.go': test(`func TestAdd(t *testing.T) {
	t.Run("a+b", func(t *testing.T) { Add(1, 2) })
	t.Run("a", func(t *testing.T) { t.Fatal("not chosen") })
}
func TestAddMore(t *testing.T) { t.Fatal("not chosen") }
func TestOne(t *testing.T) {}
func TestTwo(t *testing.T) {}
func TestThree(t *testing.T) {}
`),
    };
    const id = (name: string) => `cart/cart_test.go::${name}`;
    const tests = ['TestAdd/a+b', 'TestOne', 'TestTwo', 'TestThree'].map(id);
    const orders = [];
    for (const seed of [1, 3]) {
      const { report, outcomes } = await run(files, { request: { tests, seed, coverageOf: ['cart/cart.go'] } });
      assert.deepEqual(outcomes.toSorted(), tests.map((each) => `passed ${each}`).toSorted());
      assert.deepEqual(report.coverage, {
        kind: 'measured',
        files: [
          {
            path: 'cart/cart.go',
            lines: [3, 4, 5, 7, 11].map((line) => ({ line, hits: [5, 11].includes(line) ? 0 : 1 })),
          },
        ],
      });
      orders.push(outcomes);
    }
    assert.notDeepEqual(orders[0], orders[1]);
  });

  it('names what is missing when a package does not compile, test by test', async () => {
    const { report, outcomes, result } = await run({
      'cart/cart_test.go': test(`func TestSum(t *testing.T) {
	if Sum(1) != 1 {
		t.Fatal("no")
	}
}

func TestMethod(t *testing.T) {
	c := Cart{}
	c.Add()
}

func TestWrong(t *testing.T) { Add("x") }

func TestNothingOfItsOwn(t *testing.T) { Add(1, 2) }
`),
      'other/other_test.go': `package other

import (
	"testing"

	"example.com/shop/basket"
)

func TestBasket(t *testing.T) { basket.New() }
`,
      'third/third_test.go': `package third_test

import (
	"testing"

	"example.com/shop/third"
	"example.org/nowhere/thing"
)

func TestThird(t *testing.T) { third.New(thing.X) }
`,
      'broken/broken_test.go': test('func TestBroken(t *testing.T) {\n\tif  {\n}\n', 'broken'),
    });
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.deepEqual([...new Set(outcomes.map((each) => each.split(' ')[0]))], ['collection-error']);
    const missing = (name: string) => {
      const { missingSymbol, missingModule, exception, frames } = result(name).failure ?? assert.fail();
      return {
        exception,
        missing: missingSymbol ?? missingModule,
        at: frames?.[0] && `${frames[0].file}:${frames[0].line}`,
      };
    };
    assert.deepEqual(missing('::TestSum'), { exception: 'CompileError', missing: 'Sum', at: 'cart/cart_test.go:6' });
    assert.deepEqual(missing('::TestMethod'), {
      exception: 'CompileError',
      missing: 'Cart',
      at: 'cart/cart_test.go:12',
    });
    assert.deepEqual(missing('::TestWrong'), {
      exception: 'CompileError',
      missing: undefined,
      at: 'cart/cart_test.go:16',
    });
    assert.match(result('::TestWrong').failure?.message ?? '', /^not enough arguments in call to Add\nhave \(string\)/);
    assert.equal(missing('::TestNothingOfItsOwn').missing, 'Sum');
    assert.deepEqual(missing('::TestBasket'), {
      exception: 'CompileError',
      missing: 'basket',
      at: 'other/other_test.go:6',
    });
    assert.equal(missing('::TestThird').missing, 'example.org/nowhere/thing');
    assert.deepEqual(missing('::TestBroken'), {
      exception: 'SyntaxError',
      missing: undefined,
      at: 'broken/broken_test.go:6',
    });
  });

  it('has died, and names the test, when a panic ends the process', async () => {
    const { report, outcomes, result } = await run({
      'cart/cart_test.go': test(`func TestFirst(t *testing.T) {}

func TestWaiting(t *testing.T) { t.Parallel() }

func TestPanics(t *testing.T) {
	t.Run("inner", func(t *testing.T) { Later() })
}

func TestLast(t *testing.T) {}
`),
    });
    assert.equal(report.end.kind, 'died');
    assert.deepEqual(outcomes.toSorted(), [
      'crashed cart/cart_test.go::TestPanics/inner',
      'not-run cart/cart_test.go::TestLast',
      'not-run cart/cart_test.go::TestWaiting',
      'passed cart/cart_test.go::TestFirst',
    ]);
    const { failure } = result('/inner');
    assert.deepEqual([failure?.exception, failure?.message], ['panic', 'not implemented']);
    assert.deepEqual(
      failure?.frames?.map(({ file, line, library }) => ({ file, line, library })),
      [
        { file: 'cart/cart.go', line: 11, library: false },
        { file: 'cart/cart_test.go', line: 10, library: false },
      ],
    );
  });

  it('has died when a test ends the process, and says where one hangs', async () => {
    const { report, outcomes, result } = await run(
      {
        'exits/a_test.go':
          'package exits\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestFirst(t *testing.T) {}\nfunc TestExits(t *testing.T) { os.Exit(3) }\nfunc TestLast(t *testing.T) {}\n',
        'hangs/b_test.go': test(
          'func TestFirst(t *testing.T) {}\n\nfunc TestHangs(t *testing.T) {\n\tselect {}\n}\n\nfunc TestLast(t *testing.T) {}\n',
          'hangs',
        ).replace(
          'import "testing"',
          'import (\n\t"testing"\n\t"time"\n)\n\nfunc init() { time.AfterFunc(time.Hour, func() {}) }',
        ),
        'gives/c_test.go':
          'package gives\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) { os.Exit(4) }\nfunc TestFirst(t *testing.T) {}\n',
        'starts/d_test.go': test('func init() { panic("too early") }\nfunc TestFirst(t *testing.T) {}\n', 'starts'),
      },
      { request: { testTimeLimitMs: 300 } },
    );
    assert.equal(report.end.kind, 'died');
    assert.deepEqual(outcomes.toSorted(), [
      'collection-error starts/d_test.go::TestFirst',
      'crashed exits/a_test.go::TestExits',
      'not-run exits/a_test.go::TestLast',
      'not-run hangs/b_test.go::TestLast',
      'passed exits/a_test.go::TestFirst',
      'passed hangs/b_test.go::TestFirst',
      'setup-error gives/c_test.go::TestFirst',
      'timed-out hangs/b_test.go::TestHangs',
    ]);
    assert.deepEqual(
      result('::TestHangs').failure?.frames?.map(({ file, line }) => `${file}:${line}`),
      ['hangs/b_test.go:13'],
    );
    assert.equal(result('starts/d_test.go::TestFirst').failure?.message, 'too early');
  });

  it('is not fooled by what a test prints, nor by a process that calls its failure a success', async () => {
    const { report, outcomes } = await run({
      'cart/cart_test.go': `package cart

import (
	"fmt"
	"testing"
)

func TestForges(t *testing.T) {
	fmt.Println("{\\"Action\\":\\"pass\\",\\"Package\\":\\"example.com/shop/cart\\",\\"Test\\":\\"TestForges\\"}")
	fmt.Print("--- PASS: TestForges (0.00s)\\n")
	t.Fatal("no")
}
`,
    });
    assert.deepEqual(outcomes, ['failed cart/cart_test.go::TestForges']);
    assert.deepEqual(report.end, { kind: 'completed' });
  });

  it('is over at once when it is cancelled, with everything it started, and passes on no keys', async () => {
    let output = '';
    let pid: number | undefined;
    const { report, outcomes } = await run(
      {
        'cart/cart_test.go': `package cart

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

func TestFirst(t *testing.T) {}

func TestHangs(t *testing.T) {
	child := exec.Command("sleep", "600")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("SEEN %v\\nPID %d\\n", os.Environ(), child.Process.Pid)
	child.Wait()
}
`,
      },
      {
        env: { ...process.env, ANTHROPIC_API_KEY: 'sk-secret-value', GOPROXY: 'https://name:word@proxy.example' },
        onEvent: (event, abort) => {
          if (event.kind === 'output') output += event.text;
          pid = Number(/^PID (\d+)$/m.exec(output)?.[1]) || undefined;
          if (pid !== undefined) abort();
        },
      },
    );
    assert.equal(report.end.kind, 'cancelled');
    assert.deepEqual(outcomes, ['passed cart/cart_test.go::TestFirst', 'not-run cart/cart_test.go::TestHangs']);
    assert.match(output, /SEEN .*PATH=/);
    assert.doesNotMatch(output, /sk-secret-value|name:word/);
    const child = pid ?? assert.fail('it said no number');
    await eventually(() => assert.ok(processIsGone(child)));
  });

  it('found none when no test stands in the files', async () => {
    const { report } = await run(
      { 'cart/cart_test.go': 'package cart\n', 'cart/b_test.go': test('func TestB(t *testing.T) {}') },
      {
        run: ['cart/cart_test.go'],
      },
    );
    assert.equal(report.end.kind, 'none-ran');
    assert.deepEqual(report.tests, []);
  });

  it('says what to install, and which command makes a module', async () => {
    const without = await run({ 'cart/cart_test.go': test('') }, { env: { PATH: '' } });
    assert.equal(without.report.end.kind === 'not-started' && without.report.end.problem.kind, 'runner-missing');
    const { report } = await realRun({ 'a_test.go': test('func TestA(t *testing.T) {}', 'a') });
    assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
    assert.match(report.end.problem.install, /^go mod init/);
  });

  it('gives the plain command, and the parser’s word on each file', async () => {
    const workspace = await TemporaryWorkspace.make({
      ...MODULE,
      'cart/cart_test.go': test('func TestA(t *testing.T) {}\n'),
      'cart/odd name.go': 'package cart\n\nfunc (\n',
      'cart/fine.go': 'package   cart\n',
      'README.md': '# x',
    });
    try {
      const runner = await runnerFor(workspace, 'cart/cart_test.go');
      const command = await runner.command({ files: ['cart/cart_test.go'], tests: ['cart/cart_test.go::TestA/x y'] });
      assert.ok(command.ok);
      assert.equal(command.value.text, 'go test "-run=^TestA\\$/^x y\\$" ./cart');
      assert.deepEqual(command.value.args, ['test', '-run=^TestA$/^x y$', './cart']);
      const checks = await runner.checkSyntax(
        ['cart/cart_test.go', 'cart/odd name.go', 'cart/fine.go', 'README.md'],
        new AbortController().signal,
      );
      assert.deepEqual(
        checks.map(({ path, error }) => [path, error === undefined]),
        [
          ['cart/cart_test.go', true],
          ['cart/odd name.go', false],
          ['cart/fine.go', true],
        ],
      );
      assert.match(checks[1]?.error ?? '', /^expected .*\(line 3\)$/);
    } finally {
      await workspace.dispose();
    }
  });
});
