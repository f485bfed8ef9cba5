import assert from 'node:assert/strict';
import { projectWithHabits } from '../../kit/projectWithHabits';
import { useScene } from '../pages/useScene';

const CONTRACT = 'contracts/derived.contract.yaml';

describe('a contract of what the code does already', () => {
  const scene = useScene({ project: projectWithHabits, key: false });

  it('needs the codebase to be analysed', async () => {
    const { workbench } = scene();
    await workbench.openActivity('AgentForge');
    await workbench.runCommand('AgentForge: Propose contract from the codebase');
    const missing = workbench.notification(/There is no \.agentforge\/codebase_profile\.yaml yet/);
    assert.deepEqual(await missing.buttons(), ['Analyse codebase', 'Show log']);
    await missing.button('Analyse codebase');
    await workbench.notification(/codebase_profile\.yaml is written/).waitFor();
  });

  it('is proposed as a diff, and written by a decision of its own', async () => {
    const { workbench, project, review } = scene();
    await workbench.runCommand('AgentForge: Propose contract from the codebase');
    await workbench.diff().waitForRight('id: python-domain-without-infrastructure');
    await workbench.diff().waitForRight('All 20 files hold to it.');
    await workbench.screenshot('contract 1 proposed');
    await assert.rejects(project.text(CONTRACT));
    await review.row(CONTRACT).inlineAction('Accept file');
    await workbench.dialog(/derived\.contract\.yaml configures what runs in this project/).button('Accept');
    await workbench.notification(`${CONTRACT} written.`).waitFor();
    await workbench.screenshot('contract 2 written');
    assert.match(await project.text(CONTRACT), /id: python-function-names/);
  });

  it('is taken back by the button', async () => {
    const { workbench, project } = scene();
    await workbench.notification(`${CONTRACT} written.`).button('Take back');
    await workbench.notification(`Taken back: ${CONTRACT}`).waitFor();
    await assert.rejects(project.text(CONTRACT));
  });
});
