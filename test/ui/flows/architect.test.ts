import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { askedFor, CART_AND_MONEY, CART_SECTION, code, MONEY_SECTION } from '../../kit/cartAndMoney';
import type { Responder } from '../../kit/fakeMessages/fakeMessages';
import { askedDocument, DOCUMENT_PATHS, GUIDANCE, sparcAnswer } from '../../kit/sparcAnswers';
import { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import { ReportPage } from '../pages/reportPage';
import { useScene } from '../pages/useScene';
import { waitForFiles } from '../pages/waitForFiles';

/** Waits in the middle until the test opens it: of five documents four are asked for at once, so it is the last one. */
const HELD = { path: 'architecture/Completion.md', request: 5, gates: [400] };
const LENGTH_FOR_SUM = code('cart', 'export function total(items) {\n  return items.length;\n}');

/** Guidance, documents of two components, and their tests and code, where the first code of the cart fails its tests. */
function answering(): Responder {
  let isFirst = true;
  return ({ prompt }) => {
    const path = askedDocument(prompt);
    if (path === 'guidance.toml') return { kind: 'answer', text: `\`\`\`toml:${path}\n${GUIDANCE}\`\`\`\n` };
    if (path !== '') {
      const gates = path === HELD.path ? HELD.gates : [];
      return { kind: 'answer', text: sparcAnswer(prompt, `${CART_SECTION}\n${MONEY_SECTION}`), gates };
    }
    const about = askedFor(prompt);
    const isWrong = about === 'GREEN cart' && isFirst;
    if (isWrong) isFirst = false;
    return { kind: 'answer', text: isWrong ? LENGTH_FOR_SUM : (CART_AND_MONEY[about] ?? '') };
  };
}

describe('from a sentence to code, by the documents of SPARC', () => {
  const scene = useScene({
    project: () =>
      WorkspaceBuilder.build({
        'package.json': '{ "name": "shop", "type": "module", "scripts": { "test": "node --test" } }\n',
      }),
  });

  before(() => scene().api.respond(answering()));

  it('writes guidance from the sentence, and the five documents from that, at the same time', async () => {
    const { workbench, api, review, project } = scene();
    await workbench.openActivity('AgentForge');
    await workbench.runCommand('AgentForge: Architect (SPARC)');
    await workbench.quickInput().waitFor(/There is no guidance\.toml/);
    await workbench.screenshot('architect 1 sentence');
    await workbench.quickInput().enter('A cart that adds up amounts of money');
    await review.row('guidance.toml').waitFor();
    await workbench.notification(/SPARC guidance: 1 proposed file/).waitFor();
    await workbench.screenshot('architect 2 guidance');
    await review.row('guidance.toml').inlineAction('Accept file');
    const coming = workbench.notification(/4 of 5 are here; coming: Completion/);
    await coming.waitFor();
    await workbench.screenshot('architect 3 documents come');
    assert.equal(await project.text('guidance.toml'), GUIDANCE);
    assert.match(api.request(1).prompt, /A cart that adds up amounts of money/);
    api.open(HELD.request);
    await workbench.notification(/SPARC documents: 5 proposed files/).waitFor();
  });

  it('writes what is accepted, document by document, when the last one is decided', async () => {
    const { workbench, review, project } = scene();
    await waitForFiles(review, DOCUMENT_PATHS);
    const [last = '', ...others] = DOCUMENT_PATHS.toReversed();
    for (const path of others) {
      await review.row(path).inlineAction('Accept file');
      await review.row(path).waitForIcon('check');
    }
    await workbench.notification(/SPARC documents: 1 proposed file/).waitFor();
    await workbench.screenshot('architect 4 all but one accepted');
    await assert.rejects(project.text(last), /ENOENT/);
    await review.row(last).inlineAction('Accept file');
    await workbench.notification('5 documents written.').waitFor();
    for (const path of DOCUMENT_PATHS) assert.match(await project.text(path), /What there is to say/);
    await workbench.screenshot('architect 5 written');
  });

  it('builds both components from them, and tries the one again whose code fails', async () => {
    const { workbench, tree, api, project } = scene();
    const before = api.requests.length;
    await workbench.notification('5 documents written.').button('Implement all components');
    await workbench.page.getByPlaceholder(/money, cart/).waitFor();
    await workbench.screenshot('architect 6 how');
    await workbench.quickInput().choose('Review each proposal');
    for (const work of ['RED of money', 'GREEN of money', 'RED of cart', 'GREEN of cart']) {
      await workbench.notification(`${work}: 1 proposed file`).link('Accept all');
    }
    await workbench.notification(/GREEN of cart: 1 proposed file/).waitFor();
    await tree.row('cart', 'GREEN').waitForDescription('waiting for your decision (attempt 2 of 3)');
    await workbench.screenshot('architect 7 tried again');
    assert.match(api.request().text, /Attempt 1 did not come through[\s\S]*items\.length/);
    await workbench.notification(/GREEN of cart: 1 proposed file/).link('Accept all');
    const done = workbench.notification('2 of 2 components are done.');
    await done.waitFor();
    await tree.row('cart', 'GREEN').waitForIcon('testing-passed-icon');
    await tree.row('money', 'VERIFY').waitForIcon('testing-passed-icon');
    await workbench.screenshot('architect 8 done');
    await done.button('Show report');
    await new ReportPage(workbench.page).row('money').waitFor();
    await workbench.screenshot('architect 9 report');
    assert.equal(api.requests.length - before, 5);
    assert.match(await project.text('src/cart.js'), /reduce/);
    assert.deepEqual(await workbench.errors(), []);
  });

  it('has the documents in the history, and takes them back from there, but not what was changed since', async () => {
    const { workbench, tree, history, project } = scene();
    await history.open();
    await tree.fold();
    await history.row('SPARC documents').waitForDescription('in place');
    const rows = (await history.outline()).filter((row) => !row.startsWith(' '));
    assert.match(rows.join('\n'), /^\d+ GREEN of cart\n[\s\S]*RED of money\nSPARC documents\nSPARC guidance$/);
    await history.row('SPARC documents').click();
    await workbench.tab('SPARC documents (5 files)').waitFor();
    await workbench.screenshot('architect 10 history');
    const [changed = ''] = DOCUMENT_PATHS.slice(-1);
    await appendFile(project.path(changed), 'Mine.\n');
    await history.row('SPARC documents').inlineAction('Roll back this generation');
    await workbench.quickInput().waitFor(`Rolling back ${changed} (1 of 1)`);
    await workbench.screenshot('architect 11 conflict');
    await workbench.quickInput().choose('Keep mine');
    await workbench.notification(/SPARC documents rolled back: .*Specification\.md.* as before\./).waitFor();
    await history.row('SPARC documents').waitForDescription('rolled back');
    await history.row('SPARC guidance').waitForDescription('in place');
    await assert.rejects(project.text('architecture/Architecture.md'), /ENOENT/);
    assert.match(await project.text(changed), /Mine\.\n$/);
    assert.deepEqual(await workbench.errors(), []);
  });
});
