import assert from 'node:assert/strict';
import { firstContract } from '../../../../../src/core/conformance/builtIn/firstContract';
import { evaluateContracts } from '../../../../../src/core/conformance/evaluate/evaluateContracts';
import { contractsOf } from '../../../../kit/contractsOf';
import { memorySources } from '../../../../kit/memorySources';

type Files = Readonly<Record<string, string>>;

/** What a project of these languages breaks, in the order of the places: `check path:line`. */
async function broken(languages: readonly string[], files: Files): Promise<readonly string[]> {
  const contracts = contractsOf(firstContract(new Set(languages)));
  const found = await evaluateContracts(contracts, undefined, memorySources(files), new AbortController().signal);
  assert.ok(found);
  assert.deepEqual(
    found.results.flatMap(({ notEvaluated }) => notEvaluated),
    [],
  );
  return found.results
    .flatMap(({ check, breaches }) => breaches.map(({ path = '', line = '' }) => `${check.id} ${path}:${line}`))
    .sort();
}

const PEM = '-----BEGIN RSA ' + 'PRIVATE KEY-----\n';

describe('what is built in', () => {
  it('finds secrets, keys and conflicts in any project, and lets examples be', async () => {
    const found = await broken([], {
      'README.md': 'password: "changeme-please"\n',
      'a.txt': `api_key = "sk9f83jf83jf"\ntoken = "..."\n${PEM}`,
      'b.txt': '<<<<<<< ours\nx\n=======\n>>>>>>> theirs\n',
      'c.js': "if (a) { const turned = '\u202e'; }\n",
      '.env': '',
      'deploy/id_rsa': '',
      'tests/a.txt': 'secret = "sk9f83jf83jf"\n',
    });
    assert.deepEqual(found, [
      'no-bidirectional-characters c.js:1',
      'no-conflict-markers b.txt:1',
      'no-conflict-markers b.txt:4',
      'no-env-files .env:',
      'no-private-keys deploy/id_rsa:',
      'no-private-keys-in-files a.txt:3',
      'no-secrets-in-code a.txt:1',
    ]);
  });

  it('knows Python', async () => {
    const found = await broken(['python'], {
      README: '',
      'src/a.py':
        'from os import *\n\ndef f(a, b=[]):\n    breakpoint()\n    try:\n        print(a)\n    except:\n        pass\n',
      'src/__init__.py': 'from .a import *\n',
      'tests/test_a.py': 'import time\n\ndef test_a():\n    time.sleep(1)\n    assert True\n    print("fine here")\n',
      'tests/unit/test_b.py': 'import requests\nrequests.get("http://example.org")\n',
      'web.py': 'requests.get(url, verify=False)\n',
    });
    assert.deepEqual(found, [
      'no-bare-except src/a.py:7',
      'no-breakpoint src/a.py:4',
      'no-constant-assert tests/test_a.py:5',
      'no-mutable-defaults src/a.py:3',
      'no-print src/a.py:6',
      'no-real-network-calls tests/unit/test_b.py:2',
      'no-sleep-in-tests tests/test_a.py:4',
      'no-star-imports src/a.py:1',
      'no-unverified-tls web.py:1',
    ]);
  });

  it('knows TypeScript and JavaScript', async () => {
    const found = await broken(['typescript'], {
      'README.md': '',
      'src/a.ts': 'const a: any = 1;\nconst b = x as any;\nconst company: many = anyOf(1);\n// @ts-ignore\neval(a);\n',
      'src/b.js': 'debugger;\nconst any = 1;\nlog.eval(1);\n',
      'src/c.ts': '// @ts-ignore: the types of this package lag behind\nlet s: string[] = [];\n',
      'test/a.test.js': "it.only('a', () => {});\nit('b', () => {});\n",
    });
    assert.deepEqual(found, [
      'no-debugger src/b.js:1',
      'no-eval src/a.ts:5',
      'no-explicit-any src/a.ts:1',
      'no-explicit-any src/a.ts:2',
      'no-focused-tests test/a.test.js:1',
      'no-silenced-compiler src/a.ts:4',
    ]);
  });

  it('knows Go', async () => {
    const found = await broken(['go'], {
      'README.md': '',
      'a.go': 'package a\n\nfunc f() {\n\t_ = g()\n\tx, _ := h()\n\tpanic("no")\n}\n',
      'cmd/main.go': 'package main\n\nfunc main() {\n\tpanic("yes")\n}\n',
      'a_test.go': 'package a\n\nfunc TestF() {\n\t_ = g()\n\ttime.Sleep(1)\n}\n',
    });
    assert.deepEqual(found, [
      'no-discarded-errors a.go:4',
      'no-panic a.go:6',
      'no-sleep-in-tests a_test.go:5',
      'require-go-mod :',
    ]);
  });
});
