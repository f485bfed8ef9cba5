import assert from 'node:assert/strict';
import { LANGUAGE_SAMPLES } from '../../../../kit/languageSamples';
import { scanned } from './scanned';

describe('names of a source file without its grammar', () => {
  it('in Python', () => {
    const said = scanned('a.py', LANGUAGE_SAMPLES.python);
    assert.deepEqual(said, {
      defined: 'LIMIT TABLE Cart size free',
      used: 'Base:1 Currency:2 Meta:1 annotations:1 dataclass:1 helper:1 int:2 items:1 len:1 of:1 property:1 util:1',
      imports: ['__future__ annotations', 'os.path', 'json', '.money Money Currency', '. util'],
    });
  });

  it('in TypeScript', () => {
    const said = scanned('a.ts', LANGUAGE_SAMPLES.typescript);
    assert.deepEqual(said, {
      defined: 'x Cart add Shape area Q LIMIT make free TABLE E main N q',
      used: 'Base:1 Item:1 Money:2 Promise:1 dec:1 fs:1 of:1 other:1 price:1 readFile:1 require:1 rf:1',
      imports: ['node:fs', '../money', './all', './some', './req'],
    });
  });

  it('in JavaScript', () => {
    const said = scanned('a.js', LANGUAGE_SAMPLES.javascript);
    assert.deepEqual(said, {
      defined: 'util make Thing run app handle local B',
      used: 'done:1 exports:4 helper:1 module:2 other:1 require:1 url:1',
      imports: ['./util'],
    });
  });

  it('in Go', () => {
    const said = scanned('a.go', LANGUAGE_SAMPLES.go);
    assert.deepEqual(said, {
      defined: 'Cart Shape Area ID Limit A B ErrX Add free',
      used: 'Err:1 Item:1 List:1 Money:1 Name:1 New:2 Println:1 Thing:2 any:1 err:1 error:1 errors:1 fmt:1 helper:1 iota:1 rest:1 string:1',
      imports: ['fmt', 'example.com/shop/money'],
    });
  });

  it('in Rust', () => {
    const said = scanned('a.rs', LANGUAGE_SAMPLES.rust);
    assert.deepEqual(said, {
      defined: 'inner q Cart LIMIT new Shape area E free tests works',
      used: 'Code:1 Debug:1 Display:1 Money:3 Thing:2 Vec:1 bar:1 cart:1 cfg:1 currency:1 derive:1 foo:1 helper:1 items:1 money:1 test:2 util:1',
      imports: [
        'crate::money Money',
        'crate::money::currency',
        'crate::money::currency Code',
        'crate::money',
        'super util',
        'self::cart',
        'super',
      ],
    });
  });

  it('in Java', () => {
    const said = scanned('A.java', LANGUAGE_SAMPLES.java);
    assert.deepEqual(said, {
      defined: 'Cart total Kind Shape area Point',
      used: 'Base:1 Entity:1 Foo:1 Item:1 Money:1 Override:1 ShopError:1 add:1 helper:1 items:1',
      imports: ['com.shop.money.Money', 'com.shop.Util', 'java.util.*'],
    });
  });

  it('in C#', () => {
    const said = scanned('a.cs', LANGUAGE_SAMPLES.csharp);
    assert.deepEqual(said, {
      defined: 'Shop.Cart Cart Get Point IShape Area Kind D',
      used: 'Add:1 Base:1 Foo:1 Helper:1 Item:1 Money:2 Serializable:1 items:1',
      imports: ['System.Text', 'Shop.Util', 'Shop.Other.Thing'],
    });
  });

  it('in Ruby', () => {
    const said = scanned('a.rb', LANGUAGE_SAMPLES.ruby);
    assert.deepEqual(said, {
      defined: 'Shop Cart add build valid?',
      used: 'Bar:1 Base:1 Foo:1 Thing:1 attr_reader:1 baz:1 helper:1 new:1 qux:1 require:1 require_relative:2',
      imports: ['shop/money', './util', '../other'],
    });
  });

  it('in PHP', () => {
    const said = scanned('a.php', LANGUAGE_SAMPLES.php);
    assert.deepEqual(said, {
      defined: 'App\\Cart Cart add Shape area T E helper',
      used: 'Base:1 Baz:1 Foo:1 Item:2 Other:1 User:1 bar:1 foo:1 qux:1',
      imports: ['App\\Models\\User', 'App\\Models\\Item', 'App\\Other', 'App\\helper', './x.php'],
    });
  });

  it('in C++', () => {
    const said = scanned('a.cpp', LANGUAGE_SAMPLES.cpp);
    assert.deepEqual(said, {
      defined: 'MAX Cart total get P E add free_fn decl',
      used: 'Base:1 Foo:1 Item:2 Money:2 Thing:2 bar:1 foo:1 helper:1 ns:1 x_:1',
      imports: ['shop/money.h', 'vector'],
    });
  });

  it('in C', () => {
    const said = scanned('a.h', LANGUAGE_SAMPLES.c);
    assert.deepEqual(said, { defined: 'add node name', used: 'node_t:1 point:1', imports: ['b.h'] });
  });
});
