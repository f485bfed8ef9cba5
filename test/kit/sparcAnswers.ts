/** The documents of the SPARC method, by name. */
export const SPARC_NAMES = ['Architecture', 'Completion', 'Pseudocode', 'Refinement', 'Specification'];

const COMPONENTS = `## Component: cart
- Location: \`src/cart.py\`
- Tests: \`tests/test_cart.py\`
### Purpose and Scope
Holds the books that a visitor wants.
### Technical Specifications
\`Cart.add(book)\` adds one.
\`\`\`mermaid
graph TD
\`\`\`
### Dependencies and Interfaces
- catalog: prices

## Component: catalog
- Location: \`src/catalog.py\`
- Tests: \`tests/test_catalog.py\`
### Purpose and Scope
Knows what there is.
`;

/** The path of the document that a prompt asks for. */
export function askedDocument(prompt: string): string {
  return /^Write (\S+\.(?:md|toml))[:,]/m.exec(prompt)?.[1] ?? '';
}

/** A document with all headings that the prompt wants, without the block around it. */
export function sparcDocument(prompt: string): string {
  const [, instructions = ''] = /<instructions>([\s\S]*)<\/instructions>/.exec(prompt) ?? [];
  const [wanted = ''] = instructions.split('\n\nAfter these,', 1);
  const headings = wanted.split('\n').filter((line) => line.startsWith('## '));
  const name = askedDocument(prompt).replace(/^.*\/|\.md$/g, '');
  const components = name === 'Architecture' ? `\n${COMPONENTS}` : '';
  return `# ${name}\n\n${headings.map((line) => `${line}\n\nWhat there is to say.\n`).join('\n')}${components}`;
}

/** A whole answer to the prompt of a document. */
export function sparcAnswer(prompt: string): string {
  return `\`\`\`\`\`markdown:${askedDocument(prompt)}\n${sparcDocument(prompt)}\`\`\`\`\`\n`;
}
