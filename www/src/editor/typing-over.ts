// Typing over a selection. Left to itself Chromium empties the lines first and keeps their looks in style attributes,
// which the page's policy refuses and the console reports: once for each time somebody selects all and types.
import { EditorView } from '@codemirror/view';

/** Replaces a selection as a change of the document, before the browser does it. */
export const typingOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { inputType, data, cancelable } = event;
    if (inputType !== 'insertText' || data === null || !cancelable) return false;
    return replaceSelection(view, data);
  },
  // What an input method writes cannot be taken over, but it can be given an empty place.
  compositionstart: (_event, view) => {
    replaceSelection(view, '');
    return false;
  },
});

function replaceSelection(view: EditorView, text: string): boolean {
  if (view.state.selection.main.empty || view.state.readOnly) return false;
  view.dispatch(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}
