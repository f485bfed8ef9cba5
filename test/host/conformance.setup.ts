import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { must } from '../kit/must';
import { nodePorts } from '../kit/nodePorts';
import { sampleComponent, sampleSession } from '../kit/sampleSession';

const CONTRACT = `schema_version: '1.0'
contract:
  name: own
  type: custom
checks:
  - id: no-print
    name: No print
    type: regex
    severity: error
    fix_hint: Log it
    applies_to: {paths: ['src/**']}
    config: {pattern: 'print[(]'}
  - id: few-branches
    name: Few branches
    type: ast_check
    severity: warning
    applies_to: {paths: ['src/**']}
    config: {metric: cyclomatic_complexity, threshold: 1}
  - id: a-readme
    name: A readme
    type: file_exists
    severity: info
    config: {required_files: [README.md]}
  - id: by-python
    name: By Python
    type: custom
    config: {module: checks, function: look}
`;
/** Six matches of it are tried for each letter that is one more. */
const HANGING = `schema_version: '1.0'
contract: {name: hanging, type: custom, applies_to: {paths: ['slow/**']}}
checks:
  - {id: for-ever, name: For ever, type: regex, config: {pattern: '^(a|a|aa)+$'}}
`;
const LANGUAGE = `schema_version: '1.0'
contract: {name: language, type: custom, applies_to: {paths: ['asked/**']}}
checks:
  - {id: used, name: All is used, type: lsp_query, severity: warning, config: {query: references, filter: {kind: function}, assertion: all_exist}}
  - {id: clean, name: Clean, type: lsp_query, severity: warning, config: {query: diagnostics, filter: {severity: error}}}
  - {id: no-struct, name: No struct, type: lsp_query, severity: warning, config: {filter: {kind: struct}}}
`;

/** A project with contracts, some of what they do not want, and a session about one of its files. */
export async function setup(workspace: string): Promise<HostSetup> {
  const files = {
    'contracts/own.contract.yaml': CONTRACT,
    'contracts/deep/hanging.contract.yaml': HANGING,
    'contracts/language.contract.yaml': LANGUAGE,
    'asked/a.py': 'def total():\n    pass\n',
    'src/cart.py': 'def total(x):\n    print(x)\n    return 1 if x else 2\n',
    'src/other.py': 'print(1)\n',
    'src/new.py': 'x = 1\n',
    'built/made.py': 'print(1)\n',
    '.gitignore': 'built/\n',
    'slow/a.txt': `${'a'.repeat(60)}b\n`,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(workspace, file)), { recursive: true });
    await writeFile(path.join(workspace, file), text);
  }
  const components = [sampleComponent('cart', { implFile: 'src/cart.py', testsFile: 'tests/test_cart.py' })];
  must(await nodePorts(workspace).sessions.write(sampleSession({ components })));
  return {};
}
