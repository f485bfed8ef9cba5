import assert from 'node:assert/strict';
import { TRIVIAL_SUBJECTS } from '../../../../src/core/testrun/substitute';
import { realRun } from '../../../kit/realRun';
import { said, substituted, touched } from './substituted';

describe('pytest with a substitute for the module under test', () => {
  describe('that is not implemented', () => {
    it('runs each test on its own, and each fails by what it calls or looks at', async () => {
      const run = await substituted(`
import asyncio
import pytest
from shop.cart import Cart, CartError, Level, total, load

def test_makes(): Cart("x", owner="me")
def test_calls_a_method(): Cart().add(1)
def test_calls_a_function(): total([1])
def test_compares_a_property(): assert Cart().total == 0
def test_gives_no_keyword_back(): assert Cart(owner="me").owner == "me"
def test_keeps_what_it_was_given():
    cart = Cart()
    cart.total = 3
    assert cart.total == 3
def test_truth_of_a_value(): assert Cart().is_empty
def test_length_of_a_value(): assert len(Cart().items) == 0
def test_loop_over_a_value(): assert [each for each in Cart().items] == []
def test_arithmetic(): assert Cart().total + 1 == 1
def test_order(): assert Cart().total >= 0
def test_arithmetic_of_objects(): assert Cart() + Cart() == Cart()
def test_length_of_an_object(): assert len(Cart()) == 0
def test_index_of_an_object(): assert Cart()["a"] == 0
def test_expects_its_error():
    with pytest.raises(CartError): Cart().add(-1)
def test_its_error_is_an_exception():
    with pytest.raises(CartError, match="no"): raise CartError("no")
def test_its_error_can_be_caught():
    try: raise CartError("no")
    except CartError as error: assert error.code == 3
def test_levels_are_themselves():
    assert Level.HIGH == Level.HIGH and Level.HIGH is Level["HIGH"]
    assert Level.LOW != Level.HIGH and Level.HIGH in Level
    assert [each.name for each in Level] == ["LOW", "HIGH"] and len(Level) == 2
    assert {Level.LOW: 1}[Level.LOW] == 1 and isinstance(Level.LOW, Level)
def test_value_of_a_level(): assert Level.HIGH.value == 3
def test_awaits_a_function(): asyncio.run(load())
def test_awaits_a_method(): asyncio.run(Cart().fetch("x"))
def test_enters():
    with Cart() as cart: pass
def test_formats(): assert f"{Cart().total:.2f}" == "0.00"
`);
      assert.deepEqual(said(run), [
        'passed test_makes',
        'failed test_calls_a_method: NotImplementedError: Cart.add is not implemented',
        'failed test_calls_a_function: NotImplementedError: total is not implemented',
        'failed test_compares_a_property: AssertionError: assert <Cart.total is not implemented> == 0',
        "failed test_gives_no_keyword_back: AssertionError: assert <Cart.owner is not implemented> == 'me'",
        'passed test_keeps_what_it_was_given',
        'failed test_truth_of_a_value: NotImplementedError: Cart.is_empty is not implemented',
        'failed test_length_of_a_value: NotImplementedError: Cart.items is not implemented',
        'failed test_loop_over_a_value: NotImplementedError: Cart.items is not implemented',
        'failed test_arithmetic: NotImplementedError: Cart.total is not implemented',
        'failed test_order: NotImplementedError: Cart.total is not implemented',
        'failed test_arithmetic_of_objects: NotImplementedError: Cart.__add__ is not implemented',
        'failed test_length_of_an_object: NotImplementedError: Cart.__len__ is not implemented',
        'failed test_index_of_an_object: NotImplementedError: Cart.__getitem__ is not implemented',
        'failed test_expects_its_error: NotImplementedError: Cart.add is not implemented',
        'passed test_its_error_is_an_exception',
        'failed test_its_error_can_be_caught: AssertionError: assert <CartError.code is not implemented> == 3',
        'passed test_levels_are_themselves',
        'failed test_value_of_a_level: AssertionError: assert <Level.value is not implemented> == 3',
        'failed test_awaits_a_function: NotImplementedError: load is not implemented',
        'failed test_awaits_a_method: NotImplementedError: Cart.fetch is not implemented',
        'failed test_enters: NotImplementedError: Cart.__enter__ is not implemented',
        'failed test_formats: NotImplementedError: Cart.total is not implemented',
      ]);
    });

    it('has every name that nobody declared, of the kind that its look and its use say', async () => {
      const run = await substituted(
        `
import asyncio
from unittest import TestCase
import pytest
from shop import cart
from shop.cart import Basket, BasketFull, OutOfStockError, Status, LIMIT, checkout, settings, fetch

class Discounted(Basket, metaclass=type(Basket)):
    def __init__(self, percent):
        super().__init__(percent)
        self.percent = percent
    def pay(self, sum): return super().pay(sum) * self.percent

def test_class(): assert Basket(1, size=2).size == 2
def test_method(): Basket().empty_out(now=True)
def test_class_method(): Basket.from_json("{}")
def test_nested_error():
    with pytest.raises(Basket.Locked): Basket().lock()
def test_error():
    with pytest.raises(OutOfStockError): checkout()
def test_error_by_use():
    with pytest.raises(BasketFull): checkout()
def test_status_equals_itself(): assert Status.OPEN == Status.OPEN is Status.OPEN
def test_statuses_differ(): assert Status.OPEN == Status.CLOSED
def test_constant(): assert LIMIT == 5
def test_constant_is_used(): assert [1] * LIMIT == []
def test_object(): settings.load("x").limit
def test_subclass_keeps_its_own(): assert Discounted(percent=3).percent == 3
def test_subclass_asks_its_base(): Discounted(3).pay(1)
def test_whole_module(): assert cart.Basket is Basket and cart.other_function() == 1
def test_awaited(): asyncio.run(fetch("x"))
class TestOld(TestCase):
    def test_raises(self):
        with self.assertRaises(cart.BasketGone): checkout()
    def test_almost(self): self.assertAlmostEqual(Basket().total, 3)
`,
        'not-implemented',
        { shape: [] },
      );
      assert.deepEqual(said(run), [
        'failed test_class: AssertionError: assert <Basket.size is not implemented> == 2',
        'failed test_method: NotImplementedError: Basket.empty_out is not implemented',
        'failed test_class_method: NotImplementedError: Basket.from_json is not implemented',
        'failed test_nested_error: NotImplementedError: Basket.lock is not implemented',
        'failed test_error: NotImplementedError: checkout is not implemented',
        'failed test_error_by_use: NotImplementedError: checkout is not implemented',
        'passed test_status_equals_itself',
        'failed test_statuses_differ: AssertionError: assert Status.OPEN == Status.CLOSED',
        'failed test_constant: AssertionError: assert LIMIT == 5',
        'failed test_constant_is_used: NotImplementedError: LIMIT is not implemented',
        'failed test_object: NotImplementedError: settings.load is not implemented',
        'passed test_subclass_keeps_its_own',
        'failed test_subclass_asks_its_base: NotImplementedError: Basket.pay is not implemented',
        'failed test_whole_module: NotImplementedError: other_function is not implemented',
        'failed test_awaited: NotImplementedError: fetch is not implemented',
        'failed test_almost: NotImplementedError: Basket.total is not implemented',
        'failed test_raises: NotImplementedError: checkout is not implemented',
      ]);
    });

    it('is named as the cause also when a library only says that a value has the wrong type', async () => {
      const run = await substituted(`
import json, re
from decimal import Decimal
from shop.cart import Cart
def test_pattern(): assert re.match("a", Cart().name)
def test_json(): assert json.loads(Cart().text) == {}
def test_decimal(): assert Decimal(Cart().price) == 1
def test_own_mistake(): Decimal([1, "a"])
`);
      assert.deepEqual(
        run.report.tests.map(({ failure }) => `${failure?.exception} ${failure?.message.slice(0, 32)}`),
        [
          'NotImplementedError Cart.name is not implemented (Ty',
          'NotImplementedError Cart.text is not implemented (Ty',
          'NotImplementedError Cart.price is not implemented (T',
          'ValueError argument must be a sequence of l',
        ],
      );
      assert.deepEqual(run.report.tests[0]?.failure?.frames, [
        { file: 'tests/test_cart.py', line: 5, function: 'test_pattern', library: false },
      ]);
    });

    it('is named as the cause where the fields of a data class are asked for', async () => {
      const run = await substituted(`
import dataclasses
from shop.cart import Cart

def test_fields(): assert {each.name for each in dataclasses.fields(Cart)} == {"owner"}
def test_replace(): assert dataclasses.replace(Cart(owner="me"), owner="you") != Cart(owner="me")
def test_is_one(): assert dataclasses.is_dataclass(Cart)
`);
      assert.deepEqual(said(run), [
        'failed test_fields: NotImplementedError: Cart.__dataclass_fields__ is not implemented',
        'failed test_replace: NotImplementedError: Cart.__dataclass_fields__ is not implemented',
        'failed test_is_one: AssertionError: assert False',
      ]);
    });

    it('does not hide tests when their file calls it while it is loaded', async () => {
      const run = await substituted(`
import pytest
from shop.cart import Cart, total, register, registered, LIMIT
SUM = total([1])
CART = Cart()
LATER = LIMIT + 1
@register
def test_decorated(): pass
@registered("name")
def test_decorated_with_arguments(tmp_path): assert tmp_path
@pytest.mark.parametrize("sum", [total([2]), LIMIT])
def test_parameter(sum): assert sum == 2
def test_uses_a_value(): assert SUM + 1 == 2
def test_uses_an_object(): CART.add(1)
def test_uses_a_constant(): assert LATER > 1
def test_uses_none_of_it(): assert False
@pytest.fixture
def filled(): return CART.add(2)
def test_set_up(filled): assert filled
`);
      assert.deepEqual(said(run), [
        'failed test_decorated: NotImplementedError: register is not implemented',
        'failed test_decorated_with_arguments: NotImplementedError: registered is not implemented',
        'failed test_parameter[sum0]: AssertionError: assert <total is not implemented> == 2',
        'failed test_parameter[sum1]: AssertionError: assert <LIMIT is not implemented> == 2',
        'failed test_uses_a_value: NotImplementedError: total is not implemented',
        'failed test_uses_an_object: NotImplementedError: Cart.add is not implemented',
        'failed test_uses_a_constant: NotImplementedError: LIMIT is not implemented',
        'failed test_uses_none_of_it: AssertionError: assert False',
        'setup-error test_set_up: NotImplementedError: Cart.add is not implemented',
      ]);
      assert.deepEqual(touched(run), {
        test_decorated: ['register'],
        test_decorated_with_arguments: ['registered'],
        'test_parameter[sum0]': ['total'],
        'test_parameter[sum1]': ['LIMIT'],
        test_uses_a_value: ['total'],
        test_uses_an_object: ['Cart.add'],
        test_uses_a_constant: ['LIMIT'],
        test_uses_none_of_it: [],
        test_set_up: ['Cart.add'],
      });
    });
  });

  describe('tells what each test used of it:', () => {
    it('calls, objects made and attributes read, by whoever the test calls, and no mere import', async () => {
      const run = await substituted({
        'shop/report.py': 'from shop.cart import Cart\ndef report(): return Cart().lines\n',
        'tests/conftest.py': `
import pytest
from shop.cart import Cart
@pytest.fixture
def cart():
    yield Cart()
`,
        'tests/test_cart.py': `
import copy
import pytest
from unittest import mock
import shop.cart
from shop import cart as module
from shop.cart import Cart, CartError, Level, total
from shop.report import report

def test_nothing(): assert 1 == 2
def test_imports():
    from shop.cart import Cart, total
    assert 1 == 2
def test_makes(): Cart()
def test_calls(): total([])
def test_reads(): Cart().total; Cart().total
def test_reads_of_the_module(): assert module.LIMIT == shop.cart.other
def test_through_a_fixture(cart): assert False
def test_through_the_project(): report()
def test_class(): assert Cart.limit == Level.HIGH
def test_catches():
    with pytest.raises(CartError): int("a")
def test_catches_by_the_module():
    with pytest.raises(module.CartError): int("a")
def test_passes_a_name_on(): assert callable(total)
@mock.patch("shop.cart.total", return_value=3)
def test_replaces(total):
    assert module.total() == 4
def test_replaces_an_attribute(monkeypatch):
    monkeypatch.setattr(Cart, "add", lambda self: 3)
    monkeypatch.setattr("shop.cart.total", lambda: 3)
    assert False
`,
      });
      assert.deepEqual(touched(run), {
        test_nothing: [],
        test_imports: [],
        test_makes: ['Cart'],
        test_calls: ['total'],
        test_reads: ['Cart', 'Cart.total'],
        test_reads_of_the_module: ['LIMIT', 'other'],
        test_through_a_fixture: ['Cart'],
        test_through_the_project: ['Cart', 'Cart.lines'],
        test_class: ['Cart.limit', 'Level.HIGH'],
        test_catches: [],
        test_catches_by_the_module: ['CartError'],
        test_passes_a_name_on: [],
        test_replaces: [],
        test_replaces_an_attribute: [],
      });
    });

    it('nothing for a test that did not run, and nothing at all without a substitute', async () => {
      const files = { 'tests/test_cart.py': 'import nowhere_at_all\ndef test_a(): pass\n' };
      assert.deepEqual(touched(await substituted(files)), { test_a: [] });
      assert.deepEqual(touched(await realRun(files)), { test_a: undefined });
    });
  });

  describe('can be replaced by mocks:', () => {
    it('functions, classes, methods, and objects, and is itself again after', async () => {
      const run = await substituted(`
import asyncio
from unittest import mock
import shop.cart
from shop.cart import Cart

def test_function():
    with mock.patch("shop.cart.total", return_value=3) as total:
        assert shop.cart.total([1]) == 3
        assert isinstance(total, mock.MagicMock) and not isinstance(total, mock.AsyncMock)
    shop.cart.total([1])
def test_async_function():
    with mock.patch("shop.cart.load") as load:
        assert isinstance(load, mock.AsyncMock)
def test_class():
    with mock.patch("shop.cart.Cart") as made:
        made.return_value.total = 3
        assert shop.cart.Cart().total == 3
    assert shop.cart.Cart is Cart
def test_method():
    with mock.patch.object(Cart, "add", autospec=True) as add:
        Cart().add(1)
        assert add.call_count == 1
    with mock.patch("shop.cart.Cart.remove"):
        Cart().remove(1)
    Cart().add(1)
def test_method_of_an_object():
    cart = Cart()
    with mock.patch.object(cart, "add", return_value=5):
        assert cart.add(1) == 5
    cart.add(1)
def test_property():
    with mock.patch.object(Cart, "total", new_callable=mock.PropertyMock, return_value=4):
        assert Cart().total == 4
def test_class_with_its_shape():
    with mock.patch("shop.cart.Cart", autospec=True) as made:
        made.return_value.add.return_value = 3
        assert shop.cart.Cart().add(1) == 3
def test_mock_of_its_shape():
    cart = mock.Mock(spec=Cart)
    cart.add.return_value = 3
    cart.clear()
    assert cart.add(1) == 3
`);
      assert.deepEqual(said(run), [
        'failed test_function: NotImplementedError: total is not implemented',
        'passed test_async_function',
        'passed test_class',
        'failed test_method: NotImplementedError: Cart.add is not implemented',
        'failed test_method_of_an_object: NotImplementedError: Cart.add is not implemented',
        'passed test_property',
        'passed test_class_with_its_shape',
        'passed test_mock_of_its_shape',
      ]);
    });
  });

  describe('as a trivial subject', () => {
    const ALL = `
import asyncio
import pytest
from shop.cart import Cart, CartError, Level, LIMIT, total, load

def test_always_makes(): assert isinstance(Cart(1, owner="me"), Cart)
def test_never_equal(): assert total([1]) == 17
def test_constant_is_nobody(): assert total([1]) == LIMIT or Cart().level == Level.HIGH
def test_none(): assert total([1]) is None
def test_none_property(): assert Cart().total is None
def test_zero(): assert total([1]) == 0
def test_zero_method(): assert Cart().add(1) + 1 == 1
def test_empty_text(): assert total([1]) == "" and len(total([1])) == 0
def test_empty_list(): assert Cart().total == [] and not Cart().total
def test_empty_map(): assert {} == Cart().add(1) and list(Cart().add(1).items()) == []
def test_argument(): assert total("a") == "a" and Cart().add(2, 3) == 2
def test_named_argument(): assert Cart().add(item=4) == 4
def test_keeps_a_field(): assert Cart(owner="me").owner == "me" and Cart("a", "me").owner == "me"
def test_awaited(): assert asyncio.run(load(1)) == asyncio.run(Cart().fetch(1)) == total(1)
def test_value_error():
    with pytest.raises(ValueError): total([1])
def test_own_error():
    with pytest.raises(CartError, match="raises"): Cart().add(1)
def test_other_errors():
    for error in (TypeError, KeyError, IndexError, LookupError, RuntimeError, ZeroDivisionError, FileNotFoundError):
        with pytest.raises(error): Cart().total
`;

    const SATISFIED: Readonly<Record<(typeof TRIVIAL_SUBJECTS)[number], readonly string[]>> = {
      none: ['test_none', 'test_none_property', 'test_awaited'],
      zero: ['test_zero', 'test_zero_method', 'test_awaited'],
      empty: ['test_empty_text', 'test_empty_list', 'test_empty_map', 'test_awaited'],
      argument: ['test_none_property', 'test_argument', 'test_named_argument', 'test_keeps_a_field', 'test_awaited'],
      raises: ['test_value_error', 'test_own_error', 'test_other_errors'],
    };

    for (const subject of TRIVIAL_SUBJECTS) {
      it(`"${subject}" satisfies just the tests that ask for it`, async () => {
        const { report } = await substituted(ALL, subject);
        assert.deepEqual(
          report.tests.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name),
          ['test_always_makes', ...SATISFIED[subject]],
        );
        assert.deepEqual(report.tests.find(({ name }) => name === 'test_zero_method')?.touched, ['Cart', 'Cart.add']);
      });
    }

    it('can be replaced by mocks too, whatever it would raise', async () => {
      const run = await substituted(
        `
from unittest import mock
from shop.cart import Cart
def test_attribute():
    cart = Cart()
    with mock.patch.object(cart, "total", 5), mock.patch.object(cart, "add", return_value=2):
        assert cart.total == 5 and cart.add(1) == 2
    with mock.patch.object(Cart, "limit", 3):
        assert Cart.limit == 3
`,
        'raises',
      );
      assert.deepEqual(said(run), ['passed test_attribute']);
    });

    it('takes the place of a module that is there', async () => {
      const files = {
        'shop/__init__.py': '',
        'shop/cart.py': 'def total(prices): return 17\n',
        'tests/test_cart.py': 'from shop.cart import total\ndef test_total(): assert total([17]) == 17\n',
      };
      assert.deepEqual(said(await substituted(files, 'none')), [
        'failed test_total: AssertionError: assert None == 17',
      ]);
    });
  });
});
