import type { Status } from 'ec2-profile-check';
import { h, svg } from './dom';

/** A status in words; colour and icon only repeat them. */
export const STATUS_WORD: Record<Status, string> = {
  pass: 'Pass',
  fail: 'Fail',
  conditional: 'Depends',
  unknown: 'Unknown',
  not_applicable: 'Not applicable',
  suppressed: 'Suppressed',
};

/** Statuses in the order in which they deserve attention. */
export const STATUS_ORDER: Status[] = [
  'fail',
  'conditional',
  'unknown',
  'suppressed',
  'pass',
  'not_applicable',
];

const SHAPES: Record<Status | 'error' | 'broken' | 'ok' | 'add' | 'rename' | 'delete' | 'close', string> = {
  pass: 'M3.5 8.5l3 3 6-7',
  ok: 'M3.5 8.5l3 3 6-7',
  fail: 'M4 4l8 8M12 4l-8 8',
  broken: 'M4 4l8 8M12 4l-8 8',
  conditional: 'M8 14V9M8 9L3.5 4.5M8 9l4.5-4.5M3.5 8V4.5H7M12.5 8V4.5H9',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.7 8 9.2 8 10M8 12.9v.1',
  not_applicable: 'M3.5 8h9',
  suppressed: 'M3 3l10 10M5.5 7v4h1.8L10 13V9M10 7V3L8 4.6',
  error: 'M8 3.5v5.5M8 12.4v.1',
  add: 'M8 3v10M3 8h10',
  rename: 'M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3zM9.2 4.5l2.3 2.3',
  delete: 'M3 4.5h10M6.2 4.5V3h3.6v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5M6.8 7v3.6M9.2 7v3.6',
  close: 'M4 4l8 8M12 4l-8 8',
};

/** The icon of a status or of a button. Decorative: a word stands beside it, or names the button. */
export function icon(shape: keyof typeof SHAPES): SVGElement {
  return svg(
    'svg',
    { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: SHAPES[shape] }),
  );
}

/** Icon and word of a status. */
export function badge(status: Status): HTMLElement {
  return h('span', { class: `badge ${status}` }, icon(status), STATUS_WORD[status]);
}
