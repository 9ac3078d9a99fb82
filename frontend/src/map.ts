// entry
// The map's comforts: drag over the strip to choose a time, wheel and drag to look closer. Without them the form, the
// views and the bars do the same.

type Box = [number, number, number, number];
const LEAST = 400;
const STEP = 1.25;
const SETTLED_MS = 400;

/** Dragging over the strip chooses from the first bar to the last. */
function brush(strip: SVGSVGElement): void {
  const bars = [...strip.querySelectorAll<SVGAElement>("a[data-since]")];
  let from: number | null = null;
  let moved = false;
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  mark.setAttribute("class", "brush");
  mark.setAttribute("y", "0");
  mark.setAttribute("height", "72");
  const place = (event: PointerEvent): number => {
    const frame = strip.getBoundingClientRect();
    const share = (event.clientX - frame.left) / frame.width;
    return Math.min(bars.length - 1, Math.max(0, Math.floor(share * bars.length)));
  };
  const draw = (first: number, last: number): void => {
    const width = 1000 / bars.length;
    mark.setAttribute("x", String(first * width));
    mark.setAttribute("width", String((last - first + 1) * width));
    strip.append(mark);
  };
  strip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = place(event);
    moved = false;
  });
  strip.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const to = place(event);
    moved ||= to !== from;
    if (moved) {
      strip.setPointerCapture(event.pointerId);
      draw(Math.min(from, to), Math.max(from, to));
    }
  });
  strip.addEventListener("pointerup", (event) => {
    if (from !== null && moved) {
      const to = place(event);
      choose(bars[Math.min(from, to)], bars[Math.max(from, to)]);
    }
    from = null;
  });
  strip.addEventListener("dragstart", (event) => event.preventDefault());
}

function choose(first: SVGAElement | undefined, last: SVGAElement | undefined): void {
  if (!first?.dataset.since || !last?.dataset.until) return;
  const address = new URL(location.href);
  address.searchParams.set("since", first.dataset.since);
  address.searchParams.set("until", last.dataset.until);
  location.assign(address);
}

/** Wheel (with Ctrl), dragging and + and - change what is seen; when it rests, the server draws it anew at that scale. */
function look(map: SVGSVGElement): void {
  let timer = 0;
  const seen = (): Box => (map.getAttribute("viewBox") ?? "").split(" ").map(Number) as Box;
  const show = (box: Box): void => {
    map.setAttribute("viewBox", box.map((value) => value.toFixed(0)).join(" "));
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const address = new URL(location.href);
      address.searchParams.set("box", seen().join(","));
      address.hash = "";
      location.replace(address);
    }, SETTLED_MS);
  };
  const zoom = (factor: number, x = 0.5, y = 0.5): void => {
    const [left, top, width, height] = seen();
    const wide = Math.min(10000, Math.max(LEAST, width * factor));
    const high = (height * wide) / width;
    show([left + (width - wide) * x, top + (height - high) * y, wide, high]);
  };
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const frame = map.getBoundingClientRect();
    zoom(event.deltaY > 0 ? STEP : 1 / STEP, (event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height);
  }, { passive: false });
  drag(map, seen, show);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).matches("input, select, textarea")) return;
    if (event.key === "+") zoom(1 / STEP);
    if (event.key === "-") zoom(STEP);
  });
}

function drag(map: SVGSVGElement, seen: () => Box, show: (box: Box) => void): void {
  let start: { x: number; y: number; box: Box } | null = null;
  let moved = false;
  map.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType === "mouse") start = { x: event.clientX, y: event.clientY, box: seen() };
    moved = false;
  });
  map.addEventListener("pointermove", (event) => {
    if (!start) return;
    const scale = start.box[2] / map.getBoundingClientRect().width;
    const [dx, dy] = [(event.clientX - start.x) * scale, (event.clientY - start.y) * scale];
    if (!moved && Math.hypot(event.clientX - start.x, event.clientY - start.y) < 4) return;
    moved = true;
    map.classList.add("dragged");
    map.setPointerCapture(event.pointerId);
    const [left, top, width, height] = start.box;
    show([left - dx, top - dy, width, height]);
  });
  map.addEventListener("pointerup", () => {
    start = null;
    map.classList.remove("dragged");
  });
  map.addEventListener("click", (event) => {
    if (moved) event.preventDefault();
  }, { capture: true });
  map.addEventListener("dragstart", (event) => event.preventDefault());
}

const strip = document.querySelector<SVGSVGElement>("#strip");
const map = document.querySelector<SVGSVGElement>("#map");
if (strip) brush(strip);
if (map) look(map);
