// Makes the files of the libraries in ../Assets and their licences; see README.md.
import { build } from "esbuild";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";

const assets = new URL("../Assets/", import.meta.url);
const path = name => new URL(name, assets).pathname;

function licences(...names) {
  return names.map(([name, file]) => {
    const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
    return `${name} ${version} (${license})\n\n${readFileSync(`node_modules/${name}/${file}`, "utf8").trim()}\n`;
  }).join("\n" + "-".repeat(80) + "\n\n");
}

// The script engine knows no classes of emoji in regular expressions; only the width of a label depends on them.
const withoutEmojiClasses = {
  name: "without-emoji-classes",
  setup: ({ onLoad }) => onLoad({ filter: /beautiful-mermaid[\\/]dist[\\/]index\.js$/ }, ({ path: file }) => {
    const text = readFileSync(file, "utf8");
    const changed = text.replace(/\\p\{Emoji_Presentation\}\|\\p\{Extended_Pictographic\}/g, "[\\u{2600}-\\u{27BF}\\u{1F300}-\\u{1FAFF}]");
    if (changed === text) throw new Error("The classes of emoji are not where they were.");
    return { contents: changed, loader: "js" };
  }),
};

function bundle(contents, outfile, plugins = []) {
  return build({
    stdin: { contents, resolveDir: "." }, outfile: path(outfile), plugins,
    bundle: true, minify: true, format: "iife", target: "es2022", charset: "utf8", legalComments: "none",
  });
}

copyFileSync("node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js", path("plotly.min.js"));
writeFileSync(path("plotly-LICENSE.txt"), licences(["plotly.js-cartesian-dist-min", "LICENSE"]));

await bundle('import MiniSearch from "minisearch"; window.MiniSearch = MiniSearch;', "minisearch.min.js");
writeFileSync(path("minisearch-LICENSE.txt"), licences(["minisearch", "LICENSE.txt"]));

await bundle('import { renderMermaidSVG } from "beautiful-mermaid"; globalThis.renderMermaidSVG = renderMermaidSVG;', "mermaid.min.js", [withoutEmojiClasses]);
writeFileSync(path("mermaid-LICENSE.txt"), licences(["beautiful-mermaid", "LICENSE"], ["elkjs", "LICENSE.md"], ["entities", "LICENSE"]));
