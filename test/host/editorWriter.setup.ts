import type { HostSetup } from '../kit/editor/host/hostSetup';

/** What is typed stays unsaved until a test saves it: an editor in a browser saves by itself after a moment. */
export function setup(): HostSetup {
  return { userSettings: { 'files.autoSave': 'off' } };
}
