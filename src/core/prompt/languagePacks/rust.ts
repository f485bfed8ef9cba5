import type { LanguagePack } from './languagePack';

export const RUST: LanguagePack = {
  language: 'Rust',
  tests: 'Rust (#[test] functions with the assert macros)',
  red: [
    'A file in tests/ is a crate of its own: use package::module::Name, package being its name in Cargo.toml with _ for -. A file under src holds the body of a #[cfg(test)] module and begins with use super::*.',
    'As long as the code is missing the tests do not compile: an unresolved import or missing item that the specification names is the failure that counts now, and the only one. No #[ignore], and no stand-in for what is tested.',
    'Ids stand in a comment right above the attributes of a test: // FR-001, AC-002.',
    'One #[test] function for each behaviour; where only values differ, a loop over an array with the case in the message of assert_eq!. Plain functions for set-up.',
    'Expect an Err with assert_eq! or assert!(matches!(…)), a panic with #[should_panic(expected = "…")].',
    'Test async code with the runtime that Cargo.toml names, such as #[tokio::test].',
  ],
  green: [
    'A new module needs its line, such as pub mod name;, in src/lib.rs or its parent module: add it with an append block where it is missing.',
    'Give errors as Result with an enum that implements Display and std::error::Error; no unwrap, expect or panic! for what a caller can cause.',
    'Derive Debug, Clone and PartialEq where they hold, write /// comments on what is pub, and use only crates that Cargo.toml has.',
  ],
  refactor: [
    'Prefer iterators, match, ? and borrowing to loops with flags and needless clones, and what clippy would; format as rustfmt does. What is pub stays so.',
  ],
};

/** cargo nextest gives each test a process of its own. */
export const NEXTEST: LanguagePack = {
  ...RUST,
  red: [...RUST.red, 'Each test runs in a process of its own: tests share nothing through a static.'],
};
