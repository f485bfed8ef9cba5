import assert from 'node:assert/strict';
import { shopProject } from '../../cli/projects';
import { ANALYSIS, CLARIFICATION, INTAKE } from '../../kit/sampleRequest';
import { askedDocument, DOCUMENT_PATHS, GUIDANCE, sparcAnswer } from '../../kit/sparcAnswers';
import { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import { useScene } from '../pages/useScene';
import { waitForFiles } from '../pages/waitForFiles';

const COMPLETION = 'architecture/Completion.md';
const LEFT = /A review was left open: SPARC documents/;

describe('a review of documents that is open when the window is reloaded', () => {
  const scene = useScene({ project: () => WorkspaceBuilder.build({ 'guidance.toml': GUIDANCE }) });

  it('is offered by the next window, and nothing was written', async () => {
    const { workbench, api, review, project } = scene();
    api.respond(({ prompt }) => ({ kind: 'answer', text: sparcAnswer(prompt) }));
    await workbench.openActivity('AgentForge');
    await workbench.runCommand('AgentForge: Architect (SPARC)');
    await workbench.notification(/SPARC documents: 5 proposed files/).waitFor();
    await waitForFiles(review, DOCUMENT_PATHS);
    await review.row('architecture/Refinement.md').inlineAction('Reject file');
    await review.row('architecture/Refinement.md').waitForIcon('close');
    await review.row(COMPLETION).click();
    await workbench.diff().focusRight();
    await workbench.page.keyboard.press('ControlOrMeta+End');
    await workbench.page.keyboard.type('Looked at by a person.');
    await review.row(COMPLETION).waitForDescription('edited');
    await workbench.reload();
    await workbench.notification(LEFT).waitFor();
    assert.deepEqual(await workbench.notification(LEFT).buttons(), ['Go on with the review', 'Ask anew']);
    await workbench.screenshot('documents left 1 offered');
    await project.assertUntouched();
  });

  it('goes on where it was, with what was typed, and no model is asked again', async () => {
    const { workbench, api, review, project } = scene();
    await workbench.notification(LEFT).button('Go on with the review');
    await workbench.openActivity('AgentForge');
    await review.row(COMPLETION).waitForDescription('edited');
    await review.row('architecture/Refinement.md').waitForIcon('close');
    await review.row(COMPLETION).click();
    await workbench.diff().waitForRight('Looked at by a person.');
    await workbench.screenshot('documents left 2 goes on');
    await workbench.notification(/SPARC documents: 4 proposed files/).link('Accept all');
    await workbench.notification('4 documents written.').dismiss();
    assert.match(await project.text(COMPLETION), /\nLooked at by a person\.\s*$/);
    await assert.rejects(project.text('architecture/Refinement.md'), /ENOENT/);
    assert.equal(api.requests.length, 5);
  });

  it('is asked about by the command too; another answer for what was not accepted can be had of it', async () => {
    const { workbench, api, review, project } = scene();
    await workbench.runCommand('AgentForge: Architect (SPARC)');
    await workbench.quickInput().choose('Write the missing ones');
    await workbench.notification(/SPARC documents: 1 proposed file/).waitFor();
    await workbench.runCommand('AgentForge: Cancel');
    await workbench.notification(/Cancelled: everything is as it was\. The answer is kept/).dismiss();
    await workbench.runCommand('AgentForge: Architect (SPARC)');
    await workbench.quickInput().choose('Go on with the review');
    await review.row('architecture/Refinement.md').waitFor();
    const another = api.answer(sparcAnswer(api.request().prompt), { gates: [100] });
    await workbench.runCommand('AgentForge: Regenerate with feedback');
    await workbench.quickInput().enter('Use fewer words');
    await another.paused();
    assert.equal(api.requests.length, 7);
    assert.match(askedDocument(api.request().prompt), /Refinement/);
    assert.match(api.request().text, /Use fewer words/);
    const proposed = workbench.notification(/SPARC documents: 1 proposed file/);
    await proposed.waitForEnd();
    another.open();
    await proposed.link('Accept all');
    await workbench.notification('architecture/Refinement.md written.').waitFor();
    assert.match(await project.text('architecture/Refinement.md'), /What there is to say/);
    assert.deepEqual(await workbench.errors(), []);
  });
});

describe('a review of a record that is open when the answers change', () => {
  const scene = useScene({
    project: () =>
      shopProject({ 'outputs/intake_record.yaml': INTAKE, 'outputs/clarification_log.yaml': CLARIFICATION }),
  });

  it('does not go on, says why, and is asked for anew', async () => {
    const { workbench, api, project } = scene();
    const text = `\`\`\`\`\`yaml:outputs/analysis_report.yaml\n${ANALYSIS}\`\`\`\`\`\n`;
    api.respond(() => ({ kind: 'answer', text }));
    await workbench.openActivity('AgentForge');
    await workbench.runCommand('AgentForge: New specification');
    await workbench.quickInput().choose('Analyse the project');
    await workbench.notification(/Analysis of the project: 1 proposed file/).waitFor();
    await workbench.reload();
    const left = workbench.notification(/A review was left open: Analysis of the project/);
    await left.waitFor();
    await project.write(
      'outputs/clarification_log.yaml',
      CLARIFICATION.replace('answer: No', 'answer: Yes, as a refund'),
    );
    await left.button('Go on with the review');
    const refused = workbench.notification(/has changed since: the request, its answers or the guidance/);
    await refused.waitFor();
    await workbench.screenshot('documents left 3 refused');
    await refused.button('Ask anew');
    await workbench.notification(/Analysis of the project: 1 proposed file/).link('Accept all');
    await workbench.notification(/Next: Write the draft/).waitFor();
    assert.equal(api.requests.length, 2);
    assert.match(api.request().prompt, /Yes, as a refund/);
  });
});
