import type {
  CheckOptions,
  Control,
  Evaluation,
  Format,
  InputVariable,
  RenderOptions,
  Report,
  Status,
} from 'ec2-profile-check';

/** Brings the worker's files up to date, before it looks at them. */
export interface Changes {
  set: [path: string, text: string][];
  remove: string[];
}

/** What the page asks of the worker. */
export type Request =
  | { type: 'check'; changes: Changes; options: CheckOptions }
  | { type: 'evaluate'; changes: Changes; expression: string; options: CheckOptions }
  | { type: 'render'; report: Report; format: Format; options: RenderOptions }
  | { type: 'control' }
  | { type: 'judge'; files: Record<string, string> };

/** The answer to each request, by its type. */
export interface Answers {
  check: { report: Report; variables: InputVariable[]; milliseconds: number };
  evaluate: Evaluation;
  render: string;
  control: Control;
  judge: { statuses: Status[]; pitfalls: number };
}

/** A request on its way, numbered so that the answer finds its caller. */
export interface Envelope {
  id: number;
  request: Request;
}

/**
 * An answer on its way: that it was found, then its value; or the message of what went wrong. Or what the thread is doing:
 * it is ready for requests, or waits for a part of the engine that it has not needed before.
 */
export type Reply =
  | { id: number; found: true }
  | { id: number; value: unknown }
  | { id: number; error: string }
  | { ready: true }
  | { waiting: boolean };
