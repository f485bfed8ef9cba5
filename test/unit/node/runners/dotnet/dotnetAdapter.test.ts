import assert from 'node:assert/strict';
import { csharpFailure, isSetUp } from '../../../../../src/node/runners/dotnet/csharpFailure';
import { scanCsharpTests } from '../../../../../src/node/runners/dotnet/scanCsharpTests';
import type { Files } from '../../../../kit/realRun';
import type { RecordedRunOptions } from '../../../../kit/recordedRun';
import { recordedRun } from '../../../../kit/recordedRun';

const TEST = 'tests/CartTests.cs';
const PROJECT: Files = {
  'tests/Shop.Tests.csproj': '<Project Sdk="Microsoft.NET.Sdk" />',
  'src/Cart.cs': 'namespace Shop;\npublic class Cart { }\n',
  [TEST]: `using Xunit;
using Missing;

namespace Shop.Tests;

public class CartTests
{
    [Fact]
    public void Adds()
    {
        Assert.Equal(3, new Basket().Total(1, 2));
    }

    [Fact]
    public void NotThere() { new Cart().Items(); }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each(int n)
    {
        await Task.CompletedTask;
    }

    [Fact(Skip = "not yet")]
    public void Later() { }

    private void Helper() { }

    public class Empty
    {
        public Empty()
        {
            throw new InvalidOperationException("no database");
        }

        [Fact] public void HasNone() { }
    }
}
`,
};
const dotnet = (script: string, more: Partial<RecordedRunOptions> = {}) =>
  recordedRun({ files: PROJECT, program: 'dotnet', script, run: [TEST], ...more });
/** The report goes where the last argument says; the paths in it are those of this project. */
const leaves = (report: string): string =>
  `for results; do :; done\nsed "s#/project#$(dirname "$PWD")#g" "$FIXTURES/dotnet/${report}" > "$results/run.trx"`;

describe('a recorded run of dotnet test', () => {
  it('gives each test its outcome, with message, place and what was compared', async () => {
    const { report, outcomes, args } = await dotnet(`${leaves('xunit.trx')}\nexit 1`);
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.equal(
      args[args.indexOf('--filter') + 1],
      'FullyQualifiedName~Shop.Tests.CartTests.|FullyQualifiedName~Shop.Tests.CartTests+',
    );
    assert.deepEqual(outcomes, [
      `failed ${TEST}::Adds`,
      `failed ${TEST}::NotThere`,
      `passed ${TEST}::Each(n: 1)`,
      `passed ${TEST}::Each(n: 2)`,
      `skipped ${TEST}::Later`,
      `setup-error ${TEST}::Empty::HasNone`,
    ]);
    const [adds, notThere, each, , later] = report.tests;
    assert.deepEqual([adds?.failure?.exception, adds?.failure?.expected, adds?.failure?.actual], ['', '3', '-1']);
    assert.equal(adds?.line, 9);
    assert.deepEqual(
      adds?.failure?.frames?.map(({ file, line }) => `${file}:${line}`),
      [`${TEST}:11`],
    );
    assert.deepEqual(
      [notThere?.failure?.exception, notThere?.failure?.message, notThere?.durationMs],
      ['NotImplementedException', 'The method or operation is not implemented.', 1500],
    );
    assert.equal(notThere?.failure?.frames?.[0]?.file, 'src/Cart.cs');
    assert.deepEqual([each?.line, later?.failure?.message], [20, 'not yet']);
  });

  it('runs exactly the chosen tests', async () => {
    const { outcomes, args } = await dotnet(leaves('xunit.trx'), {
      request: { tests: [`${TEST}::Each(n: 2)`, `${TEST}::Empty::HasNone`] },
    });
    assert.equal(
      args[args.indexOf('--filter') + 1],
      'FullyQualifiedName=Shop.Tests.CartTests.Each|FullyQualifiedName=Shop.Tests.CartTests+Empty.HasNone',
    );
    assert.deepEqual(outcomes, [`passed ${TEST}::Each(n: 2)`, `setup-error ${TEST}::Empty::HasNone`]);
  });

  it('names what is missing when tests do not compile', async () => {
    const { report } = await dotnet('sed "s#@ROOT@#$(dirname "$PWD")#g" "$FIXTURES/dotnet/notCompiled.txt"\nexit 1');
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.deepEqual(
      report.tests.map(({ name, outcome, failure }) => [
        name,
        outcome,
        failure?.missingSymbol ?? failure?.missingModule,
      ]),
      [
        ['Adds', 'collection-error', 'Basket'],
        ['NotThere', 'collection-error', 'Items'],
        ['Each', 'collection-error', 'Missing'],
        ['Later', 'collection-error', 'Missing'],
        ['HasNone', 'collection-error', 'Missing'],
      ],
    );
  });

  it('has died when the process of the tests did, when a report is broken, and when the build failed', async () => {
    const crashed = await dotnet(`${leaves('crashed.trx')}\nexit 1`);
    assert.match(crashed.report.end.kind === 'died' ? crashed.report.end.detail : '', /Test host process crashed/);
    assert.deepEqual(crashed.outcomes.slice(0, 2), [`passed ${TEST}::Adds`, `not-run ${TEST}::NotThere`]);
    const broken = await dotnet('for results; do :; done\necho "<TestRun>" > "$results/run.trx"');
    assert.equal(broken.report.end.kind, 'died');
    const failed = await dotnet('echo "error NU1101: Unable to find package Nowhere"\nexit 1');
    assert.match(failed.report.end.kind === 'died' ? failed.report.end.detail : '', /NU1101/);
  });

  it('found none when nothing matches', async () => {
    const { report } = await dotnet('echo "No test matches the given testcase filter"');
    assert.equal(report.end.kind, 'none-ran');
  });

  it('says what makes a project', async () => {
    const { report } = await dotnet('', { files: { [TEST]: '' } });
    assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
    assert.equal(report.end.problem.install, 'dotnet new xunit');
  });
});

describe('a failure in C#', () => {
  it('is read as each framework writes it', () => {
    const read = (message: string) => {
      const { exception, message: said, expected, actual } = csharpFailure(message, '', '/project');
      return [exception, said.split('\n', 1)[0], expected, actual];
    };
    assert.deepEqual(read('Assert.AreEqual failed. Expected:<3>. Actual:<-1>. sum'), [
      ...['', 'Assert.AreEqual failed. Expected:<3>. Actual:<-1>. sum', '3', '-1'],
    ]);
    assert.deepEqual(read('  Assert.That(x, Is.EqualTo(3))\n  Expected: 3\n  But was:  -1\n'), [
      ...['', 'Assert.That(x, Is.EqualTo(3))', '3', '-1'],
    ]);
    assert.deepEqual(read('Test method A.B threw exception: \nSystem.FormatException: bad'), [
      ...['FormatException', 'bad', undefined, undefined],
    ]);
    assert.ok(isSetUp('SetUp : System.Exception : no', '', { className: 'A', method: 'B' }));
    assert.ok(!isSetUp('System.Exception : no', '   at A.B()', { className: 'A', method: 'B' }));
  });
});

describe('the tests in the text of a C# file', () => {
  it('are those with the marks of xUnit, NUnit or MSTest', () => {
    const { declared } = scanCsharpTests(
      'OtherTests.cs',
      'namespace A.B\n{\n    [TestClass]\n    public sealed class Tests\n    {\n        [TestMethod, Timeout(10)]\n        public void One()\n        {\n        }\n\n        [NUnit.Framework.TestCase(1)] public static async Task<int> Two(int n) => n;\n        // [Fact]\n        public void Three() { }\n    }\n}\n',
    );
    assert.deepEqual(
      declared.map(({ id, line, endLine }) => `${id} ${line}-${endLine}`),
      ['OtherTests.cs::Tests::One 7-9', 'OtherTests.cs::Tests::Two 11-11'],
    );
  });
});
