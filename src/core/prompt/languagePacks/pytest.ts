import type { RunnerWords } from './languagePack';

export const PYTEST: RunnerWords = {
  tests: 'pytest',
  red: [
    "Write functions test_… with plain assert, or the project's unittest classes where <examples> show them.",
    'Ids stand in a comment right above a test, # FR-001, AC-002, and not in a mark, which the project may refuse.',
    'Import the module under test at the top of the file, under the name by which the project imports its code: that it is not there yet is the failure that counts now. No import inside try, no pytest.importorskip, skip or xfail.',
    'Use @pytest.mark.parametrize where only values differ; fixtures for set-up and tear-down, and tmp_path, monkeypatch and capsys instead of own ones.',
    'Expect an error with pytest.raises(ItsClass, match=…) around the one call that raises it.',
    'Run async code with asyncio.run in a plain test, unless <examples> show a plugin for it.',
  ],
};
