/** The documents of the SPARC method, in their order. */
export const SPARC_DOCUMENTS = ['Specification', 'Pseudocode', 'Architecture', 'Refinement', 'Completion'] as const;
export type SparcDocument = (typeof SPARC_DOCUMENTS)[number];

/** Where the documents lie when nothing else is said. */
export const ARCHITECTURE_FOLDER = 'architecture';

/** The part of `guidance.toml` that is for a document. */
export function sectionOf(document: SparcDocument): string {
  return document.toLowerCase();
}

export interface SparcOutline {
  /** What kind of document it is, for the model. */
  readonly what: string;
  /** What guides it when nobody says anything. */
  readonly usual: string;
  /** Its sections, each with what belongs into it. */
  readonly sections: readonly (readonly [title: string, ...parts: readonly string[]])[];
}

/** What each document holds. */
export const SPARC_OUTLINE: Readonly<Record<SparcDocument, SparcOutline>> = {
  Specification: {
    what: 'the specification of the software',
    usual: 'Create a detailed specification for the project.',
    sections: [
      ['Project Overview', 'Goals and Objectives', 'Stakeholders', 'Success Criteria'],
      ['Functional Requirements', 'User Stories', 'Use Cases', 'Data Flow', 'Business Rules'],
      [
        'Non-Functional Requirements',
        'Performance Metrics',
        'Security Standards',
        'Scalability Requirements',
        'Reliability Targets',
      ],
      [
        'Technical Architecture',
        'System Components',
        'Integration Points',
        'Data Architecture',
        'Security Architecture',
      ],
      ['Implementation Details', 'Technology Stack', 'Development Approach', 'Testing Strategy', 'Deployment Plan'],
      ['Project Management', 'Timeline', 'Resource Requirements', 'Risk Management', 'Quality Assurance'],
    ],
  },
  Pseudocode: {
    what: 'the pseudocode of the software',
    usual: 'Provide high-level pseudocode for the application.',
    sections: [
      ['System Architecture', 'Component Overview', 'Communication Flow', 'Data Flow Diagrams'],
      ['Core Algorithms', 'Main Processing Logic', 'Data Transformations', 'Business Rules Implementation'],
      ['Data Structures', 'Key Classes/Objects', 'Database Schema', 'Cache Structures'],
      ['Error Handling', 'Exception Scenarios', 'Recovery Procedures', 'Logging Strategy'],
      ['Integration Logic', 'API Endpoints', 'External Services', 'Message Queues'],
      ['Performance Considerations', 'Optimization Points', 'Caching Strategy', 'Resource Management'],
      ['Security Implementation', 'Authentication Flow', 'Authorization Logic', 'Data Protection'],
    ],
  },
  Architecture: {
    what: 'the architecture of the software',
    usual: 'Describe the system architecture and components.',
    sections: [
      ['System Architecture', 'Architectural Patterns', 'Design Principles', 'System Boundaries'],
      ['Component Design', 'Core Components', 'Component Interfaces', 'Dependencies', 'State Management'],
      ['Data Architecture', 'Data Models', 'Storage Solutions', 'Data Flow', 'Caching Strategy'],
      ['Integration Architecture', 'API Design', 'Event Handling', 'Message Queues', 'External Services'],
      ['Security Architecture', 'Authentication', 'Authorization', 'Data Protection', 'Audit Logging'],
      ['Deployment Architecture', 'Infrastructure', 'Scalability', 'High Availability', 'Disaster Recovery'],
      ['Development Guidelines', 'Coding Standards', 'Testing Strategy', 'Documentation', 'Version Control'],
    ],
  },
  Refinement: {
    what: 'how the design is refined',
    usual: 'Refine the design and implementation details.',
    sections: [
      ['Design Decisions and Rationale'],
      ['Performance Optimizations'],
      ['Security Hardening'],
      ['Code Quality Improvements'],
      ['Technical Debt Assessment'],
      ['Scalability Enhancements'],
      ['Reliability Improvements'],
      ['Maintainability Considerations'],
      ['Testing Strategy Refinements'],
      ['Documentation Updates'],
      ['Integration Optimizations'],
      ['Deployment Process Improvements'],
      ['Monitoring and Logging Enhancements'],
    ],
  },
  Completion: {
    what: 'what has to be there before the software is complete',
    usual: 'Document the completion criteria and final state.',
    sections: [
      ['Implementation Status'],
      ['Test Coverage Report'],
      ['Performance Benchmarks'],
      ['Security Audit Results'],
      ['Documentation Completeness'],
      ['Deployment Readiness'],
      ['Integration Test Results'],
      ['User Acceptance Criteria'],
      ['Known Issues and Workarounds'],
      ['Future Enhancements'],
      ['Maintenance Guidelines'],
      ['Support Documentation'],
      ['Training Materials'],
      ['Release Notes'],
    ],
  },
};

/** The sub-sections of a component in the architecture, as implementing reads them. */
export const COMPONENT_PARTS = [
  'Purpose and Scope',
  'Technical Specifications',
  'Dependencies and Interfaces',
  'Data Management',
  'Error Handling',
  'Performance Requirements',
  'Security Measures',
  'Testing Approach',
  'Deployment Considerations',
] as const;
