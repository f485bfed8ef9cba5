import assert from 'node:assert/strict';
import fc from 'fast-check';
import { elementsNamed, readXml } from '../../../../src/node/runners/readXml';

describe('an XML report', () => {
  it('gives elements, attributes and text, without namespaces', () => {
    const root = readXml(
      '\uFEFF<?xml version="1.0"?><t:suite xmlns:t="urn:x"><case name="a &lt;b&gt; &#10;"><![CDATA[<x> ]]>&amp;</case><case/></t:suite>',
    );
    assert.equal(root?.name, 'suite');
    const cases = elementsNamed('case', root);
    assert.deepEqual(
      cases.map(({ attributes, text }) => [attributes['name'], text]),
      [
        ['a <b> \n', '<x> &'],
        [undefined, ''],
      ],
    );
  });

  it('may hold control characters', () => {
    const root = readXml('<a b="&#x1;">\u0001&#x2;.</a>');
    assert.ok(root?.text.startsWith('\u0001') && root.text.endsWith('.'));
  });

  it('expands no entities of its own, is never too deep, and is nothing when it is not well-formed', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;">]><a>&y;</a>';
    assert.equal(readXml(bomb)?.text, '&y;');
    assert.equal(readXml('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')?.text, '&x;');
    assert.equal(readXml('<a>'.repeat(100_000) + '</a>'.repeat(100_000)), undefined);
    for (const broken of ['', 'text', '<a>', '<a></b>', '<a b=c/>', '<a/><b/>']) {
      assert.equal(readXml(broken), undefined, broken);
    }
  });

  it('is read or refused, never thrown at', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('<a>', '</a>', '<b c="d"/>', '<![CDATA[', ']]>', '&lt;', '&x;', '<!--', '-->'),
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => void readXml(pieces.join(''))));
  });
});
