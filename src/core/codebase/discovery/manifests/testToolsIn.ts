const LONGEST_SCRIPT = 5_000;
const RUNNER = /(?:^|\/)_?(jest|mocha|vitest)(?:\.[cm]?js)?$/;
/** What stands before the program that is meant: settings, options, and programs that start another one. */
const BEFORE =
  /^(?:\w+=.*|-.*|npx|bunx|pnpx|pnpm|yarn|exec|dlx|cross-env|cross-env-shell|env-cmd|dotenv|c8|nyc|time|xvfb-run)$/;
const NODE = /^(?:node|tsx|ts-node)$/;

/** Programs of tests that a script of `package.json` starts: those that stand where a command does. */
export function testToolsIn(script: string): readonly string[] {
  return script
    .slice(0, LONGEST_SCRIPT)
    .split(/&&|\|\||[;&|\n]/)
    .flatMap((command) => testToolOf(command) ?? []);
}

function testToolOf(command: string): string | undefined {
  const words = command.split(/\s+/).filter((word) => word !== '');
  const at = words.findIndex((word) => !BEFORE.test(word));
  const program = words[at] ?? '';
  const rest = words.slice(at + 1);
  if (program === 'bun') return rest[0] === 'test' ? 'bun:test' : undefined;
  if (!NODE.test(program)) return RUNNER.exec(program)?.[1];
  if (rest.includes('--test')) return 'node:test';
  return rest.filter((word) => word.includes('/')).flatMap((word) => RUNNER.exec(word)?.[1] ?? [])[0];
}
