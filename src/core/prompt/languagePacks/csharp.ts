import type { LanguagePack } from './languagePack';

export const CSHARP: LanguagePack = {
  language: 'C#',
  tests: 'xUnit',
  red: [
    'Write a public class with [Fact] methods named after the behaviour, [Theory] with [InlineData] or [MemberData] where only values differ. Where <examples> use NUnit or MSTest, use that.',
    'Each id is a trait: [Trait("Requirement", "FR-001")].',
    'As long as the code is missing the tests do not compile: a type or member that is not found (CS0246, CS0103, CS0117, CS1061) and that the specification names is the failure that counts now, and the only one. So every other using must be right. No Skip.',
    'The constructor sets up and Dispose tears down; IAsyncLifetime where that is async.',
    'Assert with Assert.Equal(expected, actual); expect an error with Assert.Throws<ItsClass>(() => …), of a task with await Assert.ThrowsAsync<ItsClass>(…).',
    'A test of async code gives back Task and awaits; never .Result, .Wait() or Thread.Sleep.',
  ],
  green: [
    'Throw the exceptions that the specification names; ArgumentException and those that derive from it for wrong arguments. Nullable types only where nothing is an answer.',
    'Write XML comments on what is public; records for plain data, enums for fixed values, async all the way with CancellationToken where it waits.',
    'Use what the project file references already, nothing else, and the namespace that goes with the folder.',
  ],
  refactor: [
    'Prefer records, pattern matching, switch expressions, LINQ where it is clearer and guard clauses, within the language version of the project.',
  ],
};
