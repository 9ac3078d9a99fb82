// Bundles each file of src/ that begins with `// entry` or `/* entry */` into ../src/dragoman/web/static/, and copies
// what is vendored. The output is committed: whoever installs or tests the package needs no Node.
import { copyFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const to = "../src/dragoman/web/static";
const entries = readdirSync("src").filter((name) => /^(\/\/ entry|\/\* entry \*\/)/.test(readFileSync(`src/${name}`, "utf8")));

await build({
  entryPoints: entries.map((name) => `src/${name}`),
  outdir: to,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  loader: { ".css": "css" },
  external: ["*.svg"],
});
const vendored = { "node_modules/htmx.org/dist/htmx.min.js": "htmx.min.js" };
for (const [from, name] of Object.entries(vendored)) {
  rmSync(`${to}/${name}`, { force: true });
  copyFileSync(from, `${to}/${name}`);
}
