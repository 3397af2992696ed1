// Builds ../Assets/editor.min.js and the licences of what is in it; see README.md.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";

const assets = new URL("../Assets/", import.meta.url);
const result = await build({
  entryPoints: ["editor.js"],
  outfile: new URL("editor.min.js", assets).pathname,
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "WorkbookEditor",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});

const names = [...new Set(Object.keys(result.metafile.inputs).map(input => input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean))].sort();
const licences = names.map(name => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
});
writeFileSync(new URL("editor-LICENSE.txt", assets), licences.join("\n" + "-".repeat(80) + "\n\n"));
console.log(names.join(" "));
