/** The documents of the SPARC method, by name. */
export const SPARC_NAMES = ['Architecture', 'Completion', 'Pseudocode', 'Refinement', 'Specification'];

/** Where they are, in their order. */
export const DOCUMENT_PATHS = ['Specification', 'Pseudocode', 'Architecture', 'Refinement', 'Completion'].map(
  (name) => `architecture/${name}.md`,
);

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

/** A document with all headings that the prompt wants, without the block around it; the architecture ends with the components. */
export function sparcDocument(prompt: string, components = COMPONENTS): string {
  const [, instructions = ''] = /<instructions>([\s\S]*)<\/instructions>/.exec(prompt) ?? [];
  const [wanted = ''] = instructions.split('\n\nAfter these,', 1);
  const headings = wanted.split('\n').filter((line) => line.startsWith('## '));
  const name = askedDocument(prompt).replace(/^.*\/|\.md$/g, '');
  const end = name === 'Architecture' ? `\n${components}` : '';
  return `# ${name}\n\n${headings.map((line) => `${line}\n\nWhat there is to say.\n`).join('\n')}${end}`;
}

/** A whole answer to the prompt of a document. */
export function sparcAnswer(prompt: string, components?: string): string {
  return `\`\`\`\`\`markdown:${askedDocument(prompt)}\n${sparcDocument(prompt, components)}\`\`\`\`\`\n`;
}

/** A guidance file in which nothing is left to the usual words. */
export const GUIDANCE = ['project', ...SPARC_NAMES.map((name) => name.toLowerCase())]
  .map((section) => {
    const key = section === 'project' ? 'description' : 'content';
    return `[${section}]\n${key} = """\nThe cart adds up amounts of money.\n"""\n`;
  })
  .join('\n');
