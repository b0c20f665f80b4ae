import type { Format } from 'ec2-profile-check';
import { h } from './dom';

/** Hands a text or bytes over as a file; they never leave the browser otherwise. */
export function download(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): void {
  const kind = typeof content === 'string' ? `${type};charset=utf-8` : type;
  const url = URL.createObjectURL(new Blob([content], { type: kind }));
  const link = h('a', { href: url, download: name });
  link.click();
  // The browser has taken the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** The report formats, as files. */
export const FILES: Record<Format, { label: string; name: string; type: string }> = {
  html: { label: 'HTML page', name: 'report.html', type: 'text/html' },
  markdown: { label: 'Markdown', name: 'report.md', type: 'text/markdown' },
  json: { label: 'JSON', name: 'report.json', type: 'application/json' },
  sarif: { label: 'SARIF (code scanning)', name: 'report.sarif', type: 'application/json' },
  junit: { label: 'JUnit XML', name: 'report.xml', type: 'application/xml' },
  gitlab: { label: 'GitLab code quality', name: 'gl-code-quality.json', type: 'application/json' },
  github: { label: 'GitHub annotations', name: 'annotations.txt', type: 'text/plain' },
  oscal: { label: 'OSCAL assessment results', name: 'oscal-results.json', type: 'application/json' },
  asff: { label: 'Security Hub (ASFF)', name: 'findings.asff.json', type: 'application/json' },
  text: { label: 'Plain text', name: 'report.txt', type: 'text/plain' },
};
