import assert from 'node:assert/strict';
import { LANGUAGE_SAMPLES } from '../../../../kit/languageSamples';
import { imported, shown, symbolsOf } from './symbolsOf';

describe('symbols of a source file, more languages', () => {
  it('in C#', async () => {
    const symbols = await symbolsOf('a.cs', LANGUAGE_SAMPLES.csharp.join('\n'));
    assert.deepEqual(shown(symbols), [
      '4-4 module Shop.Cart | namespace Shop.Cart;',
      '9-16 class Cart | [Serializable]⏎public class Cart<T> : Base, IShape | A cart.',
      '11-11 constant Cart.Limit | private const int Limit = 3;',
      '12-12 constant Cart.Total | public Money Total { get; set; }',
      '14-14 method Cart.Cart | public Cart(int a) | Adds.',
      '15-15 method Cart.Get | public Money Get(Item item)',
      '17-17 class Point | public record Point(int X);',
      '18-18 interface IShape | interface IShape',
      '18-18 method IShape.Area | int Area(int a);',
      '19-19 type Kind | enum Kind { A, B }',
      '20-20 type D | delegate void D(int x);',
    ]);
    assert.deepEqual(imported(symbols), ['System.Text:', 'Shop.Util:', 'Shop.Other.Thing:']);
  });

  it('in Ruby', async () => {
    const symbols = await symbolsOf('a.rb', LANGUAGE_SAMPLES.ruby.join('\n'));
    assert.deepEqual(shown(symbols), [
      '5-18 module Shop | module Shop⏎  # A cart. | Shop things.',
      '7-17 class Shop.Cart | class Cart < Base::Thing | A cart.',
      '8-8 constant Shop.Cart.LIMIT | LIMIT = 3',
      '11-14 method Shop.Cart.add | def add(item, qty = 1, *rest, key: 2) | Adds.',
      '15-15 method Shop.Cart.build | def self.build; end',
      '16-16 method Shop.Cart.valid? | def valid?;',
    ]);
    assert.deepEqual(imported(symbols), ['shop/money:', './util:', '../other:']);
  });

  it('in PHP', async () => {
    const symbols = await symbolsOf('a.php', LANGUAGE_SAMPLES.php.join('\n'));
    assert.deepEqual(shown(symbols), [
      '2-2 module App\\Cart | namespace App\\Cart;',
      '10-15 class Cart | final class Cart extends Base implements Shape | A cart.',
      '11-11 constant Cart.LIMIT | const LIMIT = 3;',
      '12-12 constant Cart.total | private int $total = 0;',
      '14-14 method Cart.add | public function add(Item $item, int $q = 1): void | Adds.',
      '16-16 interface Shape | interface Shape',
      '16-16 method Shape.area | public function area();',
      '17-17 class T | trait T',
      '18-18 type E | enum E: string { case A = "a"; }',
      '19-19 function helper | function helper(int $a)',
    ]);
    assert.deepEqual(imported(symbols), [
      'App\\Models\\User: User',
      'App\\Models\\Item: Item',
      'App\\Other: Other',
      'App\\helper: helper',
      './x.php:',
    ]);
  });

  it('in C++', async () => {
    const symbols = await symbolsOf('a.cpp', LANGUAGE_SAMPLES.cpp.join('\n'));
    assert.deepEqual(shown(symbols), [
      '3-3 function MAX | #define MAX(a, b)',
      '6-15 class Cart | template <typename T>⏎class Cart : public Base<T> | A cart.',
      '9-9 method Cart.Cart | explicit Cart(int a);',
      '11-11 method Cart.total | int total() const',
      '12-12 method Cart.get | Money& get(const Item& item);',
      '16-16 class P | struct P { int a; }',
      '17-17 type E | enum class E { A }',
      '18-18 type Q | using Q = Money;',
      '19-19 method Cart.add | int Cart::add(const Item& item)',
      '20-20 function free_fn | Thing *free_fn(int a)',
      '21-21 function decl | int decl(int a);',
      '22-22 constant K | const int K = 3;',
    ]);
    assert.deepEqual(imported(symbols), ['shop/money.h:', 'vector:']);
  });

  it('in C', async () => {
    const symbols = await symbolsOf('a.h', LANGUAGE_SAMPLES.c.join('\n'));
    assert.deepEqual(shown(symbols), [
      '5-5 function add | int add(int a, struct point *p); | Adds two.',
      '6-6 type node_t | typedef struct node { int x; struct node *next; } node_t;',
      '6-6 class node_t.node | struct node { int x; struct node *next; }',
      '7-7 function name | extern char *name(void);',
    ]);
    assert.deepEqual(imported(symbols), ['b.h:']);
  });
});
