/** Something the tests need is not on this machine and could not be installed; the message ends with the command that would. */
export class MissingTool extends Error {
  constructor(what: string, command: string) {
    super(`${what}\n  To mend it: ${command}`);
    this.name = 'MissingTool';
  }
}
