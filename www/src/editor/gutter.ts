// The column beside the line numbers: what became of the subject that begins on a line; hovered or clicked, why.
import { forEachDiagnostic, type Diagnostic as Mark } from '@codemirror/lint';
import { type EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { EditorView, GutterMarker, gutter, showTooltip, type Tooltip } from '@codemirror/view';
import type { Status } from 'ec2-profile-check';
import { h } from '../view/dom';
import { icon } from '../view/status';

/** A status in the column, and what it says in words. */
export class VerdictMarker extends GutterMarker {
  constructor(
    readonly status: Status | 'error',
    readonly label: string,
  ) {
    super();
  }
  override eq(other: VerdictMarker): boolean {
    return other.status === this.status && other.label === this.label;
  }
  override toDOM(): Node {
    const mark = icon(this.status);
    mark.setAttribute('class', `mark ${this.status}`);
    return mark;
  }
}

/** Puts other marks in place of all. */
export const setVerdicts = StateEffect.define<RangeSet<GutterMarker>>();

const verdicts = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(markers, transaction) {
    for (const effect of transaction.effects) if (effect.is(setVerdicts)) return effect.value;
    return markers.map(transaction.changes);
  },
});

const showCard = StateEffect.define<Tooltip | null>();

const openCard = StateField.define<Tooltip | null>({
  create: () => null,
  update(card, transaction) {
    for (const effect of transaction.effects) if (effect.is(showCard)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : card;
  },
  provide: (field) => showTooltip.from(field),
});

/** What there is to say about a line: its findings with their fixes, or the words of its mark. */
function cardOf(state: EditorState, line: number): Tooltip | null {
  const { from, to } = state.doc.lineAt(line);
  let label: string | undefined;
  state.field(verdicts).between(from, from, (_from, _to, marker) => {
    if (marker instanceof VerdictMarker) label = marker.label;
  });
  if (label === undefined) return null;
  const found: { mark: Mark; from: number; to: number }[] = [];
  forEachDiagnostic(state, (mark, start, end) => {
    if (start >= from && start <= to) found.push({ mark, from: start, to: end });
  });
  return {
    pos: from,
    above: false,
    create: (view) => {
      const items = found.map(({ mark, from: start, to: end }) =>
        h(
          'li',
          { class: `cm-diagnostic cm-diagnostic-${mark.severity}` },
          mark.renderMessage?.(view) ?? mark.message,
          mark.actions?.map(({ name, apply }) =>
            h(
              'button',
              {
                type: 'button',
                class: 'cm-diagnosticAction',
                onclick: () => {
                  view.dispatch({ effects: showCard.of(null) });
                  apply(view, start, end);
                },
              },
              name,
            ),
          ),
        ),
      );
      const dom = h(
        'ul',
        { class: 'cm-tooltip-lint' },
        items.length ? items : h('li', { class: 'cm-diagnostic' }, label),
      );
      dom.addEventListener('mouseleave', () => view.dispatch({ effects: showCard.of(null) }));
      return { dom };
    },
  };
}

function show(view: EditorView, line: { from: number }): boolean {
  const open = view.state.field(openCard);
  if (open?.pos !== line.from) view.dispatch({ effects: showCard.of(cardOf(view.state, line.from)) });
  return false;
}

/** The column, and its cards. */
export const verdictGutter = [
  verdicts,
  openCard,
  gutter({
    class: 'cm-gutter-verdict',
    markers: (view) => view.state.field(verdicts),
    domEventHandlers: { mouseover: show, click: show },
  }),
  EditorView.domEventHandlers({
    // The text is beside the column: whoever goes there has left it.
    mouseover: (event, view) => {
      if (
        view.state.field(openCard) &&
        event.target instanceof Element &&
        view.contentDOM.contains(event.target)
      )
        view.dispatch({ effects: showCard.of(null) });
      return false;
    },
  }),
];
