import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import {
  Annotation,
  Compartment,
  EditorSelection,
  EditorState,
  type Extension,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from '@codemirror/view';
import type { Fix, Location, Report } from 'ec2-profile-check';
import type { Workspace } from '../workspace/workspace';
import { verdictGutter } from './gutter';
import { hcl } from './hcl';
import { marksFor, range } from './marks';
import { appearance } from './theme';
import { typingOver } from './typing-over';

/** Marks a transaction that only follows the workspace, so that it is not written back. */
const following = Annotation.define<boolean>();

const flash = StateEffect.define<{ from: number; to: number } | null>();
const flashField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(flash)) {
        return effect.value && effect.value.from < effect.value.to
          ? Decoration.set(Decoration.mark({ class: 'cm-flash' }).range(effect.value.from, effect.value.to))
          : Decoration.none;
      }
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Find and replace, once it was asked for. */
const finding = new Compartment();

/** A command that is always done. */
const did = (action: () => void) => () => {
  action();
  return true;
};

/** What the editor asks of the page. */
export interface EditorHooks {
  /** F8 and Shift-F8. */
  nextProblem(direction: 1 | -1): void;
  /** A fix was chosen in a hover card. */
  offer(fix: Fix): void;
}

/** The text of the active file on screen. The workspace owns all texts and their history. */
export class Editor {
  readonly view: EditorView;
  #states = new Map<string, EditorState>();
  #path: string;
  #report: Report | null = null;
  #find: Extension = [];

  constructor(
    host: HTMLElement,
    private workspace: Workspace,
    private hooks: EditorHooks,
  ) {
    this.#path = workspace.active;
    // In a shadow root CodeMirror's styles are constructed sheets, which a strict content policy allows.
    const root = host.attachShadow({ mode: 'open' });
    this.view = new EditorView({ state: this.#state(workspace.text(this.#path)), parent: root, root });
    workspace.subscribe(() => this.#follow());
  }

  /** Squiggles and marks of a new report. */
  showReport(report: Report): void {
    this.#report = report;
    this.view.dispatch(marksFor(this.view.state, this.#path, report, this.hooks.offer));
  }

  /** Shows a place, opening its file, and lights it up for a moment. */
  reveal(location: Location, focus = true): void {
    this.workspace.show(location.file);
    if (this.#path !== location.file) return;
    const { from, to } = range(this.view.state.doc, location);
    this.view.dispatch({
      selection: EditorSelection.cursor(from),
      effects: [flash.of({ from, to }), EditorView.scrollIntoView(from, { y: 'center' })],
    });
    setTimeout(() => this.view.dispatch({ effects: flash.of(null) }), 1600);
    if (focus) this.view.focus();
  }

  async #openFind(): Promise<void> {
    const { find, openSearchPanel } = await import('./find');
    this.#find = find;
    this.#withFind();
    openSearchPanel(this.view);
  }

  /** A file that was left before the first search does not have it yet. */
  #withFind(): void {
    if (finding.get(this.view.state) !== this.#find)
      this.view.dispatch({ effects: finding.reconfigure(this.#find) });
  }

  #state(doc: Text): EditorState {
    return EditorState.create({
      doc,
      extensions: [
        verdictGutter,
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        finding.of(this.#find),
        typingOver,
        hcl,
        appearance,
        flashField,
        tooltips({ position: 'fixed' }),
        placeholder('Paste Terraform here, drop files, or start from an example.'),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': 'Terraform source. Press Escape, then Tab, to leave the editor.',
          tabindex: '0',
          spellcheck: 'false',
          autocapitalize: 'off',
        }),
        keymap.of([
          { key: 'F8', run: did(() => this.hooks.nextProblem(1)), preventDefault: true },
          { key: 'Shift-F8', run: did(() => this.hooks.nextProblem(-1)), preventDefault: true },
          { key: 'Mod-z', run: did(() => this.workspace.undo()), preventDefault: true },
          { key: 'Mod-Shift-z', run: did(() => this.workspace.redo()), preventDefault: true },
          { key: 'Mod-y', run: did(() => this.workspace.redo()), preventDefault: true },
          indentWithTab,
          { key: 'Mod-f', run: did(() => void this.#openFind()), preventDefault: true },
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (
            !update.docChanged ||
            update.transactions.some((transaction) => transaction.annotation(following))
          )
            return;
          this.workspace.type(this.#path, update.state.doc);
        }),
      ],
    });
  }

  /** Brings the view in line with the workspace: another file, or a text changed from elsewhere. */
  #follow(): void {
    const { active } = this.workspace;
    const doc = this.workspace.text(active);
    if (active !== this.#path) {
      this.#states.set(this.#path, this.view.state);
      for (const path of this.#states.keys()) if (!this.workspace.has(path)) this.#states.delete(path);
      this.#path = active;
      const kept = this.#states.get(active);
      this.view.setState(kept?.doc.eq(doc) ? kept : this.#state(doc));
      this.#withFind();
      if (this.#report) this.showReport(this.#report);
    } else if (this.view.state.doc !== doc) {
      const change = difference(this.view.state.doc, doc);
      if (change.insert.length > doc.length * 0.8) {
        // Another text altogether: it is read from its beginning.
        this.view.setState(this.#state(doc));
        if (this.#report) this.showReport(this.#report);
        return;
      }
      this.view.dispatch({
        changes: change,
        selection: EditorSelection.cursor(change.from + change.insert.length),
        scrollIntoView: true,
        annotations: following.of(true),
      });
    }
  }
}

/** The one replacement that makes `to` of `from`, as short as a common start and end allow. */
function difference(from: Text, to: Text): { from: number; to: number; insert: string } {
  const a = from.toString();
  const b = to.toString();
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  return { from: start, to: a.length - end, insert: b.slice(start, b.length - end) };
}
