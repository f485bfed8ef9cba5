import { recording, SHOP } from '../../cli/projects';
import type { Scene } from './useScene';

/** Opens the views and starts a session over the specification of the shop, as a person does who begins. */
export async function startSession({ workbench, tree }: Scene): Promise<void> {
  await workbench.openActivity('AgentForge');
  await tree.welcomeButton('Start a session').click();
  await workbench.quickInput().choose(SHOP);
}

/** Runs phases of the cart with their recorded answers, accepts all, and waits until each is reached. */
export async function reachPhases({ workbench, api, tree }: Scene, ...phases: readonly ('RED' | 'GREEN')[]) {
  for (const phase of phases) {
    api.answer(recording(phase.toLowerCase()));
    await tree.row('cart', phase).inlineAction('Run phase');
    await workbench.notification(new RegExp(`${phase} of cart.*1 proposed file`)).link('Accept all');
    await workbench.notification(new RegExp(`${phase} reached`)).waitFor();
  }
}
