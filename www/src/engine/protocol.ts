import type { CheckOptions, Control, Evaluation, Format, RenderOptions, Report } from 'ec2-profile-check';

/** What the page asks of the worker. `set` and `remove` bring the worker's files up to date first. */
export type Request =
  | { type: 'check'; set: Record<string, string>; remove: string[]; options: CheckOptions }
  | { type: 'evaluate'; expression: string; options: CheckOptions }
  | { type: 'render'; report: Report; format: Format; options: RenderOptions }
  | { type: 'control' };

/** The answer to each request, by its type. */
export interface Answers {
  check: { report: Report; milliseconds: number };
  evaluate: Evaluation;
  render: string;
  control: Control;
}

/** A request on its way, numbered so that the answer finds its caller. */
export interface Envelope {
  id: number;
  request: Request;
}

/** An answer on its way: a value, or the message of what went wrong. */
export type Reply = { id: number; value: unknown } | { id: number; error: string } | { ready: true };
