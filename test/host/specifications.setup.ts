import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadSpecification } from '../../src/core/spec/loadSpecification';
import { markDemands } from '../../src/core/tdflow/demands';
import { markFiles, markSpecification } from '../../src/core/tdflow/fileMarks';
import { judgeGreen } from '../../src/core/verdict/judgeGreen';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { greenEvidence } from '../kit/greenEvidence';
import { must } from '../kit/must';
import { nodePorts } from '../kit/nodePorts';
import { sampleComponent, sampleRecord, sampleSession } from '../kit/sampleSession';
import { componentNamed } from '../kit/sampleSpecification';
import { testReport, testResult } from '../kit/testReport';

const TESTS = 'def test_fr_1_counts():\n    pass\n\n\ndef test_fr_2_total():\n    assert False\n';
const OTHER = 'openapi: 3.1.0\ninfo: {}\ncomponents:\n  schemas: {}\n';

/** A specification of GitHub Spec Kit, one of ours, and files that only look a little like one. */
export async function setup(workspace: string): Promise<HostSetup> {
  const sources = path.join(repositoryRoot, 'test/golden/files/specifications/sources');
  for (const name of ['001-cart', '002-cart']) {
    await cp(path.join(sources, '001-cart'), path.join(workspace, 'specs', name), { recursive: true });
  }
  await cp(path.join(sources, 'architecture'), path.join(workspace, 'architecture'), { recursive: true });
  await mkdir(path.join(workspace, 'docs'));
  await writeFile(path.join(workspace, 'docs/api.yaml'), OTHER);
  await writeFile(path.join(workspace, 'README.md'), '# Notes\n\n## Requirements\n\n1. Node 20\n');
  await writeFile(path.join(workspace, 'specs/broken.yaml'), 'spec_id: broken\ncomponents:\n  - name: [cart\n');
  await recordRun(workspace, await readFile(path.join(sources, 'architecture/Architecture.md'), 'utf8'));
  return {};
}

/** A session over a copy of the architecture, in which one test of its cart passed and one failed. */
async function recordRun(workspace: string, text: string): Promise<void> {
  const specFile = 'proven/Architecture.md';
  for (const [file, content] of [
    [specFile, text],
    ['tests/test_cart.py', TESTS],
  ] as const) {
    await mkdir(path.dirname(path.join(workspace, file)), { recursive: true });
    await writeFile(path.join(workspace, file), content);
  }
  const ports = nodePorts(workspace);
  const { specification } = must(loadSpecification({ text, path: specFile, hash: '' }));
  const cart = componentNamed(specification, 'cart');
  const green = sampleRecord({
    state: 'not-reached',
    attempt: '001-green-cart',
    journalEntry: undefined,
    specification: markSpecification(cart, ports),
    demands: markDemands(specification, cart, ports),
    files: await markFiles(['tests/test_cart.py'], ports),
  });
  const components = [
    sampleComponent('cart', { phases: { green }, implFile: 'src/shop/cart.py' }),
    sampleComponent('money'),
  ];
  const session = sampleSession({ specFile, components });
  must(await ports.sessions.write(session));
  const results = [
    { ...testResult('test_fr_1_counts', 'passed'), line: 1 },
    { ...testResult('test_fr_2_total', 'failed'), line: 5 },
  ];
  const verdict = judgeGreen(greenEvidence(testReport(results)));
  must(await ports.attempts.saveVerdict(session.id, green.attempt, { component: 'cart', verdict, failures: '' }));
}
