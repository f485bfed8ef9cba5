/** What each record that a model writes looks like; what is in angle brackets is to be filled in. */

export const INTAKE_FORM = `raw_request: |
  <the request, word by word>
detected_intent: <one sentence: who wants what, and why>
detected_scope: trivial | small | medium | large | unclear
detected_type: feature | bugfix | refactor | documentation | configuration | unknown
key_entities:            # the things that the request speaks of, by name
  - entity_name: <Name>
    entity_type: class | interface | service | concept | unknown
    confidence: <0.0 to 1.0>
initial_questions:       # at most 7, the most important first; none when nothing is unclear
  - question: <one question that one sentence answers>
    priority: blocking | important | nice_to_know
    category: scope | behavior | constraint | technical
    suggested_answer: <what you would do if nobody answered>
    options: [<other answers>]
implicit_requirements:
  - requirement: <what the request takes for granted>
    confidence: <0.0 to 1.0>
affected_areas:
  - area: <a part of the project>
    impact: direct | indirect | unknown
red_flags: [<what could make this go wrong>]
proposed_scope:
  in_scope: [<what this request covers, each in a few words>]
  out_of_scope:
    - item: <what it does not cover>
      reason: <why>`;

export const ANALYSIS_FORM = `existing_components:     # [] in a project without such code
  - component_name: <Name>
    component_type: <class, module, service ..>
    location: {file: <path>, start_line: <number>, end_line: <number>}
    relevance: primary | secondary | reference
    current_behavior: <one sentence>
    public_interface:
      - {member_name: <name>, member_type: <method, field ..>, signature: <signature>}
    will_be_modified: true | false
    modification_type: <extend, replace ..>
patterns_discovered:
  - pattern_name: <name>
    description: <how this project does it>
    examples: [<path>]
    must_follow: true | false
    rationale: <why>
constraints_discovered:
  - constraint: <what limits the work>
    source: <where it is from>
    impact: <what follows>
    severity: hard | soft
risks_identified:
  - risk: <what could go wrong>
    category: <technical, security, scope ..>
    severity: low | medium | high
    likelihood: low | medium | high
    affected_areas: [<area>]
    mitigation_strategy: <what is done against it>
integration_points: [<where new code meets what is there>]
recommended_approach:
  summary: <how to build it, in two or three sentences>
  new_components:
    - {name: <Name>, type: <class, module ..>, layer: <Domain, Application ..>, responsibility: <one sentence>}
  modified_components: [<Name>]
  sequence_of_changes:
    - {step: 1, description: <what is done>, files_affected: [<path>]}`;

export const SPECIFICATION_FORM = `metadata:
  spec_id: <lower-case-words>-v1
  version: '1.0'
  status: draft
  feature_name: <name>
  created_date: '<YYYY-MM-DD>'
overview:
  purpose: <one or two sentences>
  background: <why it is wanted>
  scope:
    includes: [<what is covered>]
    excludes: [<what is not>]
  assumptions: [<what is taken for granted>]
  constraints: [<what limits the work>]
requirements:
  functional:
    - id: FR-001
      title: <a few words>
      priority: must | should | could | wont
      description: The system SHALL <one thing that can be seen>.
      rationale: <why>
      dependencies: []
      acceptance_criteria:
        - {id: AC-001, given: <state before>, when: <what happens>, then: <what is seen, with values>}
  non_functional: []     # the same, with ids NFR-001
entities:
  - name: <Name>
    layer: Domain
    type: entity
    properties: [{name: <name>, type: <type>}]
    invariants: [<what always holds>]
components:
  - name: <lower_case_name>
    description: <one sentence>
    location: <path of its code>
    test_location: <path of its tests>
    class: <Name>
    requirements: [FR-001]
    methods:
      - name: <name>
        params: [{name: <name>, type: <type>}]
        returns: <type>
        behavior: <one sentence>
        errors: [<error, and when>]
testing_notes:
  edge_cases: [<case>]
open_questions: []
glossary: []`;

export const JUDGEMENT_FORM = `blocking_issues:         # [] when it may be built from as it is
  - issue_id: ISSUE-001
    location: <id of the requirement or component>
    description: <what is wrong>
    suggested_fix: <what to write instead>
warnings: [<what is worth a look>]
strengths: [<what is done well>]`;
