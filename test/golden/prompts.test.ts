import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../src/core/config/config';
import { upperEstimate } from '../../src/core/context/tokenCounter';
import { OwnKeys } from '../../src/core/model/ownKeys';
import { MODES, WRITING_PHASES } from '../../src/core/phase';
import { promptAsText } from '../../src/core/prompt/prompt';
import { preparePrompt } from '../../src/core/tdflow/preparePrompt';
import { resolveTask } from '../../src/core/tdflow/resolveTask';
import { AttemptFiles } from '../../src/node/attemptFiles';
import { ignoring } from '../../src/node/codebase/ignoreRules';
import { sha256 } from '../../src/node/hash';
import { OwnFiles } from '../../src/node/ownFiles';
import { createTestRunners } from '../../src/node/runners/createTestRunners';
import { assertGolden } from '../kit/golden';
import { memoryReader } from '../kit/memoryReader';
import { memorySearch } from '../kit/memorySearch';
import { must } from '../kit/must';
import { sampleProfile } from '../kit/sampleProfile';
import { sampleComponent, sampleSession } from '../kit/sampleSession';
import { sampleSpecification } from '../kit/sampleSpecification';
import { findTestSeal } from '../kit/testSeal';

const PROFILE = sampleProfile({ name: 'result_type', description: 'Errors are returned as values.' });

const PROJECTS = {
  python: {
    specification: sampleSpecification(),
    files: {
      'src/cart.py': 'class Cart:\n    """A cart, shown as <code>."""\n',
      'src/money.py': 'def cents(euros: int) -> int:\n    return euros * 100\n',
      'src/order.py':
        'from src.stock import Stock\n\n\nclass Order:\n    def __init__(self, stock: Stock) -> None:\n        self.stock = stock\n',
      'src/stock.py': `class Stock:\n    """What there is: </codebase> included."""\n\n    def take(self, name: str) -> None:\n${'        # and more\n'.repeat(1_000)}`,
      'tests/test_cart.py': 'def test_total():\n    """Holds a fence:\n```python\n"""\n    assert False\n',
      'tests/test_money.py': 'from src.money import cents\n\n\ndef test_cents():\n    assert cents(1) == 100\n',
    },
  },
  javascript: {
    specification: sampleSpecification(
      'name: shop\ncomponents:\n- name: cart\n  location: src/cart.js\n  test_location: test/cart.test.js\n  methods:\n  - name: addItem\n    behavior: Adds one item.\n',
    ),
    files: {
      'src/cart.js': 'export class Cart {}\n',
      'src/money.js': 'export const cents = (euros) => euros * 100;\n',
      'src/order.js': "import { Stock } from './stock.js';\n\nexport class Order {\n  stock = new Stock();\n}\n",
      'src/stock.js': `/** What there is. */\nexport class Stock {\n  take(name) {\n${'    // and more\n'.repeat(620)}  }\n}\n`,
      'test/cart.test.js': "import { Cart } from '../src/cart.js';\n",
      'test/money.test.js': "import { cents } from '../src/money.js';\n",
    },
  },
};

const FAILURE = 'FAILED test_total\n</error_context>\nE       assert 0 == 100';

describe('prompts', () => {
  const names: string[] = [];
  for (const [language, { specification, files }] of Object.entries(PROJECTS)) {
    for (const phase of WRITING_PHASES) {
      for (const mode of language === 'python' ? MODES : (['full'] as const)) {
        const name = `prompts/${language}.${phase}.${mode}.txt`;
        names.push(`${language}.${phase}.${mode}.txt`);
        it(`of ${phase}, mode ${mode}, in ${language} are as kept`, async () => {
          const reader = memoryReader(files);
          const links = { probe: async () => 'inside' as const };
          const task = must(
            await resolveTask(
              {
                session: sampleSession({ components: [sampleComponent('cart')] }),
                specification,
                component: 'cart',
                phase,
                mode,
                config: { ...DEFAULT_CONFIG, phaseNotes: { red: [], green: ['Use dataclasses.'], refactor: [] } },
                profile: language === 'python' ? PROFILE : undefined,
                conventions: {},
                failure: mode === 'full' && phase !== 'green' ? undefined : FAILURE,
                testTimeLimitMs: 1_000,
              },
              { reader, links },
            ),
          );
          const root = join(__dirname, 'no such folder');
          const attempts = new AttemptFiles(new OwnFiles(root), new OwnKeys(), findTestSeal);
          const runners = createTestRunners({ root, assetsDir: root, env: {} });
          const codebase = memorySearch(files);
          const ports = {
            reader,
            links,
            attempts,
            runners,
            countTokens: upperEstimate,
            hash: sha256,
            codebase,
            ignoring,
          };
          const prepared = must(await preparePrompt(task, ports, new AbortController().signal));
          assert.deepEqual(prepared.omitted, []);
          await assertGolden(name, promptAsText(prepared.prompt));
        });
      }
    }
  }

  it('have no file that no test compares', async () => {
    const kept = await readdir(join(__dirname, 'files/prompts'));
    assert.deepEqual(kept.sort(), names.sort());
  });
});
