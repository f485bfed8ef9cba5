import type { HostSetup } from '../kit/editor/host/hostSetup';

export function setup(): HostSetup {
  return { userSettings: { 'editor.formatOnSave': true } };
}
