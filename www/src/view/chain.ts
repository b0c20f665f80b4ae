// The credential chain as a picture. For a screen reader it is an ordered list; the connectors are decoration.
import type { ChainLink, Location } from 'ec2-profile-check';
import { h, name, svg } from './dom';
import { icon } from './status';

const KIND: Record<ChainLink['kind'], string> = {
  instance: 'Instance',
  launch_template: 'Launch template',
  profile: 'Instance profile',
  role: 'Role',
  policies: 'Policies',
};
const ORDER: ChainLink['kind'][] = ['profile', 'role', 'policies'];
const STATE = { ok: 'whole', broken: 'broken here', unknown: 'not visible in this code' };

/** The links that a broken chain never gets to, so that the picture shows what is missing. */
function unreached(chain: ChainLink[]): ChainLink['kind'][] {
  if (!chain.some((link) => link.status === 'broken')) return [];
  const last = Math.max(-1, ...chain.map((link) => ORDER.indexOf(link.kind)));
  return ORDER.slice(last + 1);
}

function connector(state: 'ok' | 'broken' | 'unknown'): SVGElement {
  const lines =
    state === 'broken'
      ? [svg('path', { d: 'M0 10h9M31 10h9' }), svg('path', { class: 'cross', d: 'M15 5l10 10M25 5L15 15' })]
      : [svg('path', { d: 'M0 10h34' }), svg('path', { class: 'tip', d: 'M31 5l6 5-6 5' })];
  return svg('svg', { class: `connector ${state}`, viewBox: '0 0 40 20', 'aria-hidden': 'true' }, lines);
}

/** The chain of one subject; `jump` goes to a link's source. */
export function chain(links: ChainLink[], jump: (location: Location) => void): HTMLElement {
  const nodes = links.map((link, index) => {
    const { location } = link;
    const body = [
      h('span', { class: 'kind' }, icon(link.status), KIND[link.kind]),
      h('span', { class: 'name' }, name(link.address || 'none')),
      link.value && link.value !== link.address ? h('span', { class: 'value' }, name(link.value)) : null,
      h(
        'span',
        { class: link.status === 'ok' ? 'sr-only' : 'state' },
        name(link.reason ?? STATE[link.status]),
      ),
    ];
    return h(
      'li',
      { class: `link ${link.status}` },
      index > 0 ? connector(link.status) : null,
      location
        ? h(
            'button',
            {
              type: 'button',
              class: 'node',
              title: `Go to ${location.file}:${location.start.line}`,
              onclick: () => jump(location),
            },
            body,
          )
        : h('div', { class: 'node' }, body),
    );
  });
  const missing = unreached(links).map((kind, index) =>
    h(
      'li',
      { class: 'link missing' },
      connector(index === 0 ? 'broken' : 'unknown'),
      h(
        'div',
        { class: 'node' },
        h('span', { class: 'kind' }, KIND[kind]),
        h('span', { class: 'name' }, 'not reached'),
      ),
    ),
  );
  return h('ol', { class: 'chain', 'aria-label': 'Credential chain' }, nodes, missing);
}
