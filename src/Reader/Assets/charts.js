// Makes charts interactive: each figure holds its picture and, beside it, what was drawn; when it comes into view, the chart
// library draws that in the picture's box. Sliders and buttons become the page's own, so that keyboard and touch work them.
"use strict";
(() => {
  // In a page that holds its scripts, the library stands before this one.
  const library = document.currentScript.src && new URL("plotly.min.js", document.currentScript.src).href;
  const words = document.documentElement.lang.startsWith("zh")
    ? { numbers: "图中数据", point: "点" }
    : { numbers: "The numbers of this chart", point: "point" };
  const charts = new Map();   // by figure
  let loading;

  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  const loaded = () => loading ??= window.Plotly ? Promise.resolve() : new Promise((resolve, reject) =>
    document.head.append(make("script", { src: library, onload: resolve, onerror: () => reject(new Error("The chart library could not be loaded.")) })));

  // The small markup of chart texts: sub, sup, b and i; a line's end is a blank here.
  function rich(markup) {
    if (!/[<&]/.test(markup)) return [String(markup)];
    const copied = node => node.nodeType === 3 ? [node.data] : node.nodeName === "BR" ? [" "]
      : [["SUB", "SUP", "B", "I", "EM"].includes(node.nodeName) ? make(node.nodeName, {}, ...[...node.childNodes].flatMap(copied)) : node.textContent];
    return [...new DOMParser().parseFromString(String(markup), "text/html").body.childNodes].flatMap(copied);
  }

  // What the book left out of each chart because all have it, in the colours of the theme; ChartJson.cs leaves it out.
  function template(ink) {
    const axis = {
      showline: true, linecolor: ink, gridcolor: "rgba(128,128,128,0.2)", zerolinecolor: "rgba(128,128,128,0.7)", ticks: "outside", tickcolor: ink,
      tickfont: { size: 11.5 }, automargin: true, title: { font: { size: 13 }, standoff: 6 },
    };
    return { layout: {
      font: { color: ink, family: "sans-serif" }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", margin: { l: 60, r: 20, t: 20, b: 50 },
      colorway: ["#1f7fc4", "#d55e00", "#0f9b72", "#c2579a", "#a67c00", "#7b6fd6", "#c24b4b", "#5f8a94"],
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" }, modebar: { bgcolor: "rgba(0,0,0,0)", color: ink, activecolor: ink }, xaxis: axis, yaxis: axis,
    } };
  }

  class Chart {
    constructor(figure) {
      this.figure = figure;
      this.box = figure.querySelector(".plot");
      this.text = figure.querySelector("script").textContent;
      this.caption = figure.querySelector("figcaption");
      this.last = [];         // the last step of each control, in the order of their use
      const { layout = {} } = JSON.parse(this.text);
      this.finding = (layout.annotations ?? []).findIndex(note => note.name === "finding");
      this.addControls(layout);
      this.addNumbers();
    }

    addControls({ sliders = [], updatemenus = [] }) {
      this.sliders = sliders.map(slider => this.slider(slider));
      const menus = updatemenus.map(menu => make("div", { className: "choices" }, ...menu.buttons.map(choice =>
        make("button", { type: "button", onclick: () => this.choose(menu, choice) }, ...rich(choice.label)))));
      if (menus.length + sliders.length > 0) this.box.after(make("div", { className: "controls" }, ...menus, ...this.sliders.map(slider => slider.label)));
    }

    slider(slider) {
      const prefix = slider.currentvalue?.prefix ?? "";
      const value = make("output");
      const input = make("input", { type: "range", min: 0, max: slider.steps.length - 1, step: 1 });
      const show = i => {
        input.value = i;
        value.replaceChildren(...rich(slider.steps[i].label));
        input.setAttribute("aria-valuetext", value.textContent);
      };
      show(slider.active ?? 0);
      input.addEventListener("input", () => { show(+input.value); this.choose(slider, slider.steps[+input.value]); });
      return { show, label: make("label", {}, make("span", {}, ...rich(prefix), value), input) };
    }

    // A step names a function of the library and what it is called with; what it says of controls and the finding is ours to do.
    async choose(control, { method, args }) {
      this.last = [...this.last.filter(([other]) => other !== control), [control, { method, args }]];
      await this.draw();
      await this.apply(method, args);
    }

    async apply(method, args) {
      if (!["update", "restyle", "relayout", "animate"].includes(method)) return;
      const at = method === "update" ? 1 : method === "relayout" ? 0 : -1;
      const changed = args.map((part, i) => i !== at ? part : Object.fromEntries(Object.entries(part).filter(([name, value]) => {
        const active = name.match(/^sliders\[(\d+)\]\.active$/);
        if (active) this.sliders[active[1]]?.show(value);
        const isFinding = name === `annotations[${this.finding}].text` && this.caption;
        if (isFinding) this.caption.replaceChildren(...rich(value));
        return !active && !isFinding;
      })));
      await Plotly[method](this.live, ...changed);
    }

    draw() { return this.drawing ??= this.redraw(); }

    async redraw() {
      await loaded();
      const ink = getComputedStyle(this.box).color;
      const { data, layout = {}, frames } = JSON.parse(this.text, (_, value) => value === "#767676" ? ink : value);
      const { sliders, updatemenus, ...rest } = layout;
      const own = { ...rest, template: template(ink), autosize: false, ...this.size() };
      const isTouched = matchMedia("(pointer: coarse)").matches;
      if (isTouched) own.dragmode = false;   // a finger on a chart scrolls the page
      const live = this.live ?? make("div", { className: "live" });
      if (!this.live) this.box.append(live);
      const isFirst = !this.live;
      const title = this.figure.querySelector(".chart-title")?.textContent ?? "";
      live.setAttribute("role", "group");
      live.setAttribute("aria-label", title);
      await Plotly.newPlot(live, { data, layout: own, frames, config: { displaylogo: false, displayModeBar: isTouched ? false : "hover", modeBarButtonsToRemove: ["sendChartToCloud", "lasso2d", "select2d"], responsive: false } });
      this.live = live;
      for (const [, { method, args }] of this.last) await this.apply(method, args);
      this.figure.dataset.chart = "live";
      if (isFirst) new ResizeObserver(() => this.resize()).observe(this.box);
    }

    size() { return { width: Math.floor(this.box.clientWidth), height: this.box.clientHeight }; }

    resize() {
      const { width, height } = this.size();
      if (this.live && width > 0 && width !== this.live._fullLayout?.width) Plotly.relayout(this.live, { width, height });
    }

    // The numbers, made when they are asked for.
    addNumbers() {
      const details = make("details", { className: "numbers" }, make("summary", { textContent: words.numbers }));
      details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) details.append(...this.tables()); });
      this.figure.append(details);
    }

    tables() {
      const { data, layout = {} } = JSON.parse(this.text);
      const name = axis => layout[axis.replace(/^([xy])(\d*)$/, "$1axis$2")]?.title?.text;
      const row = (tag, values) => make("tr", {}, ...values.map(value => make(value === "" ? "td" : tag, {}, ...rich(value ?? ""))));
      return data.filter(trace => trace.visible !== false).map(trace => {
        const rows = trace.z
          ? [row("th", ["", ...(trace.x ?? trace.z[0].map((_, i) => i))]), ...trace.z.map((values, i) => row("td", [trace.y?.[i] ?? i, ...values]))]
          : [row("th", [name(trace.xaxis ?? "x") || words.point, name(trace.yaxis ?? "y") || "y"]),
            ...(trace.y ?? trace.x ?? []).map((y, i) => row("td", [trace.x?.[i] ?? (typeof trace.x0 === "string" ? i : (trace.x0 ?? 0) + i * (trace.dx ?? 1)), y]))];
        return make("div", { className: "wide", tabIndex: 0 }, make("table", {}, make("caption", {}, ...rich(trace.name ?? "")), make("thead", {}, rows[0]), make("tbody", {}, ...rows.slice(1))));
      });
    }
  }

  const inView = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      inView.unobserve(target);
      charts.get(target)?.draw();
    }
  }, { rootMargin: "200px" });

  function look() {
    for (const [figure, chart] of charts) {
      if (figure.isConnected) continue;
      charts.delete(figure);
      if (chart.live) Plotly.purge(chart.live);
    }
    for (const figure of document.querySelectorAll("figure.chart")) {
      if (charts.has(figure)) continue;
      charts.set(figure, new Chart(figure));
      inView.observe(figure);
    }
  }

  function recolour() {
    for (const chart of charts.values()) if (chart.live) chart.drawing = chart.redraw();
  }

  addEventListener("workbook-theme", recolour);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  look();
  new MutationObserver(look).observe(document.querySelector("main"), { childList: true, subtree: true });
})();
