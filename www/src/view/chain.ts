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

/** A link of the picture: one of the chain, or the place of one that is missing. */
type Piece = { link: ChainLink } | { missing: ChainLink['kind']; word: string };

/** The chain with the places of what is missing from a broken one, before and after the break. */
function pieces(chain: ChainLink[]): Piece[] {
  const found: Piece[] = chain.map((link) => ({ link }));
  if (!chain.some((link) => link.status === 'broken')) return found;
  const rank = (kind: ChainLink['kind']) => ORDER.indexOf(kind);
  for (const kind of ORDER) {
    if (chain.some((link) => link.kind === kind)) continue;
    const before = found.findIndex((piece) => 'link' in piece && rank(piece.link.kind) > rank(kind));
    if (before >= 0) found.splice(before, 0, { missing: kind, word: 'missing' });
    else found.push({ missing: kind, word: 'not reached' });
  }
  return found;
}

/** A link's name, and its value where that says more. Policies have no address; their value is how many there are. */
function said({ kind, address, value }: ChainLink): [string, string | null] {
  if (kind === 'policies') {
    const count = Number(value ?? 0);
    return [count > 0 ? `${count} attached` : 'none attached here', null];
  }
  return [address || 'none', value && value !== address ? value : null];
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
  let broken = false;
  const nodes = pieces(links).map((piece, index) => {
    const breaksHere = 'missing' in piece || piece.link.status === 'broken';
    const line = broken ? 'unknown' : breaksHere ? 'broken' : 'link' in piece ? piece.link.status : 'ok';
    // A chain breaks once in the picture: on the way to the first link that is broken or missing.
    if (index > 0 && breaksHere) broken = true;
    const arrow = index > 0 ? connector(line) : null;
    if ('missing' in piece) {
      return h(
        'li',
        { class: 'link missing' },
        arrow,
        h(
          'div',
          { class: 'node' },
          h('span', { class: 'kind' }, KIND[piece.missing]),
          h('span', { class: 'name' }, piece.word),
        ),
      );
    }
    const { link } = piece;
    const { location } = link;
    const [title, value] = said(link);
    const body = [
      h('span', { class: 'kind' }, icon(link.status), KIND[link.kind]),
      h('span', { class: link.address ? 'name' : 'value' }, name(title, 10)),
      value ? h('span', { class: 'value' }, name(value, 10)) : null,
      h(
        'span',
        { class: link.status === 'ok' ? 'sr-only' : 'state' },
        name(link.reason ?? STATE[link.status]),
      ),
    ];
    const tip = location && `Go to ${location.file}:${location.start.line}`;
    return h(
      'li',
      { class: `link ${link.status}` },
      arrow,
      location
        ? h('button', { type: 'button', class: 'node', title: tip, onclick: () => jump(location) }, body)
        : h('div', { class: 'node' }, body),
    );
  });
  return h('ol', { class: 'chain', 'aria-label': 'Credential chain' }, nodes);
}
