import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { ensurePytest } from '../kit/editor/python';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { nodePorts } from '../kit/nodePorts';
import { sampleComponent, sampleSession } from '../kit/sampleSession';

const EXTENSIONS = ['ms-python.python', 'ms-python.debugpy', 'golang.go'];

const FILES = {
  'tests/test_cart.py': 'def test_adds():\n    assert 1 + 1 == 3\n\n\ndef test_removes():\n    assert 2 - 1 == 3\n',
  'tests/test_order.py': 'def test_sends():\n    assert False\n',
  'go.mod': 'module example.com/shop\n\ngo 1.20\n',
  'stack/stack_test.go': goTests('stack', 'TestPush', 'TestPop', 'TestPopOfEmpty'),
  'queue/queue_test.go': goTests('queue', 'TestEnqueue'),
};

/** A session with tests in Python and Go, all of which fail: so each says that it ran. */
export async function setup(workspace: string): Promise<HostSetup> {
  for (const [name, text] of Object.entries(FILES)) {
    const file = path.join(workspace, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const components = [
    sampleComponent('cart', { testsFile: 'tests/test_cart.py' }),
    sampleComponent('stack', { testsFile: 'stack/stack_test.go' }),
    sampleComponent('queue', { testsFile: 'queue/queue_test.go' }),
  ];
  await nodePorts(workspace).sessions.write(sampleSession({ components }));
  const pytest = await ensurePytest();
  const folders = [...(pytest === undefined ? [] : [pytest]), process.env['PATH']];
  return {
    env: { PATH: folders.join(path.delimiter) },
    otherExtensions: EXTENSIONS.map((id) => path.join(repositoryRoot, 'test/fixtures/extensions', id)),
  };
}

function goTests(name: string, ...tests: readonly string[]): string {
  const bodies = tests.map((test) => `func ${test}(t *testing.T) { t.Fatal("not yet") }\n`);
  return [`package ${name}\n`, 'import "testing"\n', ...bodies].join('\n');
}
