// Keys: obeys the table at /keys.json. A key presses what has `data-act`, or moves among what has `data-row`.

interface Binding {
  readonly keys: string;
  readonly does: string;
  readonly on: string;
}

const CHORD_MS = 1200;
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

let waiting: string[] = [];
let timer = 0;

export async function obeyKeys(): Promise<void> {
  const answer = await fetch("/keys.json");
  if (!answer.ok) return;
  const bindings = (await answer.json()) as Binding[];
  const chords = new Map(bindings.map((binding) => [binding.keys, binding]));
  document.addEventListener("keydown", (event) => {
    onKey(event, chords);
  });
  document.addEventListener("click", (event) => {
    const row = (event.target as Element).closest("[hx-get]")?.closest("[data-row]");
    if (row) markCurrent(row);
  });
  document.documentElement.dataset.keys = "ready";
}

function onKey(event: KeyboardEvent, chords: ReadonlyMap<string, Binding>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  const target = event.target as Element;
  if (target.matches(FIELDS)) {
    if (event.key === "Escape") (target as HTMLElement).blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  window.clearTimeout(timer);
  waiting.push(event.key);
  const binding = chords.get(waiting.join(" ")) ?? chords.get(event.key);
  const begins = [...chords.keys()].some((keys) => keys.startsWith(`${waiting.join(" ")} `));
  if (begins) {
    timer = window.setTimeout(() => (waiting = []), CHORD_MS);
    event.preventDefault();
    return;
  }
  waiting = [];
  if (binding && act(binding, target)) event.preventDefault();
}

/** Do what a key is for; false where this page has nothing for it, so that the browser may. */
function act(binding: Binding, target: Element): boolean {
  switch (binding.does) {
    case "go":
      location.assign(binding.on);
      return true;
    case "focus":
      return focus(find(binding.on));
    case "press":
      return press(find(binding.on));
    case "next":
      return move(1);
    case "previous":
      return move(-1);
    case "open":
      return open(target);
    case "close":
      return close();
    case "filter":
      return again();
    default:
      return false;
  }
}

/** The thing of that name within the current row, or else the first on the page that can be seen. */
function find(name: string): HTMLElement | null {
  const selector = `[data-act~="${name}"]`;
  const row = current();
  const own = row?.matches(selector) ? row : row?.querySelector<HTMLElement>(selector);
  if (own) return own;
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  return all.find((item) => item.checkVisibility()) ?? null;
}

function focus(item: HTMLElement | null): boolean {
  item?.focus();
  if (item instanceof HTMLInputElement) item.select();
  return item !== null;
}

function press(item: HTMLElement | null): boolean {
  if (!item) return false;
  if (item.matches("summary, a, button, input")) {
    item.click();
    // At once, not only when the part says that it has opened: what is typed next must not be taken for keys.
    if (item.matches("summary")) item.parentElement?.querySelector<HTMLElement>(":scope[open] [data-words]")?.focus();
    return true;
  }
  return focus(item);
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.checkVisibility());
}

function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("[data-row]") ?? document.querySelector("[data-row][aria-current=true]");
}

function move(step: number): boolean {
  const all = rows();
  if (!all.length) return false;
  const here = current();
  const place = here ? all.indexOf(here) + step : step > 0 ? 0 : all.length - 1;
  const row = all[Math.min(Math.max(place, 0), all.length - 1)];
  if (!row) return false;
  const inside = row.matches("a, button, [tabindex]") ? row : row.querySelector<HTMLElement>("a, button, [tabindex]");
  (inside ?? row).focus();
  row.scrollIntoView({ block: "nearest" });
  if (row.querySelector("[hx-get]")) markCurrent(row);
  row.dispatchEvent(new CustomEvent("dragoman:row", { bubbles: true }));
  return true;
}

/** Say which row is shown beside the list; a press on it does the same. */
function markCurrent(row: Element): void {
  for (const other of document.querySelectorAll("[data-row][aria-current]")) other.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
}

function open(target: Element): boolean {
  if (target.matches("a, button, summary, input")) return false;
  const link = current()?.querySelector<HTMLAnchorElement>("a[href]");
  link?.click();
  return link !== null && link !== undefined;
}

function close(): boolean {
  const back = document.querySelector<HTMLElement>("[data-act~=close]");
  if (back instanceof HTMLAnchorElement && !back.search && back.pathname !== location.pathname) {
    location.assign(back.pathname + (sessionStorage.getItem(`list ${back.pathname}`) ?? ""));
    return true;
  }
  if (back) return press(back);
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  return false;
}

/** The filter that was used last, on the same screen. */
function again(): boolean {
  const last = sessionStorage.getItem(`filter ${location.pathname}`);
  if (last === null || last === location.search) return false;
  location.assign(`${location.pathname}${last}`);
  return true;
}
