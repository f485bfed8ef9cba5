import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { builtInContracts } from '../../../../../src/core/conformance/builtIn/builtInContracts';
import { Findings } from '../../../../../src/core/conformance/contracts/findings';
import { readContract } from '../../../../../src/core/conformance/contracts/readContract';
import { resolveContracts } from '../../../../../src/core/conformance/contracts/resolveContracts';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';

const FOLDER = path.join(repositoryRoot, 'test/unit/core/conformance/hostile');
const names = readdirSync(FOLDER).sort();

describe('contracts that are hostile or broken', () => {
  it('are at least forty', () => assert.ok(names.length >= 40));

  for (const name of names) {
    it(`${name}: says what is wrong, and where`, () => {
      const text = readFileSync(path.join(FOLDER, name), 'utf8');
      // Each begins with "# lines: what is said of them".
      const [, lines = '', said = ''] = /^# ([\d|]+): (.*)\n/.exec(text) ?? [];
      const findings = new Findings();
      const declared = readContract({ path: `contracts/${name}`, text }, findings);
      const contracts = resolveContracts([...(declared ? [declared] : []), ...builtInContracts(findings)], findings);
      const told = findings.all.filter(({ place }) => place.path.startsWith('contracts/'));
      const wanted = told.filter(
        ({ place, message }) =>
          lines.split('|').includes(String(place.position?.line)) &&
          said.split('|').some((part) => message.includes(part)),
      );
      assert.ok(wanted.length > 0, `${JSON.stringify(told)}, not ${lines}: ${said}`);
      // Whatever is wrong, no check becomes one that passes without being looked at.
      const own = contracts.find(({ origin }) => origin === 'project');
      const wrong = told.some(
        ({ severity, message }) => severity === 'error' && /pattern|metric|threshold|args|files/i.test(message),
      );
      if (wrong && own !== undefined) assert.ok(own.checks.every(({ work }) => work.type === 'not evaluated'));
    });
  }
});
