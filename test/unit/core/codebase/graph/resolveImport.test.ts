import assert from 'node:assert/strict';
import { PathIndex } from '../../../../../src/core/codebase/graph/pathIndex';
import { resolveImport } from '../../../../../src/core/codebase/graph/resolveImport';

/** What an import of `from` leads to. */
function resolver(paths: readonly string[], namespaces: Readonly<Record<string, readonly string[]>> = {}) {
  const sorted = [...paths].sort();
  const numbers = Object.entries(namespaces).map(
    ([name, files]) => [name, files.map((file) => sorted.indexOf(file))] as const,
  );
  const targets = { paths: new PathIndex(sorted), namespaces: new Map(numbers), found: new Map() };
  return (from: string, module: string) => resolveImport(from, module, targets).map((file) => sorted[file]);
}

function assertLeads(
  resolve: (from: string, module: string) => readonly (string | undefined)[],
  cases: readonly (readonly [from: string, module: string, ...to: string[]])[],
): void {
  for (const [from, module, ...to] of cases) assert.deepEqual(resolve(from, module), to, `${module} in ${from}`);
}

describe('what an import leads to', () => {
  it('in Python: relative, from the outermost package, and never the standard library', () => {
    const resolve = resolver([
      ...['src/shop/__init__.py', 'src/shop/cart.py', 'src/shop/json/__init__.py', 'src/shop/sub/__init__.py'],
      ...['src/shop/sub/deep.py', 'tests/conftest.py', 'tests/test_cart.py', 'types/stubs.pyi', 'other/shop2/cart.py'],
    ]);
    assertLeads(resolve, [
      ['src/shop/cart.py', '.', 'src/shop/__init__.py'],
      ['src/shop/cart.py', '.sub.deep', 'src/shop/sub/deep.py'],
      ['src/shop/cart.py', '.sub.deep.Thing'],
      ['src/shop/sub/deep.py', '..cart', 'src/shop/cart.py'],
      ['src/shop/sub/deep.py', '..', 'src/shop/__init__.py'],
      ['src/shop/sub/deep.py', '.....far'],
      ['tests/test_cart.py', 'shop.cart', 'src/shop/cart.py'],
      ['tests/test_cart.py', 'shop', 'src/shop/__init__.py'],
      ['tests/test_cart.py', 'src.shop.cart', 'src/shop/cart.py'],
      ['tests/test_cart.py', 'conftest', 'tests/conftest.py'],
      ['tests/test_cart.py', 'stubs', 'types/stubs.pyi'],
      ['src/shop/cart.py', 'json'],
      ['src/shop/cart.py', 'os.path'],
    ]);
  });

  it('in JavaScript and TypeScript: endings and indexes left out, aliases, packages of the same repository', () => {
    const resolve = resolver([
      ...['src/cart.ts', 'src/view.tsx', 'src/util/index.ts', 'src/types.d.ts', 'src/old.js', 'index.js', 'src/a.b.ts'],
      ...['test/cart.test.ts', 'packages/core/src/index.ts', 'packages/core/src/money.ts', 'src/util/text.ts'],
    ]);
    assertLeads(resolve, [
      ['test/cart.test.ts', '../src/cart', 'src/cart.ts'],
      ['test/cart.test.ts', '../src/cart.js', 'src/cart.ts'],
      ['test/cart.test.ts', '../src/view.jsx', 'src/view.tsx'],
      ['test/cart.test.ts', '../src/old.js', 'src/old.js'],
      ['test/cart.test.ts', '../src/a.b', 'src/a.b.ts'],
      ['test/cart.test.ts', '../src/util', 'src/util/index.ts'],
      ['test/cart.test.ts', '..', 'index.js'],
      ['src/util/text.ts', '.', 'src/util/index.ts'],
      ['src/util/text.ts', '../types', 'src/types.d.ts'],
      ['src/util/text.ts', '../../../outside'],
      ['test/cart.test.ts', '@/util/text', 'src/util/text.ts'],
      ['test/cart.test.ts', 'src/cart', 'src/cart.ts'],
      ['test/cart.test.ts', '@shop/core', 'packages/core/src/index.ts'],
      ['test/cart.test.ts', '@util/text', 'src/util/text.ts'],
      ['test/cart.test.ts', '@shop/text'],
      ['test/cart.test.ts', 'react'],
      ['test/cart.test.ts', 'cart'],
      ['src/cart.ts', 'node:fs'],
    ]);
  });

  it('in Go: the files of the package, without its tests', () => {
    const resolve = resolver([
      ...['go.go', 'money/money.go', 'money/rate.go', 'money/money_test.go', 'internal/db/db.go', 'errors/e.go'],
      ...['tools/gen/internal/flag/flag.go', 'cmd/main.go'],
    ]);
    assertLeads(resolve, [
      ['cmd/main.go', 'example.com/shop/money', 'money/money.go', 'money/rate.go'],
      ['cmd/main.go', 'example.com/shop/internal/db', 'internal/db/db.go'],
      ['cmd/main.go', 'example.com/tools/gen/internal/flag', 'tools/gen/internal/flag/flag.go'],
      ['cmd/main.go', 'github.com/me/shop', 'go.go'],
      ['cmd/main.go', 'shop/money', 'money/money.go', 'money/rate.go'],
      ['cmd/main.go', 'errors'],
      ['cmd/main.go', 'encoding/json'],
    ]);
  });

  it('in Rust: from the crate, the module, the one above, another crate', () => {
    const resolve = resolver([
      ...['src/lib.rs', 'src/money.rs', 'src/cart/mod.rs', 'src/cart/item.rs', 'tests/cart.rs'],
      ...['crates/shop-tax/src/lib.rs', 'crates/shop-tax/src/rate.rs', 'src/money/coin.rs'],
    ]);
    assertLeads(resolve, [
      ['src/cart/item.rs', 'crate::money', 'src/money.rs'],
      ['src/cart/item.rs', 'crate', 'src/lib.rs'],
      ['src/cart/item.rs', 'crate::cart', 'src/cart/mod.rs'],
      ['src/cart/item.rs', 'super', 'src/cart/mod.rs'],
      ['src/cart/mod.rs', 'self::item', 'src/cart/item.rs'],
      ['src/cart/mod.rs', 'super::money', 'src/money.rs'],
      ['src/money.rs', 'self::coin', 'src/money/coin.rs'],
      ['src/money.rs', 'crate::money::Money'],
      ['crates/shop-tax/src/rate.rs', 'crate', 'crates/shop-tax/src/lib.rs'],
      ['src/money.rs', 'shop_tax::rate', 'crates/shop-tax/src/rate.rs'],
      ['tests/cart.rs', 'shop::cart', 'src/cart/mod.rs'],
      ['tests/cart.rs', 'std::collections'],
    ]);
  });

  it('in Java: the class, the one around it, the package', () => {
    const resolve = resolver([
      'main/com/shop/Money.java',
      'main/com/shop/tax/Rate.java',
      'main/com/shop/tax/Zone.java',
      'A.java',
    ]);
    assertLeads(resolve, [
      ['A.java', 'com.shop.Money', 'main/com/shop/Money.java'],
      ['A.java', 'com.shop.Money.Kind', 'main/com/shop/Money.java'],
      ['A.java', 'com.shop.tax.*', 'main/com/shop/tax/Rate.java', 'main/com/shop/tax/Zone.java'],
      ['A.java', 'java.util.List'],
    ]);
  });

  it('in C#: whoever adds to the namespace', () => {
    const resolve = resolver(['a/Money.cs', 'b/Rate.cs', 'c/Use.cs', 'c/Tax/Zone.cs'], {
      'Shop.Tax': ['a/Money.cs', 'b/Rate.cs'],
    });
    assertLeads(resolve, [
      ['c/Use.cs', 'Shop.Tax', 'a/Money.cs', 'b/Rate.cs'],
      ['a/Money.cs', 'Shop.Tax', 'b/Rate.cs'],
      ['c/Use.cs', 'Shop.Tax.Zone', 'c/Tax/Zone.cs'],
      ['c/Use.cs', 'System.Text'],
    ]);
  });

  it('in Ruby: relative, and what stands in a folder for libraries', () => {
    const resolve = resolver([
      'lib/shop/money.rb',
      'lib/json2.rb',
      'vendor/deep/json.rb',
      'spec/money_spec.rb',
      'spec/helper.rb',
    ]);
    assertLeads(resolve, [
      ['spec/money_spec.rb', 'shop/money', 'lib/shop/money.rb'],
      ['spec/money_spec.rb', './helper', 'spec/helper.rb'],
      ['spec/money_spec.rb', '../lib/json2', 'lib/json2.rb'],
      ['spec/money_spec.rb', 'json'],
    ]);
  });

  it('in PHP: classes by the end of their namespace, files by their path', () => {
    const resolve = resolver([
      'src/Models/User.php',
      'src/Other/User.php',
      'src/Tax.php',
      'src/x.php',
      'tests/UserTest.php',
    ]);
    assertLeads(resolve, [
      ['tests/UserTest.php', 'App\\Models\\User', 'src/Models/User.php'],
      ['tests/UserTest.php', 'App\\Tax', 'src/Tax.php'],
      ['tests/UserTest.php', '../src/x.php', 'src/x.php'],
      ['tests/UserTest.php', 'Symfony\\Console\\User'],
    ]);
  });

  it('in C and C++: beside the file, else by the end of the path, the nearest of several', () => {
    const resolve = resolver([
      'a/include/shop/money.h',
      'b/include/shop/money.h',
      'b/src/cart.cpp',
      'b/src/cart.h',
      'a/src/x.c',
    ]);
    assertLeads(resolve, [
      ['b/src/cart.cpp', 'cart.h', 'b/src/cart.h'],
      ['b/src/cart.cpp', 'shop/money.h', 'b/include/shop/money.h'],
      ['a/src/x.c', 'shop/money.h', 'a/include/shop/money.h'],
      ['b/src/cart.cpp', '../include/shop/money.h', 'b/include/shop/money.h'],
      ['b/src/cart.cpp', 'vector'],
    ]);
  });

  it('is nothing in a language that is not known', () => {
    assert.deepEqual(resolver(['a.kt', 'b.kt'])('a.kt', 'b'), []);
  });
});
