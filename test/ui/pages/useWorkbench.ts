import type { WorkbenchOptions } from './workbench';
import { Workbench } from './workbench';

/**
 * Opens a workbench for the tests of the surrounding `describe` and closes it after them; a test that fails leaves a
 * picture named after it, and its message says what the window showed. `options` may be a function where they are known only when the tests run.
 * @returns what gives the workbench inside a test
 */
export function useWorkbench(
  options: WorkbenchOptions | (() => WorkbenchOptions | Promise<WorkbenchOptions>) = {},
): () => Workbench {
  let workbench: Workbench | undefined;
  before(async function () {
    this.timeout(360_000);
    workbench = await Workbench.open(typeof options === 'function' ? await options() : options);
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed' || workbench === undefined) return;
    await workbench.screenshot(`failed ${test.fullTitle()}`);
    if (test.err !== undefined) test.err.message += `\nThe window showed:\n${await workbench.visibleText()}`;
  });
  after(async () => {
    await workbench?.close();
  });
  return () => {
    if (workbench === undefined) throw new Error('the workbench is there inside tests only');
    return workbench;
  };
}
