// Lets the cells of a page run. The page is complete without it; the state is the reader's, and this shows it.
"use strict";
(() => {
  const facts = JSON.parse(document.querySelector("meta[name=workbook-facts]").content);
  const nonce = document.querySelector("meta[name=workbook-nonce]").content;
  const unsavedKey = "workbook.unsaved:" + facts.notebook;
  const cells = new Map();
  const shapes = { stored: "○", queued: "…", running: "◐", ok: "✓", error: "✗", interrupted: "■" };
  const chinese = {
    stored: "已保存", queued: "排队中", running: "运行中", ok: "完成", error: "出错", interrupted: "已中断",
    "Run": "运行", "Run cell": "运行单元", "Run all": "全部运行", "Interrupt": "中断", "Restart": "重启", "With what it needs": "连同所需单元", "All above": "上方全部", "Reset": "还原", "Check": "检查",
    "Close": "关闭", "No": "否", "Show the solution": "查看答案", "Take this one": "用这一份", "Drop it": "丢弃", "Show the new one": "显示新版本",
    "All variables go.": "所有变量都会丢失。", "Your text goes.": "你的改动会丢失。", "Have you tried it yourself?": "自己试过了吗？",
    "no session": "没有会话", "session starts…": "会话正在启动…", "session ready": "会话就绪", "session runs": "会话运行中",
    "edited": "已改", "edited, not run": "已改，未运行", "edited, not saved yet": "已改，尚未保存", "stale": "已过时",
    "The notebook's file has changed on the disk. Your edits are kept.": "笔记本文件在磁盘上已改变。你的改动仍然保留。",
  };
  const word = document.documentElement.lang.startsWith("zh") ? text => chinese[text] ?? text : text => text;
  let sequence = 0;
  let isConnected = false;

  // Small helpers --------------------------------------------------------------------------------------------------

  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  const button = (text, title, run) => make("button", { type: "button", textContent: word(text), title, onclick: run });

  function parsed(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild ?? make("div");
  }

  function seconds(value) {
    return value < 10 ? value.toFixed(1) + " s" : value < 60 ? Math.round(value) + " s" : Math.floor(value / 60) + " min " + Math.round(value % 60) + " s";
  }

  // A question beside what asks it, instead of a dialog over the page.
  function asks(beside, question, yes, run) {
    if (beside.nextElementSibling?.classList.contains("ask")) return;
    const ask = make("span", { className: "ask" }, word(question) + " ");
    const done = () => { ask.remove(); };
    const first = button(yes, "", () => { done(); run(); });
    ask.append(first, button("No", "", () => { done(); beside.focus(); }));
    ask.addEventListener("keydown", event => { if (event.key === "Escape") { done(); beside.focus(); } });
    beside.after(ask);
    first.focus();
  }

  async function post(verb, body) {
    const response = await fetch("/api/" + verb, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Workbook-Instance": facts.instance },
      body: JSON.stringify({ notebook: facts.notebook, ...body }),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  }

  const say = text => { announcer.textContent = text; };
  const act = promise => promise.catch(error => { say(error.message); show("problem", error.message); });

  // The bar of the session, and what the reader must know ----------------------------------------------------------

  const announcer = make("p", { className: "said" });
  announcer.setAttribute("role", "status");
  const sessionText = make("span", { className: "session-state" });
  const notices = make("div", { className: "notices" });
  notices.setAttribute("role", "status");
  const interrupt = button("Interrupt", "Stop the cell that runs; variables stay", () => act(post("interrupt", {})));
  const restart = button("Restart", "End the session; variables go", () =>
    asks(restart, "All variables go.", "Restart", () => act(post("restart", {}))));
  const bar = make("section", { className: "session-bar" },
    button("Run all", "Run all cells, from the top", () => runAll()), interrupt, restart, sessionText, announcer, notices);
  bar.setAttribute("aria-label", "Session");
  document.querySelector("main").prepend(bar);

  const shown = new Map();
  function show(kind, text, ...more) {
    if (shown.get(kind)?.dataset.text === text) return;
    shown.get(kind)?.remove();
    shown.delete(kind);
    if (!text) return;
    const notice = make("p", { className: "notice " + kind }, text, " ", ...more);
    notice.dataset.text = text;
    if (kind === "problem") notice.append(button("Close", "", () => show("problem", "")));
    shown.set(kind, notice);
    notices.append(notice);
  }

  function showSession(session) {
    sessionText.textContent = word({ none: "no session", starting: "session starts…", idle: "session ready", busy: "session runs" }[session.state]);
    sessionText.dataset.state = session.state;
    interrupt.disabled = session.state !== "busy" && session.state !== "starting";
    restart.disabled = session.state === "none";
    show("session", session.notice ?? "");
  }

  async function runAll() {
    await Promise.all([...cells.values()].map(cell => cell.flush()));
    await act(post("run", { scope: "all" }));
  }

  // What is typed and not yet saved by the reader stays in the browser ---------------------------------------------

  function unsaved() {
    try { return JSON.parse(localStorage.getItem(unsavedKey)) ?? {}; } catch { return {}; }
  }

  function keep(id, draft) {
    const all = unsaved();
    if (draft) all[id] = draft; else delete all[id];
    if (Object.keys(all).length) localStorage.setItem(unsavedKey, JSON.stringify(all)); else localStorage.removeItem(unsavedKey);
  }

  // A cell ---------------------------------------------------------------------------------------------------------

  class Cell {
    constructor(section, number) {
      this.section = section;
      this.id = section.id;
      this.number = number;
      this.fact = facts.cells[section.id] ?? {};
      this.source = section.querySelector(".source");
      this.pre = this.source.querySelector("pre");
      this.text = this.pre.textContent;   // what the reader has
      this.version = 0;
      this.draft = null;                  // what is typed and not yet known there
      this.sending = null;
      this.editor = null;
      this.isRunning = false;
      this.errorLine = 0;
      this.addBar();
      this.pre.setAttribute("role", "group");
      this.pre.setAttribute("aria-label", `Code of cell ${number}; Enter edits it`);
      this.pre.addEventListener("click", () => { if (!getSelection().toString()) this.edit(); });
      this.pre.addEventListener("keydown", event => {
        if (event.key === "Enter") { event.preventDefault(); if (event.ctrlKey) this.run("cell"); else if (event.shiftKey) this.runAndMove(); else this.edit(); }
      });
    }

    addBar() {
      this.state = make("span", { className: "state" }, ...[shapes.stored, word("stored")].map(text => make("span", { textContent: text })));
      this.state.firstChild.setAttribute("aria-hidden", "true");
      this.edited = make("span", { className: "mark edited", hidden: true });
      this.stale = make("span", { className: "mark stale", hidden: true, textContent: "↻ " + word("stale"), title: "A cell that this one needs was edited, or run after it" });
      const run = button("Run", "Run this cell (Ctrl+Enter)", () => this.run("cell"));
      run.className = "run";
      run.setAttribute("aria-label", `${word("Run cell")} ${this.number}`);
      this.reset = button("Reset", "Take the author's text again", () => asks(this.reset, "Your text goes.", "Reset", () => this.resetText()));
      this.reset.hidden = true;
      const more = make("span", { className: "more" },
        button("With what it needs", "Run what this cell needs and is not up to date, then this cell", () => this.run("needs")),
        button("All above", "Run all cells above this one", () => this.run("above")));
      this.bar = make("div", { className: "cell-bar" }, run, more, this.reset, this.edited, this.stale, this.state);
      this.source.after(this.bar);
    }

    // Editing

    edit() {
      if (!this.editor) {
        const ask = (verb, text, position) => post(verb, { cell: this.id, text, position }).catch(() => null);
        this.editor = WorkbookEditor.create({
          parent: this.source, text: this.draft ?? this.text, language: this.fact.language, nonce, errorLine: this.errorLine,
          label: `Code of cell ${this.number}. Tab indents; Escape, then Tab leaves.`,
          ask: { complete: (text, at) => ask("complete", text, at), inspect: (text, at) => ask("inspect", text, at), diagnose: text => ask("diagnose", text) },
          keys: { "Ctrl-Enter": () => this.run("cell"), "Shift-Enter": () => this.runAndMove(), "Mod-Enter": () => this.run("cell") },
          changed: text => this.typed(text),
        });
        this.source.classList.add("editing");
        this.pre.hidden = true;
      }
      this.editor.focus();
    }

    typed(text) {
      this.draft = text;
      keep(this.id, { base: this.text, text });
      this.edited.hidden = false;
      this.edited.textContent = "✎ " + word("edited, not saved yet");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush().catch(() => {}), 300);
    }

    // Sends what is typed until the reader has it on its disk; one edit at a time, each on the version before.
    flush() {
      clearTimeout(this.timer);
      this.sending ??= this.send().finally(() => { this.sending = null; });
      return this.sending;
    }

    async send() {
      while (this.draft !== null) {
        const text = this.draft;
        const answer = await post("edit", { cell: this.id, text, version: this.version });
        if (answer.isConflict) {
          this.draft = null;
          keep(this.id, null);
          this.showText();
          return;
        }
        this.text = text;
        this.version = answer.version;
        if (this.draft === text) this.draft = null;
        if (answer.isSaved) keep(this.id, this.draft === null ? null : { base: text, text: this.draft });
        this.showText();
      }
    }

    showText() {
      const text = this.draft ?? this.text;
      if (this.pre.textContent !== text) this.pre.querySelector("code").textContent = text;
      this.editor?.replace(text);
    }

    async resetText() {
      clearTimeout(this.timer);
      this.draft = null;
      keep(this.id, null);
      await act(post("reset", { cell: this.id }));
    }

    // Running

    async run(scope) {
      await act(Promise.all([...cells.values()].map(cell => cell.flush())).then(() => post("run", { cell: this.id, scope })));
    }

    runAndMove() {
      this.run("cell");
      const all = [...cells.values()];
      const next = all[all.indexOf(this) + 1];
      if (next) { (next.editor ?? next.pre).focus(); next.section.scrollIntoView({ block: "nearest" }); }
    }

    // Showing what the reader tells

    update(message) {
      if (message.source !== undefined && message.version > this.version) {
        if (this.draft === null && !this.sending) {
          this.text = message.source;
          this.version = message.version;
          this.showText();
        }
      }
      if (message.version > this.version && this.draft === null && !this.sending) this.version = message.version;
      if (message.errorLine !== this.errorLine) {
        this.errorLine = message.errorLine;
        this.editor?.mark(this.errorLine);
      }
      this.showState(message);
      this.showConflict(message.conflict);
      if (message.outputs) this.showOutputs(message.outputs);
    }

    showState(message) {
      const state = word(message.state);
      const isRunning = message.state === "running";
      this.section.dataset.state = message.state;
      this.started = isRunning ? performance.now() - 1000 * (message.seconds ?? 0) : null;
      this.state.children[0].textContent = shapes[message.state];
      this.state.children[1].textContent = state + (message.seconds !== undefined && message.state !== "queued" && message.state !== "stored" ? " " + seconds(message.seconds) : "");
      this.edited.hidden = !message.isEdited && !message.isUnrun;
      this.edited.textContent = "✎ " + word(message.isUnrun ? "edited, not run" : "edited");
      this.reset.hidden = !message.isEdited;
      this.stale.hidden = !message.isStale;
      if (this.isRunning && !isRunning) {
        say(`Cell ${this.number}: ${state}`);
        if (this.outputs) this.outputs.style.minHeight = "";
      }
      this.isRunning = isRunning;
    }

    tick() {
      if (this.started !== null && this.isRunning) this.state.children[1].textContent = word("running") + " " + seconds((performance.now() - this.started) / 1000);
    }

    get outputs() { return this.section.querySelector(".outputs"); }

    showOutputs({ count, number, changed }) {
      const outputs = this.outputs ?? this.section.appendChild(make("div", { className: "outputs" }));
      if (this.isRunning && count === 0) outputs.style.minHeight = outputs.offsetHeight + "px";   // so that nothing jumps
      for (const { index, html, added } of changed) {
        const there = outputs.children[index];
        if (added !== undefined) {
          const wasAtEnd = there.scrollTop + there.clientHeight >= there.scrollHeight - 4;
          there.append(added);
          if (wasAtEnd) there.scrollTop = there.scrollHeight;
        } else if (there) there.replaceWith(parsed(html));
        else outputs.append(parsed(html));
      }
      while (outputs.children.length > count) outputs.lastElementChild.remove();
      const label = this.source.querySelector(".count") ?? this.source.insertBefore(make("span", { className: "count" }), this.source.firstChild);
      label.textContent = number ? `[${number}]` : "[ ]";
    }

    showConflict(text) {
      const there = this.section.querySelector(".conflict");
      if (there?.dataset.text === text) return;
      there?.remove();
      if (text === undefined) return;
      const choose = other => act(post("choose", { cell: this.id, other }));
      const conflict = make("div", { className: "conflict" },
        make("p", { textContent: "There is another text of this cell: yours, made before the chapter or another page changed it. The one above runs." }),
        make("pre", { textContent: text, tabIndex: 0 }),
        button("Take this one", "", () => choose(true)), button("Drop it", "", () => choose(false)));
      conflict.dataset.text = text;
      this.bar.after(conflict);
    }
  }

  // Exercises: check, hints one at a time, the solution folded -----------------------------------------------------

  function addExercises() {
    const steps = new Map();
    for (const section of document.querySelectorAll("main > section[id]")) {
      const { name, role } = facts.cells[section.id] ?? {};
      if (!name || !role) continue;
      if (!steps.has(name)) steps.set(name, { hint: [] });
      const exercise = steps.get(name);
      if (role === "hint") exercise.hint.push(section); else exercise[role] = section;
    }
    for (const { stub, check, hint, solution } of steps.values()) {
      if (stub && check) {
        const checking = button("Check", "Run your answer and what it needs, then check it", () => cells.get(check.id)?.run("needs"));
        checking.className = "check";
        cells.get(stub.id)?.bar.prepend(checking);
      }
      hint.forEach((section, i) => {
        section.hidden = i > 0;
        section.querySelector("details")?.addEventListener("toggle", () => { if (hint[i + 1]) hint[i + 1].hidden = false; });
      });
      const summary = solution?.querySelector("summary");
      const openSolution = event => {
        event.preventDefault();
        asks(summary.parentElement, "Have you tried it yourself?", "Show the solution", () => {
          summary.removeEventListener("click", openSolution);
          summary.parentElement.open = true;
          summary.focus();
        });
      };
      summary?.addEventListener("click", openSolution);
    }
  }

  // Frames of outputs with their own script may say how high they are, and nothing else -----------------------------

  const sized = new WeakMap();
  addEventListener("message", event => {
    const frame = [...document.querySelectorAll("iframe.scripted")].find(candidate => candidate.contentWindow === event.source);
    const height = event.data?.kind === "size" ? Number(event.data.height) : NaN;
    if (!frame || !Number.isFinite(height)) return;
    const before = sized.get(frame) ?? { at: -1000, times: 0 };
    if (performance.now() - before.at < 100 || before.times > 200) return;
    sized.set(frame, { at: performance.now(), times: before.times + 1 });
    frame.style.height = Math.min(Math.max(height, 24), 2000) + "px";
  });

  // The socket -----------------------------------------------------------------------------------------------------

  function receive(message) {
    sequence = message.sequence;
    showSession(message.session);
    show("reader", message.notices.join(" "));
    show("file", message.document === facts.document ? "" : word("The notebook's file has changed on the disk. Your edits are kept."), button("Show the new one", "", () => location.reload()));
    for (const cell of message.cells) cells.get(cell.id)?.update(cell);
  }

  let isFirst = true;
  function sendAgain() {
    const left = unsaved();
    for (const [id, { base, text }] of Object.entries(left)) {
      const cell = cells.get(id);
      if (!cell || text === cell.text) { keep(id, null); continue; }
      if (isFirst) {
        cell.draft = text;
        if (base !== cell.text) cell.version = -1;   // made from a text that is no longer there: both are shown
        cell.showText();
      }
    }
    isFirst = false;
    for (const cell of cells.values()) if (cell.draft !== null) cell.flush().catch(() => {});
  }

  function connect(wait) {
    const socket = new WebSocket(`ws://${location.host}/socket?notebook=${encodeURIComponent(facts.notebook)}&since=${sequence}&instance=${facts.instance}`);
    socket.onmessage = event => {
      receive(JSON.parse(event.data));
      if (isConnected) return;
      isConnected = true;
      wait = 250;
      document.documentElement.dataset.reader = "connected";
      show("connection", "");
      sendAgain();
    };
    socket.onclose = async () => {
      isConnected = false;
      document.documentElement.dataset.reader = "away";
      const answer = await fetch("/pages/index.html", { method: "HEAD" }).then(response => response.status, () => 0);
      show("connection", answer === 403
        ? "This page is of another run of the reader. Open the address that 'workbook serve' printed last; what you typed is kept here until then."
        : "The reader does not answer. What you type is kept in this browser and sent when it does.");
      setTimeout(() => connect(Math.min(2 * wait, 4000)), wait);
    };
  }

  // --------------------------------------------------------------------------------------------------------------

  [...document.querySelectorAll("main > section.code")].forEach((section, i) => cells.set(section.id, new Cell(section, i + 1)));
  addExercises();
  setInterval(() => { for (const cell of cells.values()) cell.tick(); }, 200);
  connect(250);
})();
