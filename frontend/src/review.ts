// entry
// Review: words that are selected in the text fill the field that waits for them.
import { say } from "./say";

interface Passage {
  readonly start: number;
  readonly text: string;
}

let chosen: Passage | null = null;
let waiting: HTMLInputElement | null = null;

const text = document.getElementById("text");
document.getElementById("here")?.scrollIntoView({ block: "center" });
document.addEventListener("selectionchange", onSelection);
document.addEventListener("focusin", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.matches("[data-words]")) waiting = event.target;
});
document.addEventListener("input", (event) => {
  const start = event.target instanceof HTMLInputElement ? placeOf(event.target) : null;
  if (start) start.value = ""; // what is written by hand has no place of its own
});
document.addEventListener("toggle", (event) => {
  if (event.target instanceof HTMLDetailsElement && event.target.open) onOpen(event.target);
}, true);

/** Remember what is selected in the text, and give it to the field that was last written in, if that is still open. */
function onSelection(): void {
  const passage = selected();
  if (!passage) return;
  chosen = passage;
  if (waiting?.checkVisibility()) {
    fill(waiting, passage);
  } else {
    say(`Selected: ${passage.text}. Press n for a missed event, s to split, or open a field.`);
  }
}

/** A part that opens takes the words that were selected before, if it has room, and the focus. */
function onOpen(part: HTMLDetailsElement): void {
  const field = [...part.querySelectorAll<HTMLInputElement>("[data-words]")].find((item) => !item.value || chosen);
  if (field) {
    waiting = field;
    if (chosen) fill(field, chosen);
  }
  const first = field ?? part.querySelector<HTMLElement>("input:not([type=hidden]), button, select");
  first?.focus({ preventScroll: true });
}

function fill(field: HTMLInputElement, passage: Passage): void {
  field.value = passage.text;
  const start = placeOf(field);
  if (start) start.value = String(passage.start);
  say(`Filled in: ${passage.text}`);
}

function placeOf(field: HTMLInputElement): HTMLInputElement | null {
  return field.matches("[data-words]") ? (field.parentElement?.querySelector<HTMLInputElement>("[name^=start]") ?? null) : null;
}

/** The selection in the text as words with their place, in characters as Python counts them; without space around. */
function selected(): Passage | null {
  const selection = document.getSelection();
  if (!text || !selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const raw = range.toString();
  const start = place(range.startContainer, range.startOffset);
  const trimmed = raw.trim();
  return start === null || !trimmed ? null : { start: start + length(raw) - length(raw.trimStart()), text: trimmed };
}

function place(node: Node, offset: number): number | null {
  const piece = (node instanceof Element ? (node.childNodes[offset] ?? node) : node).parentElement?.closest<HTMLElement>("[data-at]")
    ?? (node instanceof Element ? node.querySelector<HTMLElement>("[data-at]") : null);
  if (!piece) return null;
  const before = node instanceof Text ? node.data.slice(0, offset) : "";
  return Number(piece.dataset.at) + length(before);
}

function length(words: string): number {
  return [...words].length;
}
