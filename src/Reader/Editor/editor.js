// The editor of a cell, as one classic script: CodeMirror 6 with what a reader of C# and F# needs.
import { autocompletion, acceptCompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { csharp } from "@codemirror/legacy-modes/mode/clike";
import { fSharp } from "@codemirror/legacy-modes/mode/mllike";
import { linter, lintKeymap } from "@codemirror/lint";
import { Annotation, EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightSpecialChars, hoverTooltip, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const languages = { csharp, fsharp: fSharp };

// Colours come from the page's variables, so that one style serves both themes.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.character], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
  { tag: [tags.comment, tags.meta], color: "var(--code-comment)" },
  { tag: [tags.typeName, tags.className], color: "var(--code-type)" },
]);

// What a session has written is shown as text, never as markup.
function tooltip(text) {
  const dom = document.createElement("div");
  dom.className = "inspection";
  dom.textContent = text;
  return { dom };
}

// The text was changed by another page or by the reader, and is known there.
const fromElsewhere = Annotation.define();

// The line at which the last run failed is marked until it is changed.
const setErrorLine = StateEffect.define();
const errorLineMark = Decoration.line({ class: "failed-line" });
const errorMark = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    const touched = [];
    transaction.changes.iterChangedRanges((from, to) => touched.push([transaction.startState.doc.lineAt(from).from, to]));
    marks = marks.update({ filter: from => !touched.some(([start, end]) => from >= start && from <= end) }).map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setErrorLine)) {
        const isIn = effect.value > 0 && effect.value <= transaction.state.doc.lines;
        marks = isIn ? Decoration.set([errorLineMark.range(transaction.state.doc.line(effect.value).from)]) : Decoration.none;
      }
    }
    return marks;
  },
  provide: field => EditorView.decorations.from(field),
});

// Escape gives the next Tab back to the page, so that nobody is caught in a cell.
let leavesOnTab = false;

const moving = Prec.high(EditorView.domEventHandlers({
  keydown(event) {
    if (event.key === "Escape") leavesOnTab = true;
    else if (event.key !== "Tab" && event.key !== "Shift") leavesOnTab = false;
  },
  blur() { leavesOnTab = false; },
}));

function tab(view) {
  if (leavesOnTab) return false;
  if (acceptCompletion(view)) return true;
  return view.state.selection.ranges.some(range => !range.empty) ? indentMore(view) : insertTabAsBlanks(view);
}

function insertTabAsBlanks(view) {
  const { state } = view;
  const column = state.selection.main.head - state.doc.lineAt(state.selection.main.head).from;
  view.dispatch(state.replaceSelection(" ".repeat(4 - column % 4)));
  return true;
}

/**
 * Creates an editor. `ask` answers for the session: complete(text, position), inspect(text, position), diagnose(text), each a
 * promise; `keys` are commands by key; `changed(text)` is told what is typed.
 */
export function create({ parent, text, language, nonce, label, ask, keys, changed, errorLine }) {
  const source = async context => {
    const word = context.matchBefore(/[\w@#!.]*/);
    if (!context.explicit && (!word || !/[\w.]$/.test(word.text))) return null;
    const answer = await ask.complete(context.state.doc.toString(), context.pos);
    return !answer?.items || context.aborted ? null : {
      from: answer.start, to: answer.end, validFor: /^\w*$/,
      options: answer.items.map((item, i) => ({ label: item.text, type: item.kind, detail: item.signature ?? undefined, boost: -i / 10 })),
    };
  };
  const state = EditorState.create({
    doc: text,
    extensions: [
      EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
      highlightSpecialChars(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(),
      indentUnit.of("    "), EditorState.tabSize.of(4),
      languages[language] ? StreamLanguage.define(languages[language]) : [],
      syntaxHighlighting(colours),
      autocompletion({ override: [source], interactionDelay: 30 }),
      linter(async view => (await ask.diagnose(view.state.doc.toString()))?.problems?.map(problem => ({
        from: Math.min(problem.start, view.state.doc.length), to: Math.min(Math.max(problem.end, problem.start + 1), view.state.doc.length),
        severity: problem.isError ? "error" : "warning", message: problem.message,
      })) ?? [], { delay: 400 }),
      hoverTooltip(async (view, position) => {
        const answer = await ask.inspect(view.state.doc.toString(), position);
        return answer?.plainText ? { pos: position, create: () => tooltip(answer.plainText) } : null;
      }),
      moving,
      Prec.highest(keymap.of(Object.entries(keys).map(([key, run]) => ({ key, preventDefault: true, run: () => { run(); return true; } })))),
      keymap.of([{ key: "Tab", run: tab, shift: view => !leavesOnTab && indentLess(view) }, { key: "Ctrl-i", run: startCompletion }]),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
      EditorView.updateListener.of(update => {
        if (update.docChanged && !update.transactions.some(t => t.annotation(fromElsewhere))) changed(update.state.doc.toString());
      }),
      errorMark,
    ],
  });
  const view = new EditorView({ state, parent });
  const mark = line => view.dispatch({ effects: setErrorLine.of(line) });
  mark(errorLine);
  return {
    focus: () => view.focus(),
    hasFocus: () => view.hasFocus,
    text: () => view.state.doc.toString(),
    replace: now => { if (now !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: now }, annotations: fromElsewhere.of(true) }); },
    mark,
    element: view.dom,
  };
}
