// Draws the world once, when the front end is built: paths for the browser (static/world.svg, static/world-near.svg)
// and, for the server, what it must know to place things on them (static/world.json).
//
// From Natural Earth by way of world-atlas: 110m for the whole world, with the small countries that it leaves out taken
// from 50m; 50m for what is looked at closely. Coordinates are whole tenths of a map unit, relative, so that files stay small.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoContains, geoGraticule, geoNaturalEarth1, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";

const require = createRequire(import.meta.url);
const codes = require("i18n-iso-countries/codes.json");
const OUT = new URL("../src/dragoman/web/static/", import.meta.url);
const WIDTH = 1000, HEIGHT = 520, FINE = 10;
const alpha3 = new Map(codes.map(([, three, numeric]) => [numeric, three]));
// Areas without a number of their own in ISO 3166: drawn, named and marked, never dropped.
const UNNUMBERED = { "Kosovo": "KOS", "N. Cyprus": "X-NCY", "Somaliland": "X-SOL", "Siachen Glacier": "X-SIA",
  "Indian Ocean Ter.": "X-IOT" };
const CRIMEA = [34.2, 45.2];
// Pairs of areas whose common border is disputed by one of them or by many states.
const DISPUTED = ["UKR X-CRI", "RUS X-CRI", "SRB KOS", "CYP X-NCY", "SOM X-SOL", "ISR PSE", // codespell:ignore som
  "MAR ESH", "IND PAK", "IND CHN",
  "IND X-SIA", "PAK X-SIA", "CHN X-SIA", "SDN SSD", "ISR SYR", "ISR LBN", "CHN BTN"];
const disputed = new Set(DISPUTED.flatMap((pair) => { const [a, b] = pair.split(" "); return [`${a} ${b}`, `${b} ${a}`]; }));

const projection = geoNaturalEarth1().fitExtent([[2, 2], [WIDTH - 2, HEIGHT - 2]], { type: "Sphere" });
const draw = geoPath(projection).digits(4);
const load = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${name}.json`), "utf8"));
const idOf = (thing) => UNNUMBERED[thing.properties.name] ?? alpha3.get(thing.id);

/** Crimea is a part of one country's shape in the source: it becomes an area of its own, coloured with neither. */
function apart(world) {
  const countries = world.objects.countries.geometries;
  const russia = countries.find((thing) => alpha3.get(thing.id) === "RUS");
  const isCrimea = (arcs) => geoContains(feature(world, { type: "Polygon", arcs }), CRIMEA);
  const arcs = russia.arcs.filter(isCrimea);
  if (arcs.length === 1) {
    russia.arcs = russia.arcs.filter((one) => !arcs.includes(one));
    countries.push({ type: "MultiPolygon", arcs, properties: { name: "Crimea" }, own: "X-CRI" });
  }
  for (const thing of countries) thing.own ??= idOf(thing);
  world.objects.countries.geometries = countries.filter((thing) => thing.own !== undefined && thing.own !== "ATA");
  return world;
}

/** Rounds a path to tenths, drops points that fall together, writes steps instead of places. */
function small(path) {
  let out = "", x = 0, y = 0;
  for (const part of (path ?? "").split("M").slice(1)) {
    const closed = part.endsWith("Z");
    const points = part.replace("Z", "").split("L").map((point) => point.split(",").map((value) => Math.round(value * FINE)));
    const kept = points.filter((point, i) => i === 0 || point[0] !== points[i - 1][0] || point[1] !== points[i - 1][1]);
    if (closed && kept.length < 3) continue;
    kept.forEach((point, i) => {
      out += `${i === 0 ? "m" : i === 1 ? "l" : " "}${point[0] - x}${point[1] - y < 0 ? "" : " "}${point[1] - y}`;
      [x, y] = point;
    });
    if (closed) { out += "z"; [x, y] = kept[0]; }
  }
  return out;
}

const shapes = (world) => new Map(feature(world, world.objects.countries).features.map((thing, i) =>
  [world.objects.countries.geometries[i].own, thing]));
const line = (world, keep) => small(draw(mesh(world, world.objects.countries, (a, b) => a !== b && keep(disputed.has(`${a.own} ${b.own}`)))));

function svg(world, areas) {
  const paths = [...areas].sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, thing]) => `<path id="${id}" d="${small(draw(thing))}"/>`);
  return [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * FINE} ${HEIGHT * FINE}">`,
    `<path id="sea" d="${small(draw({ type: "Sphere" }))}"/>`,
    `<path id="grid" fill="none" d="${small(draw(geoGraticule().step([30, 30])()))}"/>`,
    `<g id="land">`, ...paths, `</g>`,
    `<path id="borders" fill="none" d="${line(world, (is) => !is)}"/>`,
    `<path id="disputed" fill="none" d="${line(world, (is) => is)}"/>`, `</svg>`, ""].join("\n");
}

const far = apart(load("110m")), near = apart(load("50m"));
const close = shapes(near), whole = shapes(far);
for (const [id, thing] of close) if (!whole.has(id)) whole.set(id, thing);
const areas = [...whole].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, thing]) => {
  const [[left, top], [right, bottom]] = draw.bounds(thing);
  const [x, y] = draw.centroid(thing);
  return [id, { name: thing.properties.name, x, y, left, top, right, bottom, size: draw.area(thing) }];
});
const round = (key, value) => (typeof value === "number" ? Math.round(value * 10) / 10 : value);
const meta = { width: WIDTH, height: HEIGHT, fine: FINE, scale: projection.scale(), translate: projection.translate() };
const samples = [[0, 0], [34.1, 45.1], [-122.4, 37.8], [151.2, -33.9], [174.8, -41.3]].map((place) => [place, projection(place)]);
mkdirSync(OUT, { recursive: true });
writeFileSync(new URL("world.svg", OUT), svg(far, whole));
writeFileSync(new URL("world-near.svg", OUT), svg(near, close));
writeFileSync(new URL("world.json", OUT), `${JSON.stringify(meta).slice(0, -1)},\n"samples":${JSON.stringify(samples)},\n"areas":{\n${
  areas.map(([id, area]) => `"${id}":${JSON.stringify(area, round)}`).join(",\n")}\n}}\n`);
