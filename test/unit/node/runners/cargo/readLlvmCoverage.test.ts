import assert from 'node:assert/strict';
import path from 'node:path';
import { readLlvmCoverage } from '../../../../../src/node/runners/cargo/readLlvmCoverage';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';

describe('a report of llvm-cov', () => {
  it('gives the lines of the asked files: by the regions that begin in a line, else by the one that reaches into it', async () => {
    const report = path.join(repositoryRoot, 'test/fixtures/reports/llvm-cov/export.json');
    assert.deepEqual(await readLlvmCoverage(report, '/project', ['src/cart.rs']), {
      kind: 'measured',
      files: [
        {
          path: 'src/cart.rs',
          lines: [
            { line: 1, hits: 2 },
            { line: 2, hits: 2 },
            { line: 3, hits: 0 },
            { line: 4, hits: 2 },
            { line: 7, hits: 2 },
            { line: 8, hits: 2 },
            { line: 10, hits: 0 },
            { line: 11, hits: 0 },
            { line: 12, hits: 0 },
            { line: 13, hits: 0 },
          ],
        },
      ],
    });
  });

  it('that is not there is unavailable, with what brings it', async () => {
    const coverage = await readLlvmCoverage('/nowhere/coverage.json', '/project', []);
    assert.ok(coverage.kind === 'unavailable' && coverage.install !== undefined);
  });
});
