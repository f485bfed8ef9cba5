/** A small request on its whole way: the records, and a draft that nothing is wrong with. */
export const INTAKE = `# the analyst's
raw_request: Let visitors put articles into a cart
detected_intent: A shop wants a cart that adds up what a visitor chose
detected_scope: small
detected_type: feature
key_entities:
- entity_name: Cart
  entity_type: class
  confidence: 0.95
initial_questions:
- question: Which names count?
  priority: nice_to_know
  category: behavior
- question: May a price be negative?
  priority: blocking
  category: behavior
  suggested_answer: No, it is refused
ours: stays
`;

export const CLARIFICATION = `questions_asked:
- question: May a price be negative?
  answer: No
scope_definition:
  in_scope:
  - {item: Adding articles to the cart, confirmed_by: analyst_proposed}
  out_of_scope: []
`;

export const ANALYSIS = `existing_components: []
patterns_discovered: []
constraints_discovered: []
risks_identified: []
recommended_approach:
  summary: One class.
  sequence_of_changes:
  - {step: 1, description: The class, files_affected: [src/cart.js]}
`;

export const DRAFT = `metadata:
  spec_id: cart-v1
  version: '1.0'
  status: draft
  feature_name: Cart
overview:
  purpose: Adds up what a visitor chose.
requirements:
  functional:
  - id: FR-001
    title: Articles
    priority: must
    description: Adding an article to the cart SHALL increase its count by one.
    acceptance_criteria:
    - {id: AC-001, given: an empty cart, when: an article of 3 is added, then: the total is 3}
  - id: FR-002
    title: Prices
    priority: must
    description: The cart SHALL refuse a negative price.
    dependencies: [FR-001]
    acceptance_criteria:
    - {id: AC-002, given: a cart, when: an article of -1 is added, then: a RangeError is thrown}
components:
- name: cart
  description: What a visitor collects.
  location: src/cart.js
  test_location: test/cart.test.js
  class: Cart
  requirements: [FR-001, FR-002]
  methods:
  - name: add
    params: [{name: name, type: string}, {name: price, type: number}]
    returns: void
    behavior: adds an article
`;
