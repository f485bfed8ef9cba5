import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../src/core/config/config';
import { upperEstimate } from '../../src/core/context/tokenCounter';
import { OwnKeys } from '../../src/core/model/ownKeys';
import type { WritingPhase } from '../../src/core/phase';
import { promptAsText } from '../../src/core/prompt/prompt';
import { preparePrompt } from '../../src/core/tdflow/preparePrompt';
import { AttemptFiles } from '../../src/node/attemptFiles';
import { ignoring } from '../../src/node/codebase/ignoreRules';
import { sha256 } from '../../src/node/hash';
import { OwnFiles } from '../../src/node/ownFiles';
import { createTestRunners } from '../../src/node/runners/createTestRunners';
import { answer, ESCALATION_CODE, ESCALATION_TESTS } from '../cli/projects';
import { agentforgeSample } from '../kit/agentforgeSample';
import { memoryReader } from '../kit/memoryReader';
import { memorySearch } from '../kit/memorySearch';
import { must } from '../kit/must';
import { sampleComponent, sampleSession } from '../kit/sampleSession';
import { sampleSpecification } from '../kit/sampleSpecification';
import { sampleTask } from '../kit/sampleTask';
import { findTestSeal } from '../kit/testSeal';

const COMPONENT = 'escalation_domain';
const specification = sampleSpecification(agentforgeSample('human_escalation_spec.yaml'));
const others = specification.components.flatMap(({ name, implementationPath: path }) =>
  name === COMPONENT || path === undefined ? [] : [path],
);

const SESSIONS =
  'from dataclasses import dataclass\n\n\n@dataclass\nclass AgentSession:\n    id: str\n    paused: bool = False\n';
const SESSION_TESTS =
  "from tools.harness.session_manager import AgentSession\n\n\ndef test_begins_unpaused():\n    assert AgentSession(id='a').paused is False\n";
const PROJECT = {
  'tools/harness/session_manager.py': SESSIONS,
  'tests/unit/harness/test_session_manager.py': SESSION_TESTS,
};
/** What RED wrote. */
const RED_TESTS = /```python:\S+\n([\s\S]*?)\n```/.exec(answer(`${COMPONENT}.red`))?.[1] ?? '';

async function promptOf(phase: WritingPhase, files: Readonly<Record<string, string>>): Promise<string> {
  const links = { probe: async () => 'inside' as const };
  const reader = memoryReader(files);
  const root = join(__dirname, 'no such folder');
  const session = sampleSession({ components: [sampleComponent(COMPONENT)] });
  const about = { session, specification, component: COMPONENT, config: DEFAULT_CONFIG };
  const task = await sampleTask(phase, { reader, links }, about);
  const ports = {
    ...{ reader, links, ignoring, countTokens: upperEstimate, hash: sha256, codebase: memorySearch(files) },
    attempts: new AttemptFiles(new OwnFiles(root), new OwnKeys(), findTestSeal),
    runners: createTestRunners({ root, assetsDir: root, env: {} }),
  };
  return promptAsText(must(await preparePrompt(task, ports, new AbortController().signal)).prompt);
}

const first = (phase: 'red' | 'green'): string => agentforgeSample(`first_prompt_${phase}.txt`);
const specificationIn = (prompt: string): string =>
  /<specification>\n([\s\S]*?)\n<\/specification>/.exec(prompt)?.[1] ?? assert.fail('no specification');

describe('a prompt beside that of the first AgentForge, for the same component', () => {
  const red = promptOf('red', PROJECT);
  const green = promptOf('green', { ...PROJECT, [ESCALATION_TESTS]: `${RED_TESTS}\n` });

  it('shows only the component that is asked for, and what applies to all', async () => {
    assert.equal(others.length, 2);
    for (const [ours, theirs] of [
      [await red, first('red')],
      [await green, first('green')],
    ] as const) {
      for (const path of others) {
        assert.ok(theirs.includes(path), path);
        assert.ok(!specificationIn(ours).includes(path), path);
      }
      for (const said of ['name: EscalationRule', 'default: 3600', 'All resolutions must be logged'])
        for (const prompt of [ours, theirs]) assert.ok(prompt.includes(said), said);
    }
  });

  it('names the real paths, where the first one made them up', async () => {
    assert.match(first('green'), /Expected implementation file: src\/component\.py/);
    for (const prompt of [await red, await green]) {
      assert.doesNotMatch(prompt, /component\.py/);
      const asked = prompt.slice(prompt.indexOf('<instructions>'));
      assert.ok(asked.includes(ESCALATION_CODE));
    }
    assert.match(await red, new RegExp(`Put the tests into ${ESCALATION_TESTS}\\.`));
    assert.match(await green, new RegExp(`Put the implementation into ${ESCALATION_CODE}\\.`));
  });

  it('has the tests in GREEN and examples of the project in both, where the first one has neither', async () => {
    assert.doesNotMatch(first('green'), /assert |def test_/);
    assert.ok((await green).includes(`<tests>\n<file path="${ESCALATION_TESTS}">\n${RED_TESTS}\n</file>\n</tests>`));
    for (const prompt of [await red, await green]) {
      assert.ok(
        prompt.includes(`<examples>\n<file path="tests/unit/harness/test_session_manager.py">\n${SESSION_TESTS}`),
      );
    }
  });

  it('takes fewer tokens with all that, but for the tests, and less than half as many for the specification', async () => {
    const tokens = upperEstimate;
    assert.ok(tokens(await red) < 0.85 * tokens(first('red')), `${tokens(await red)} of ${tokens(first('red'))}`);
    const withoutTests = (await green).replace(/<tests>[\s\S]*<\/tests>/, '');
    assert.ok(
      tokens(withoutTests) < 0.85 * tokens(first('green')),
      `${tokens(withoutTests)} of ${tokens(first('green'))}`,
    );
    const [ours, theirs] = [specificationIn(await red), specificationIn(first('red'))];
    assert.ok(tokens(ours) < 0.5 * tokens(theirs), `${tokens(ours)} of ${tokens(theirs)}`);
  });
});
