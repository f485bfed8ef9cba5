import type { HostSetup } from '../kit/editor/host/hostSetup';
import { writeWeakSession } from '../kit/weakSession';

/** A folder with a component that reached GREEN with weak tests. */
export async function setup(workspace: string): Promise<HostSetup> {
  await writeWeakSession(workspace);
  return {};
}
