/** Rules that are easily misread, and files to hold them against; each path is a file with nothing in it but what is given. */
export interface IgnoreFixture {
  readonly name: string;
  /** Texts of `.gitignore` and the like by path. */
  readonly rules: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}

const TREE = [
  'a.txt',
  'b.log',
  'src/a.txt',
  'src/b.log',
  'src/deep/a.txt',
  'src/deep/b.log',
  'build/x.js',
  'src/build/x.js',
  'doc/build',
];

function root(name: string, rules: string, files: readonly string[] = TREE): IgnoreFixture {
  return { name, rules: { '.gitignore': rules }, files };
}

export const IGNORE_FIXTURES: readonly IgnoreFixture[] = [
  root('a name anywhere', 'a.txt\n'),
  root('an ending anywhere', '*.log\n'),
  root('anchored by a slash in front', '/a.txt\n/build\n'),
  root('anchored by a slash in the middle', 'src/a.txt\ndeep/b.log\n'),
  root('folders alone', 'build/\n'),
  root('anchored folders alone', '/src/build/\n'),
  root('a file that was ignored comes back', '*.log\n!b.log\n'),
  root('the last rule that matches decides', '!b.log\n*.log\n!src/b.log\nsrc/b.log\n'),
  root('nothing comes back from a folder that is ignored', 'src/\n!src/a.txt\n'),
  root('everything but one file of a folder', 'src/*\n!src/a.txt\n'),
  root('everything but one path', '/*\n!/src\n/src/*\n!/src/deep\n'),
  root('two stars in front', '**/build\n'),
  root('two stars in front of a path', '**/deep/a.txt\n'),
  root('two stars at the end', 'src/**\n'),
  root('two stars at the end with one back', 'src/**\n!src/deep/\n!src/deep/a.txt\n'),
  root('two stars between', 'src/**/a.txt\n'),
  root('two stars that are no part of their own', 'src/**.txt\n**b.log\n'),
  root('stars with more than two', '***/a.txt\nsrc/***/b.log\n'),
  root('two stars alone', '**\n!*/\n!a.txt\n'),
  root('two stars and a slash', '**/\n'),
  root('one star is no slash', 'src/*/a.txt\n/*.txt\n'),
  root('a star between slashes', '*/b.log\n'),
  root('question marks', '?.txt\nsrc/dee?/b.log\n????\n'),
  root('a question mark is no slash', 'src?a.txt\n'),
  root('classes', '[ab].txt\n[!a].log\n', ['a.txt', 'b.txt', 'c.txt', 'a.log', 'b.log']),
  root('classes with a caret', '[^a].txt\n', ['a.txt', 'b.txt', '^.txt']),
  root('ranges', 'f[0-3].txt\ng[a-c0].txt\n', ['f0.txt', 'f3.txt', 'f4.txt', 'ga.txt', 'g0.txt', 'gd.txt']),
  root('a bracket in a class', '[]].txt\nx[]a].txt\n', ['].txt', 'x].txt', 'xa.txt', 'xb.txt']),
  root('a dash in a class', '[a-].txt\n[-b].log\n', ['a.txt', '-.txt', 'b.txt', '-.log', 'b.log', 'a.log']),
  root('a class that is not closed', '[ab.txt\n', ['[ab.txt', 'a.txt', 'b.txt']),
  root('a class that is escaped', '\\[ab\\].txt\n', ['[ab].txt', 'a.txt']),
  root('named classes', 'x[[:digit:]].txt\ny[[:upper:]].txt\n', ['x1.txt', 'xa.txt', 'yA.txt', 'ya.txt']),
  root('spaces at the end do not count', 'a.txt   \nb.log \n'),
  root('a space at the end that is escaped', 'end\\ \nopen \n', ['end ', 'end', 'open', 'open ']),
  root('two spaces at the end, the last one escaped', 'end \\ \n', ['end  ', 'end ', 'end']),
  root('spaces within', 'two words.txt\n', ['two words.txt', 'two', 'words.txt']),
  root('spaces in front', ' a.txt\n', [' a.txt', 'a.txt']),
  root('a tab at the end', 'a.txt\t\n', ['a.txt', 'a.txt\t']),
  root('comments', '# a.txt\n  # b.log\n', ['# a.txt', 'a.txt', 'b.log', '  # b.log', '# b.log']),
  root('a hash that is escaped', '\\#a.txt\nb#.txt\n', ['#a.txt', 'b#.txt', '\\#a.txt']),
  root('an exclamation mark that is escaped', '\\!a.txt\n', ['!a.txt', 'a.txt']),
  root('two exclamation marks', '*.txt\n!!a.txt\n', ['!a.txt', 'a.txt']),
  root('lines that end as on Windows', 'a.txt\r\nbuild/\r\n'),
  root('empty lines and no line end at the end', '\n\n\na.txt\n\n*.log'),
  root('a byte order mark in front', '\uFEFFa.txt\n'),
  root('a backslash before a letter', '\\a.txt\nb\\.log\n'),
  root('a backslash at the end', 'a.txt\\\n', ['a.txt', 'a.txt\\']),
  root('a backslash in a name', 'a\\\\b.txt\n', ['a\\b.txt', 'ab.txt']),
  root('a star that is escaped', '\\*.txt\n', ['*.txt', 'a.txt']),
  root('signs that mean something in other languages', 'a+b.txt\n(c).txt\n$d^.txt\n{e,f}.txt\ng|h.txt\n', [
    ...['a+b.txt', 'aab.txt', '(c).txt', 'c.txt', '$d^.txt', '{e,f}.txt', 'e.txt', 'g|h.txt', 'g'],
  ]),
  root('names that begin with a dot', '.*\n!.gitignore\n', ['.env', '.dir/x', 'a.b', 'a/.c']),
  root('a star takes names that begin with a dot', '*\n!*.txt\n', ['.txt', '.a.txt', '.env', 'b.txt']),
  root('upper and lower case differ', 'A.TXT\nBuild/\n'),
  root('letters beyond ASCII', 'ä*.txt\n日本/\n', ['äb.txt', 'ab.txt', '日本/x.txt', 'é.txt']),
  root('a slash alone', '/\n'),
  root('a path with a point in front', './a.txt\n'),
  root('a path that leads up', '../a.txt\nsrc/../a.txt\n'),
  root('slashes that repeat', 'src//a.txt\nbuild//\n'),
  root('the rules ignore themselves', '.gitignore\n*.log\n'),
  root('a folder comes back, but not what it holds', '*\n!src/\n!src/a.txt\n!*/\n'),
  root('a file with the name of a folder that is ignored', 'doc/build/\nbuild/\n'),
  root('several stars in a name', '*a*b*.txt\n', ['xaxbx.txt', 'ab.txt', 'ba.txt', 'a/b.txt']),
  root('several stars in a path', '**/a/**/b/**\n', ['a/b/c', 'x/a/b/c', 'a/x/b/c', 'b/a/c']),
  {
    name: 'rules in a folder hold there alone',
    rules: { 'src/.gitignore': 'a.txt\n/b.log\n' },
    files: TREE,
  },
  {
    name: 'rules in a folder undo those above',
    rules: { '.gitignore': '*.log\n', 'src/.gitignore': '!b.log\n', 'src/deep/.gitignore': 'b.log\n' },
    files: TREE,
  },
  {
    name: 'rules in a folder that is ignored are not read',
    rules: { '.gitignore': 'src\n', 'src/.gitignore': '!*\n' },
    files: TREE,
  },
  {
    name: 'rules in a folder that is back',
    rules: { '.gitignore': 'src/*\n!src/deep/\n', 'src/deep/.gitignore': 'a.txt\n' },
    files: TREE,
  },
  {
    name: 'a folder ignores itself',
    rules: { 'src/.gitignore': '*\n' },
    files: TREE,
  },
  {
    name: 'an anchor in a folder means that folder',
    rules: { 'src/.gitignore': '/deep/a.txt\n/src/b.log\ndeep/\n!deep/\n' },
    files: TREE,
  },
  {
    name: "the repository's own list",
    rules: { '.git/info/exclude': '*.log\n/build/\n' },
    files: TREE,
  },
  {
    name: "the repository's own list says less than the files",
    rules: { '.git/info/exclude': '*.log\n', '.gitignore': '!b.log\n', 'src/.gitignore': 'b.log\n' },
    files: TREE,
  },
];
