import type { CheckOptions, Evaluation, Report, Status } from 'ec2-profile-check';

/** Something that must hold of the report, or of the value of an expression, for a lesson to be done. */
export type Condition =
  | { address: string; status: Status }
  | { address: string; chain: string[] }
  | { noPitfall: string }
  | { expression: string; is: unknown }
  | { expression: string; isNot: unknown };

/** A lesson as its folder tells it. Texts are `prose`: paragraphs, and `code` in backticks. */
export interface Lesson {
  id: string;
  title: string;
  intro: string;
  goal: string;
  hints: string[];
  closing: string;
  options?: CheckOptions;
  done: Condition[];
  files: Map<string, string>;
  solution: Map<string, string>;
}

const sources = import.meta.glob<string>('../../lessons/**/*', {
  query: '?raw',
  import: 'default',
  eager: true,
});

function read(): Lesson[] {
  const lessons = new Map<string, Lesson>();
  const of = (id: string) => {
    const lesson = lessons.get(id) ?? ({ id, files: new Map(), solution: new Map() } as unknown as Lesson);
    lessons.set(id, lesson);
    return lesson;
  };
  for (const path of Object.keys(sources).sort()) {
    const [, folder, name] = /lessons\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const text = sources[path];
    if (!folder || !name || text === undefined) continue;
    const lesson = of(folder.replace(/^\d+-/, ''));
    if (name === 'lesson.json') Object.assign(lesson, JSON.parse(text));
    else if (name.startsWith('solution/')) lesson.solution.set(name.slice('solution/'.length), text);
    else lesson.files.set(name, text);
  }
  return [...lessons.values()];
}

/** All lessons in order. */
export const LESSONS: Lesson[] = read();

/** Whether everything holds that a lesson asks for. `evaluate` is asked only when the report is in order. */
export async function isDone(
  conditions: Condition[],
  report: Report,
  evaluate: (expression: string) => Promise<Evaluation>,
): Promise<boolean> {
  const ofReport = conditions.every((condition) => {
    if ('expression' in condition) return true;
    if ('noPitfall' in condition) {
      return report.results.every((result) =>
        result.pitfalls.every((pitfall) => pitfall.id !== condition.noPitfall),
      );
    }
    const result = report.results.find((one) => one.address === condition.address);
    if (!result) return false;
    if ('status' in condition) return result.status === condition.status;
    return condition.chain.every((kind) =>
      result.chain.some((link) => link.kind === kind && link.status === 'ok'),
    );
  });
  if (!ofReport) return false;
  for (const condition of conditions) {
    if (!('expression' in condition)) continue;
    const value = await evaluate(condition.expression);
    const same = (wanted: unknown) => value.known && JSON.stringify(value.value) === JSON.stringify(wanted);
    if ('is' in condition ? !same(condition.is) : same(condition.isNot)) return false;
  }
  return true;
}
