/** Two components of an architecture, of which the first needs the second, with answers that bring their tests and their code. */
export const CART_SECTION = `## Component: cart

- Location: \`src/cart.js\`
- Tests: \`test/cart.test.js\`

### Purpose
\`total(items)\` adds the amounts up.

### Dependencies
- \`money\` adds two amounts.
`;

export const MONEY_SECTION = `## Component: money

- Location: \`src/money.js\`
- Tests: \`test/money.test.js\`

### Purpose
\`add(a, b)\` is the sum of two amounts.
`;

/** An answer that brings one file. */
const block = (path: string, text: string) => `\`\`\`javascript:${path}\n${text}\n\`\`\`\n`;

/** An answer with the code of a component. */
export const code = (name: string, body: string) => block(`src/${name}.js`, body);

/** An answer with the tests of a component's function: what it is given and what it gives. */
const testsOf = (name: string, call: string, cases: readonly (readonly [string, string])[]) =>
  block(
    `test/${name}.test.js`,
    [
      "import assert from 'node:assert/strict';",
      "import { it } from 'node:test';",
      `import { ${call} } from '../src/${name}.js';`,
      '',
      ...cases.map(
        ([given, expected], index) =>
          `it('${call} in case ${index + 1}', () => {\n  assert.equal(${call}(${given}), ${expected});\n});\n`,
      ),
    ].join('\n'),
  );

/** By phase and component. */
export const CART_AND_MONEY: Readonly<Record<string, string>> = {
  'RED money': testsOf('money', 'add', [
    ['1, 2', '3'],
    ['10, 5', '15'],
  ]),
  'RED cart': testsOf('cart', 'total', [
    ['[1, 2]', '3'],
    ['[10, 5, 6]', '21'],
  ]),
  'GREEN money': code('money', 'export function add(a, b) {\n  return a + b;\n}'),
  'GREEN cart': code('cart', 'export function total(items) {\n  return items.reduce((sum, each) => sum + each, 0);\n}'),
};

/** The phase and the component that a prompt asks for, such as `RED money`. */
export function askedFor(prompt: string): string {
  const [, phase, name] = /<phase>(RED|GREEN), mode \w+, component (\w+)<\/phase>/.exec(prompt) ?? [];
  return `${phase} ${name}`;
}
