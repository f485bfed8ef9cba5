import assert from 'node:assert/strict';
import { shopProject } from '../../cli/projects';
import { ANALYSIS, DRAFT, INTAKE } from '../../kit/sampleRequest';
import { useScene } from '../pages/useScene';

const TESTS = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cart } from '../src/cart.js';

test('FR-001: an article raises the total by its price', () => {
  const cart = new Cart();
  cart.add('apple', 3);
  assert.equal(cart.total, 3);
});

test('FR-002: a negative price is refused', () => {
  assert.throws(() => new Cart().add('apple', -1), RangeError);
});
`;
const CODE = `export class Cart {
  total = 0;

  add(name, price) {
    if (price < 0) throw new RangeError(\`\${name} has a negative price\`);
    this.total += price;
  }
}
`;

describe('from a request to a specification', () => {
  const scene = useScene({ project: shopProject });

  const answer = (file: string, text: string) =>
    scene().api.answer(`\`\`\`\`\`yaml:outputs/${file}.yaml\n${text}\`\`\`\`\`\n`);

  async function accept(): Promise<void> {
    await scene()
      .workbench.notification(/1 proposed file/)
      .link('Accept all');
  }

  it('asks, looks at the project, writes and checks the draft, each step offered by a button', async () => {
    const { workbench, project } = scene();
    answer('intake_record', INTAKE);
    await workbench.runCommand('AgentForge: New specification');
    await workbench.quickInput().enter('Let visitors put articles into a cart');
    await accept();
    await workbench.notification(/Next: Answer questions/).button('Answer questions');
    await workbench.quickInput().waitFor('May a price be negative?');
    await workbench.screenshot('intake 1 question');
    await workbench.quickInput().choose('No, it is refused');
    await workbench.quickInput().waitFor('Which names count?');
    await workbench.quickInput().choose('Leave it open');
    answer('analysis_report', ANALYSIS);
    await workbench.notification(/The answers are kept/).button('Analyse the project');
    await accept();
    answer('specification', DRAFT);
    await workbench.notification(/Next: Write the draft/).button('Write the draft');
    await accept();
    answer('validation_report', 'blocking_issues: []\nwarnings: []\n');
    await workbench.notification(/Next: Check the draft/).button('Check the draft');
    const approved = workbench.notification(/The specification is approved/);
    assert.deepEqual(await approved.buttons(), ['Open specification']);
    await workbench.screenshot('intake 2 approved');
    assert.equal(await project.text('outputs/specification.yaml'), DRAFT.replace('status: draft', 'status: approved'));
  });

  it('is built as it is: RED, GREEN and VERIFY, and then says of each requirement that it is proven', async () => {
    const { workbench, api, tree } = scene();
    await workbench.notification(/The specification is approved/).button('Open specification');
    await workbench.tab('specification.yaml').waitFor();
    api.answer(`\`\`\`javascript:test/cart.test.js\n${TESTS}\`\`\`\n`);
    await workbench.runCommand('AgentForge: Generate RED tests');
    await accept();
    await workbench.notification(/RED reached: 2 tests fail/).waitFor();
    await workbench.openActivity('AgentForge');
    api.answer(`\`\`\`javascript:src/cart.js\n${CODE}\`\`\`\n`);
    await tree.row('cart', 'GREEN').inlineAction('Run phase');
    await workbench.notification(/GREEN of cart: 1 proposed file/).link('Accept all');
    await workbench.notification(/GREEN reached/).waitFor();
    await tree.row('cart', 'VERIFY').inlineAction('Run phase');
    await workbench.notification(/VERIFY reached/).waitFor();
    await workbench.tab('specification.yaml').click();
    await workbench.page.locator('.codelens-decoration').getByText('2 of 2 proven').waitFor();
    await workbench.screenshot('intake 3 proven');
  });
});
