// What the pages of book and reader have beside their text: theme, search box, and a switch of language that keeps the place.
// Loaded before the page is drawn, so that a chosen theme is there from the start.
"use strict";
(() => {
  const root = document.documentElement;
  const assets = document.currentScript.src && new URL(".", document.currentScript.src).href;   // none in a page that holds its scripts
  const key = "workbook.theme";
  const words = root.lang.startsWith("zh")
    ? { theme: "主题", system: "跟随系统", light: "浅色", dark: "深色", search: "搜索", results: n => `${n} 条结果`, none: "没有找到" }
    : { theme: "Theme", system: "system", light: "light", dark: "dark", search: "Search", results: n => n === 1 ? "1 result" : `${n} results`, none: "Nothing found" };
  const remembered = () => { try { return localStorage.getItem(key); } catch { return null; } };   // pages from disk may have no storage

  function setTheme(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme; else delete root.dataset.theme;
  }

  setTheme(remembered());
  root.classList.add("alive");
  addEventListener("storage", event => { if (event.key === key) { setTheme(event.newValue); dispatchEvent(new Event("workbook-theme")); } });

  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function addTheme(tools) {
    const select = make("select", { className: "theme", ariaLabel: words.theme },
      ...["system", "light", "dark"].map(value => make("option", { value, textContent: `${words.theme}: ${words[value]}` })));
    select.value = root.dataset.theme ?? "system";
    select.addEventListener("change", () => {
      setTheme(select.value);
      try { if (select.value === "system") localStorage.removeItem(key); else localStorage.setItem(key, select.value); } catch { /* the choice holds for this page */ }
      dispatchEvent(new Event("workbook-theme"));
    });
    addEventListener("storage", () => { select.value = root.dataset.theme ?? "system"; });
    tools.append(select);
  }

  // The same cell in the other language: ids are the same there.
  function keepPlace(link) {
    link.addEventListener("click", () => {
      const cell = [...document.querySelectorAll("main > section[id]")].find(section => section.getBoundingClientRect().bottom > 120);
      link.hash = scrollY > 0 && cell ? cell.id : "";
    });
  }

  // Search ---------------------------------------------------------------------------------------------------------

  // Words of letters and digits; runs of Chinese characters as pairs, and their last character alone, so that each can be found.
  function tokens(text) {
    const found = [];
    for (const [run] of text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+/gu)) {
      const parts = /\p{Script=Han}/u.test(run) ? [...run] : [run];
      if (parts.length === 1) { found.push(run); continue; }
      parts.forEach((part, i) => found.push(part + (parts[i + 1] ?? "")));
    }
    return found;
  }

  // In what is asked, a longer run's last character says nothing that its last pair does not.
  const asked = text => { const all = tokens(text); return all.filter((token, i) => !(i > 0 && /^\p{Script=Han}$/u.test(token) && all[i - 1].length === 2 && all[i - 1].endsWith(token))); };

  const script = name => new Promise((resolve, reject) => document.head.append(make("script", {
    src: assets + name, onload: resolve, onerror: () => reject(new Error(`${name} could not be loaded.`)),
  })));

  let loading;
  const searching = () => loading ??= Promise.all([script("minisearch.min.js"), script(`search-${root.lang.slice(0, 2)}.js`)]).then(() => {
    const cells = workbookSearch.flatMap(({ page, title, cells }) => cells.map(([id, section, text, isCode]) => ({ id: `${page}#${id}`, title, section, text, isCode })));
    const index = new MiniSearch({
      fields: ["section", "text"], storeFields: ["title", "section", "text", "isCode"], tokenize: tokens, processTerm: term => term,
      searchOptions: {
        tokenize: asked, combineWith: "AND", prefix: true, fuzzy: term => term.length > 4 && !/\p{Script=Han}/u.test(term) ? 0.2 : false,
        boost: { section: 2 }, boostDocument: (id, term, fields) => fields?.isCode ? 0.4 : 1,
      },
    });
    index.addAll(cells);
    return index;
  });

  // A part of the text around the first word that was found.
  function excerpt({ text, terms, queryTerms }) {
    const marks = [...terms.filter(term => !/\p{Script=Han}/u.test(term)), ...queryTerms].sort((a, b) => b.length - a.length);
    const found = new RegExp(`(${marks.join("|")})`, "giu");   // letters and digits alone
    const at = Math.max(0, text.search(found));
    const blank = text.indexOf(" ", at - 40);
    const start = at < 50 ? 0 : blank >= 0 && blank < at ? blank + 1 : at - 20;   // Chinese has no blanks
    const parts = text.slice(start, start + 140).split(found);
    return [start > 0 ? "… " : "", ...parts.map((part, i) => i % 2 ? make("mark", { textContent: part }) : part), start + 140 < text.length ? " …" : ""];
  }

  function addSearch(tools) {
    const input = make("input", { type: "search", placeholder: words.search, ariaLabel: words.search, autocomplete: "off", spellcheck: false });
    const count = make("p", { className: "count-found" });
    count.setAttribute("role", "status");
    const list = make("ol");
    const found = make("div", { className: "found", hidden: true }, count, list);
    const box = make("search", {}, input, found);

    async function show() {
      const text = input.value.trim();
      const index = await searching();
      if (text !== input.value.trim()) return;
      const results = text ? index.search(text) : [];
      found.hidden = !text;
      count.textContent = results.length ? words.results(results.length) : words.none;
      list.replaceChildren(...results.slice(0, 20).map(result => make("li", {}, make("a", { href: new URL("../" + result.id, assets).href },
        make("span", { className: "where", textContent: result.section === result.title ? result.title : `${result.title} › ${result.section}` }),
        make("span", { className: result.isCode ? "what code" : "what" }, ...excerpt(result))))));
    }

    const fail = error => { found.hidden = false; count.textContent = error.message; };
    input.addEventListener("focus", () => searching().catch(fail), { once: true });
    input.addEventListener("input", () => show().catch(fail));
    box.addEventListener("keydown", event => {
      const links = [input, ...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const next = { ArrowDown: links[at + 1], ArrowUp: links[at - 1], Enter: at === 0 ? links[1] : undefined }[event.key];
      if (event.key === "Escape") { found.hidden = true; input.focus(); }
      if (!next) return;
      event.preventDefault();
      if (event.key === "Enter") next.click(); else next.focus();
    });
    list.addEventListener("click", () => { found.hidden = true; });
    document.addEventListener("click", event => { if (!box.contains(event.target)) found.hidden = true; });
    tools.prepend(box);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const tools = document.querySelector("header .tools");
    if (!tools) return;
    if (assets) addSearch(tools);
    addTheme(tools);
    for (const link of document.querySelectorAll("a.language")) keepPlace(link);
  });
})();
