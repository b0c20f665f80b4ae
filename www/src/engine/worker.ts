// The engine's thread. It owns one project and answers one request after the other; when an answer takes too
// long, the page ends this thread and starts another.
import { check, control, Project, render } from 'ec2-profile-check';
import type { Answers, Changes, Envelope, Reply, Request } from './protocol';

const project = new Project();

function update({ set, remove }: Changes): void {
  for (const path of remove) project.delete(path);
  for (const [path, text] of set) project.set(path, text);
}

function answer(request: Request): Answers[Request['type']] {
  switch (request.type) {
    case 'check': {
      const started = performance.now();
      update(request.changes);
      const report = project.check(request.options);
      const milliseconds = performance.now() - started;
      return { report, variables: project.variables(), milliseconds };
    }
    case 'evaluate':
      update(request.changes);
      return project.evaluate(request.expression, request.options);
    case 'render':
      return render(request.report, request.format, request.options);
    case 'control':
      return control();
    case 'judge': {
      const { results } = check(request.files);
      return {
        statuses: results.map(({ status }) => status),
        pitfalls: results.reduce((sum, { pitfalls }) => sum + pitfalls.length, 0),
      };
    }
  }
}

const reply = (message: Reply) => self.postMessage(message);

self.addEventListener('message', (event: MessageEvent<Envelope>) => {
  const { id, request } = event.data;
  try {
    const value = answer(request);
    // To carry a large answer over takes time, but comes to an end: it is no matter for the clock.
    reply({ id, found: true });
    reply({ id, value });
  } catch (error) {
    reply({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
self.addEventListener('ec2-profile-check:loading', () => reply({ waiting: true }));
self.addEventListener('ec2-profile-check:loaded', () => reply({ waiting: false }));
reply({ ready: true });
