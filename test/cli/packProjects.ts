import type { Language } from '../../src/core/codebase/language';
import type { RunnerName } from '../../src/node/runners/runnerName';
import { answerOf } from './packAnswer';

/** A project in which nothing is written yet, and answers that keep to what the instructions ask for in its language. */
export interface PackProject {
  readonly language: Language;
  readonly runner: RunnerName;
  /** How the specification writes the method and its error. */
  readonly method: { readonly name: string; readonly error: string };
  readonly testPath: string;
  readonly implementationPath: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the files say of how the code is imported. */
  readonly fact?: RegExp;
  readonly red: string;
  readonly green: string;
}

export const PACK_SPEC = 'specs/shop.yaml';

/** The specification of such a project. */
export function packSpecification({ method, testPath, implementationPath }: PackProject): string {
  return `name: shop
components:
- name: share
  description: Shares an amount between people.
  location: ${implementationPath}
  test_location: ${testPath}
  methods:
  - name: ${method.name}
    params: cents and people, whole numbers
    returns: the cents of each
    behavior: The rest goes cent by cent to the first ones.
    errors:
    - ${method.error} that says "nobody" when there are no people
`;
}

const SCRIPT_TESTS = `describe('share', () => {
  for (const [cents, people, expected] of [
    [100, 4, [25, 25, 25, 25]],
    [101, 3, [34, 34, 33]],
  ]) {
    it(\`of \${cents} between \${people} gives the rest to the first\`, () => {
      assert.deepEqual(share(cents, people), expected);
    });
  }

  it('is refused between nobody', () => {
    assert.throws(() => share(100, 0), { name: 'RangeError', message: /nobody/ });
  });
});`;

const EXPECT_TESTS = `describe('share', () => {
  it.each([
    [100, 4, [25, 25, 25, 25]],
    [101, 3, [34, 34, 33]],
  ])('of %i between %i gives the rest to the first', (cents, people, expected) => {
    expect(share(cents, people)).toEqual(expected);
  });

  it('is refused between nobody', () => {
    expect(() => share(100, 0)).toThrow(/nobody/);
  });
});`;

const SCRIPT_BODY = `  if (people < 1) throw new RangeError('shared between nobody');
  const each = Math.floor(cents / people);
  return Array.from({ length: people }, (_, index) => each + (index < cents % people ? 1 : 0));
}`;

const JSDOC = `/**
 * @param {number} cents
 * @param {number} people
 * @returns {number[]}
 */`;

const SCRIPT = { name: 'share', error: 'RangeError' };

export const PACK_PROJECTS: readonly PackProject[] = [
  {
    ...{ language: 'python', runner: 'pytest', method: { name: 'share', error: 'ValueError' } },
    ...{ testPath: 'tests/test_share.py', implementationPath: 'shop/share.py' },
    files: { 'pyproject.toml': '[tool.pytest.ini_options]\npythonpath = ["."]\n', 'shop/__init__.py': '' },
    red: answerOf([
      'python:tests/test_share.py',
      `import pytest

from shop.share import share


@pytest.mark.parametrize(
    ("cents", "people", "expected"),
    [(100, 4, [25, 25, 25, 25]), (101, 3, [34, 34, 33])],
)
def test_gives_the_rest_to_the_first(cents, people, expected):
    assert share(cents, people) == expected


def test_is_refused_between_nobody():
    with pytest.raises(ValueError, match="nobody"):
        share(100, 0)`,
    ]),
    green: answerOf([
      'python:shop/share.py',
      `"""Shares an amount between people."""


def share(cents: int, people: int) -> list[int]:
    """The cents of each; the rest goes cent by cent to the first ones."""
    if people < 1:
        raise ValueError("shared between nobody")
    each, rest = divmod(cents, people)
    return [each + (index < rest) for index in range(people)]`,
    ]),
  },
  {
    ...{ language: 'javascript', runner: 'node:test', method: SCRIPT },
    ...{ testPath: 'test/share.test.js', implementationPath: 'src/share.js' },
    files: { 'package.json': '{"name": "shop", "type": "module", "scripts": {"test": "node --test"}}\n' },
    fact: /makes the files ES modules/,
    red: answerOf([
      'javascript:test/share.test.js',
      `import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { share } from '../src/share.js';

${SCRIPT_TESTS}`,
    ]),
    green: answerOf(['javascript:src/share.js', `${JSDOC}\nexport function share(cents, people) {\n${SCRIPT_BODY}`]),
  },
  {
    ...{ language: 'javascript', runner: 'mocha', method: SCRIPT },
    ...{ testPath: 'test/share.test.js', implementationPath: 'src/share.js' },
    files: { 'package.json': '{"name": "shop", "scripts": {"test": "mocha"}}\n' },
    fact: /makes \.js files CommonJS modules/,
    red: answerOf([
      'javascript:test/share.test.js',
      `const assert = require('node:assert/strict');
const { share } = require('../src/share.js');

${SCRIPT_TESTS}`,
    ]),
    green: answerOf([
      'javascript:src/share.js',
      `${JSDOC}\nfunction share(cents, people) {\n${SCRIPT_BODY}\n\nmodule.exports = { share };`,
    ]),
  },
  {
    ...{ language: 'typescript', runner: 'vitest', method: SCRIPT },
    ...{ testPath: 'src/share.test.ts', implementationPath: 'src/share.ts' },
    files: { 'package.json': '{"name": "shop", "type": "module", "scripts": {"test": "vitest run"}}\n' },
    red: answerOf([
      'typescript:src/share.test.ts',
      `import { describe, expect, it } from 'vitest';
import { share } from './share';

${EXPECT_TESTS}`,
    ]),
    green: answerOf([
      'typescript:src/share.ts',
      `/** The cents of each. */\nexport function share(cents: number, people: number): readonly number[] {\n${SCRIPT_BODY}`,
    ]),
  },
  {
    ...{ language: 'javascript', runner: 'jest', method: SCRIPT },
    ...{ testPath: 'test/share.test.js', implementationPath: 'src/share.js' },
    files: { 'package.json': '{"name": "shop", "scripts": {"test": "jest"}}\n' },
    red: answerOf(['javascript:test/share.test.js', `const { share } = require('../src/share');\n\n${EXPECT_TESTS}`]),
    green: answerOf([
      'javascript:src/share.js',
      `${JSDOC}\nfunction share(cents, people) {\n${SCRIPT_BODY}\n\nmodule.exports = { share };`,
    ]),
  },
  {
    ...{ language: 'go', runner: 'go test', method: { name: 'Between', error: 'ErrNobody' } },
    ...{ testPath: 'share/share_test.go', implementationPath: 'share/share.go' },
    files: { 'go.mod': 'module example.com/shop\n\ngo 1.21\n' },
    fact: /calls the module example\.com\/shop/,
    red: answerOf([
      'go:share/share_test.go',
      `package share

import (
	"errors"
	"slices"
	"testing"
)

func TestBetweenGivesTheRestToTheFirst(t *testing.T) {
	cases := map[string]struct {
		cents, people int
		want          []int
	}{
		"no rest": {100, 4, []int{25, 25, 25, 25}},
		"a rest":  {101, 3, []int{34, 34, 33}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := Between(c.cents, c.people)
			if err != nil {
				t.Fatalf("Between(%d, %d): %v", c.cents, c.people, err)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("Between(%d, %d) = %v, want %v", c.cents, c.people, got, c.want)
			}
		})
	}
}

func TestBetweenNobodyIsRefused(t *testing.T) {
	if _, err := Between(100, 0); !errors.Is(err, ErrNobody) {
		t.Errorf("Between(100, 0): %v, want %v", err, ErrNobody)
	}
}`,
    ]),
    green: answerOf([
      'go:share/share.go',
      `// Package share shares an amount between people.
package share

import "errors"

// ErrNobody says that there is nobody to share with.
var ErrNobody = errors.New("shared between nobody")

// Between gives the cents of each; the rest goes cent by cent to the first ones.
func Between(cents, people int) ([]int, error) {
	if people < 1 {
		return nil, ErrNobody
	}
	shares := make([]int, people)
	for i := range shares {
		shares[i] = cents / people
		if i < cents%people {
			shares[i]++
		}
	}
	return shares, nil
}`,
    ]),
  },
  {
    ...{ language: 'rust', runner: 'cargo test', method: { name: 'between', error: 'ShareError::Nobody' } },
    ...{ testPath: 'tests/share.rs', implementationPath: 'src/share.rs' },
    files: {
      'Cargo.toml': '[package]\nname = "corner-shop"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/lib.rs': '//! A shop.\n',
    },
    fact: /calls the crate corner_shop/,
    red: answerOf([
      'rust:tests/share.rs',
      `use corner_shop::share::{between, ShareError};

#[test]
fn the_rest_goes_to_the_first() {
    for (cents, people, expected) in [(100, 4, vec![25, 25, 25, 25]), (101, 3, vec![34, 34, 33])] {
        assert_eq!(between(cents, people), Ok(expected), "{cents} between {people}");
    }
}

#[test]
fn nobody_is_refused() {
    assert_eq!(between(100, 0), Err(ShareError::Nobody));
}`,
    ]),
    green: answerOf(
      [
        'rust:src/share.rs',
        `use std::error::Error;
use std::fmt;

/// Why an amount cannot be shared.
#[derive(Debug, Clone, PartialEq)]
pub enum ShareError {
    Nobody,
}

impl fmt::Display for ShareError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("shared between nobody")
    }
}

impl Error for ShareError {}

/// The cents of each; the rest goes cent by cent to the first ones.
pub fn between(cents: u64, people: u64) -> Result<Vec<u64>, ShareError> {
    if people == 0 {
        return Err(ShareError::Nobody);
    }
    Ok((0..people).map(|index| cents / people + u64::from(index < cents % people)).collect())
}`,
      ],
      ['append:src/lib.rs', '\npub mod share;'],
    ),
  },
];
