// Brings charts and facts to life when a reader reaches for them. Every page is complete without it.
"use strict";

window.wb6 = (() => {
  const HERE = new URL(".", document.currentScript.src);
  const DWELL = 150; // ms that a pointer rests on a chart before the interactive form is fetched
  const NEAR = "1200px"; // how far below the window a drawing is fetched
  const charts = new Map();
  const parts = new Map();
  const scripts = new Map();

  function load(address) {
    if (!scripts.has(address)) {
      scripts.set(address, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = () => reject(new Error(`${address} could not be read`));
        document.head.append(script);
      }));
    }
    return scripts.get(address);
  }

  // What a figure left in a script of its own: the drawings of one further down, the rows of its data.
  async function fill(figure) {
    const box = figure.querySelector(".wb6-chart");
    await load(box.dataset.wb6Later);
    const found = parts.get(box.dataset.wb6Chart);
    for (const [place, html] of Object.entries(found ?? {})) figure.querySelector(`.${place}`).innerHTML = html;
    parts.delete(box.dataset.wb6Chart);
    if (!("wb6Waits" in box.dataset)) return;
    for (const name of ["role", "aria-label", "data-wb6-waits"]) box.removeAttribute(name);
    for (const still of box.querySelectorAll("noscript, .wb6-still")) still.remove();
  }

  function fillInTime() {
    const waiting = document.querySelectorAll(".wb6-chart[data-wb6-waits]");
    const near = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        fill(target.closest("figure")).catch((error) => console.warn(error.message));
      }
    }, { rootMargin: `${NEAR} 0px` });
    for (const box of waiting) {
      // Browsers fetch such an image before they print; on the screen it stays away.
      const still = new DOMParser().parseFromString(box.querySelector("noscript").textContent, "text/html").querySelector("picture");
      box.append(still);
      near.observe(box);
    }
  }

  const isNarrow = (box) => getComputedStyle(box.querySelector(".wb6-narrow")).display !== "none";

  async function explore(box) {
    if (box.dataset.wb6State) return;
    box.dataset.wb6State = "loading";
    const narrow = isNarrow(box);
    try {
      if ("wb6Waits" in box.dataset) await fill(box.closest("figure"));
      const letters = ["13px WB Sans", "bold 13px WB Sans"].map((font) => document.fonts.load(font)); // Vega measures text
      await Promise.all([load(new URL("vega.mjs", HERE).href), load(box.dataset.wb6Script), ...letters]);
      const chart = charts.get(box.dataset.wb6Chart);
      const view = await show(box, { ...(narrow ? chart.narrow : chart.wide), datasets: chart.datasets });
      box.dataset.wb6State = "live";
      offerChoices(box, view, chart.focus);
      addEventListener("resize", function settle() {
        if (isNarrow(box) === narrow) return;
        removeEventListener("resize", settle);
        rest(box, view);
      });
    } catch (error) {
      delete box.dataset.wb6State; // the drawing stays; another try is possible
      console.warn(error.message);
    }
  }

  async function show(box, spec) {
    const live = document.createElement("div");
    live.className = "wb6-live";
    spec.config = { ...spec.config, aria: false };
    const options = { actions: false, renderer: "svg", mode: "vega-lite", tooltip: { theme: "wb6" } };
    const { view } = await window.wb6Embed(live, spec, options);
    // Vega's own roles contradict each other: hide its drawing from assistive technology, keep the text and any inputs.
    live.querySelector("svg").setAttribute("aria-hidden", "true");
    const label = document.createElement("span");
    label.className = "wb6-hidden";
    label.setAttribute("role", "img");
    label.setAttribute("aria-label", box.querySelector("svg").getAttribute("aria-label"));
    live.prepend(label);
    box.append(live);
    return view;
  }

  function rest(box, view) {
    view.finalize();
    box.querySelector(".wb6-live").remove();
    box.parentElement.querySelector(".wb6-choices")?.remove();
    box.parentElement.querySelector(".wb6-explore").hidden = false;
    delete box.dataset.wb6State;
  }

  // One button a series: bring it forward, or (pressed again) show all alike. Hovering does the same for a moment.
  function offerChoices(box, view, focus) {
    const explore = box.parentElement.querySelector(".wb6-explore");
    const hadFocus = document.activeElement === explore;
    explore.hidden = true;
    if (!focus) return;
    const row = document.createElement("div");
    row.className = "wb6-choices";
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "Highlight in this chart");
    let chosen = null;
    const draw = (value) => view.signal("wb6_focus", value).runAsync();
    for (const [value, name] of focus.choices) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        chosen = chosen === value ? null : value;
        for (const other of row.children) other.setAttribute("aria-pressed", String(other === button && chosen !== null));
        draw(chosen);
      });
      row.append(button);
    }
    view.addEventListener("pointerover", (_event, item) => {
      const value = item?.datum?.[focus.field] ?? item?.items?.[0]?.datum?.[focus.field];
      if (value !== undefined && chosen === null) draw(value);
    });
    view.addEventListener("pointerout", () => draw(chosen));
    box.after(row);
    if (hadFocus) row.firstElementChild.focus();
  }

  function wireChart(box) {
    const data = box.closest("figure").querySelector(".wb6-data");
    data?.addEventListener("toggle", () => fill(box.closest("figure")), { once: true });
    const button = box.parentElement.querySelector(".wb6-explore");
    button.hidden = false;
    button.addEventListener("click", () => explore(box));
    let resting;
    box.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") resting = setTimeout(explore, DWELL, box);
    });
    box.addEventListener("pointerleave", () => clearTimeout(resting));
  }

  // A fact shows its date and source on hover and focus by CSS alone. Here: tap, Escape, and staying on the screen.
  function wireFacts() {
    let touched = false;
    const open = (fact) => {
      for (const other of document.querySelectorAll(".wb6-fact.wb6-open")) other.classList.remove("wb6-open");
      fact?.classList.add("wb6-open");
    };
    document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
    document.addEventListener("click", (event) => {
      const fact = event.target.closest(".wb6-fact");
      if (touched && fact && !fact.classList.contains("wb6-open")) event.preventDefault();
      open(touched ? fact : null);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      for (const fact of document.querySelectorAll(".wb6-fact:is(:hover, :focus, .wb6-open)")) {
        fact.classList.remove("wb6-open");
        fact.classList.add("wb6-shut");
      }
    });
    for (const fact of document.querySelectorAll(".wb6-fact")) {
      for (const event of ["pointerenter", "focus", "click"]) fact.addEventListener(event, () => keepOnScreen(fact));
      for (const event of ["pointerleave", "blur"]) fact.addEventListener(event, () => fact.classList.remove("wb6-shut"));
    }
  }

  function keepOnScreen(fact) {
    const tip = fact.querySelector(".wb6-tip");
    tip.style.removeProperty("--wb6-shift");
    const edge = document.documentElement.clientWidth - 12;
    const box = tip.getBoundingClientRect();
    const shift = Math.min(0, edge - box.right) || Math.max(0, 12 - box.left);
    tip.style.setProperty("--wb6-shift", `${shift}px`);
  }

  // Tables: a click on a heading sorts by it, a second one the other way round.
  const SCALE = { million: 1e6, billion: 1e9 };
  const DAY = /^(?:since )?((?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4})$/;

  function sortKey(text) {
    if (text === "–" || text === "") return null;
    if (DAY.test(text)) return Date.parse(text.match(DAY)[1]);
    const number = text.replaceAll(",", "").replace("−", "-").match(/^\D{0,4}(-?\d+(?:\.\d+)?)( million| billion)?/);
    return number ? Number(number[1]) * (SCALE[number[2]?.trim()] ?? 1) : text.toLocaleLowerCase("en");
  }

  function compare(a, b) {
    if (a === null || b === null) return (a === null) - (b === null);
    return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
  }

  function wireTable(table) {
    const body = table.tBodies[0];
    if (body.rows.length < 2) return;
    for (const heading of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "wb6-sort";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const down = heading.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = [...body.rows].map((row) => [sortKey(row.cells[heading.cellIndex].textContent.trim()), row]);
        const known = keyed.filter(([key]) => key !== null).sort(([a], [b]) => (down ? compare(b, a) : compare(a, b)));
        body.append(...[...known, ...keyed.filter(([key]) => key === null)].map(([, row]) => row));
      });
    }
  }

  // Where the ledger of claims stood: its addresses lead to the page of the claim, or to the ledger's own with its filters.
  function leadOn(box) {
    const claim = box.querySelector(`a[id="${CSS.escape(location.hash.slice(1))}"]`);
    const filters = ["text", "source", "kind", "topic", "country", "now", "then"];
    const query = new URLSearchParams(location.search);
    if (claim) location.replace(claim.href);
    else if (filters.some((name) => query.has(name))) location.replace(box.dataset.wb6Ledger + location.search);
  }

  // The excerpts of the search page: what a reader reads, without code, notes on sources and controls.
  function readableExcerpts() {
    if (typeof Search === "undefined") return;
    const plain = Search.htmlToText;
    Search.htmlToText = (html, anchor) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      const article = page.querySelector("article.bd-article");
      if (!article) return plain(html, anchor);
      article.querySelectorAll(".wb6-code, .wb6-tip, .wb6-foot, .wb6-hidden, .wb6-edition, svg, h1").forEach((part) => part.remove());
      article.querySelectorAll("td, th, dt, dd, p, li, h2, h3").forEach((part) => part.append(" "));
      return plain(`<div role="main">${article.innerHTML}</div>`, anchor);
    };
  }

  function start() {
    readableExcerpts();
    document.querySelectorAll(".wb6-chart").forEach(wireChart);
    document.querySelectorAll(".wb6-tablefigure .wb6-table").forEach(wireTable);
    document.querySelectorAll("[data-wb6-ledger]").forEach(leadOn);
    wireFacts();
    fillInTime();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();

  return { chart: (name, chart) => charts.set(name, chart), later: (name, html) => parts.set(name, html) };
})();
