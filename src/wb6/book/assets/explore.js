// The page on which readers choose: a form, its state in the address, and a chart and a table drawn from it.
"use strict";

(() => {
  const DATA = window.wb6Series;
  const byId = new Map(DATA.series.map((series) => [series.id, series]));
  const at = (name) => document.getElementById(`wb6x-${name}`);
  const root = document.getElementById("explorer");
  const form = root.querySelector("form");
  const options = at("indicator").innerHTML; // as written: the search narrows a copy
  const DASHES = ["", "6 3", "2 3", "8 3 2 3", "1 4", "10 4"];

  // --- State: what is chosen, read from the address and written to it ---------------------------------------

  const initial = () => ({ id: DATA.default, places: [...DATA.six], from: DATA.since, to: null, as: "lines" });

  function fromAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    const state = initial();
    if (!given.has("i")) return state;
    const year = (name) => (/^\d{4}$/.test(given.get(name) ?? "") ? Number(given.get(name)) : null);
    state.unknown = byId.has(given.get("i")) ? null : given.get("i");
    state.id = state.unknown === null ? given.get("i") : DATA.default;
    state.places = (given.get("c") ?? "").split(".").filter((code) => Object.hasOwn(DATA.places, code));
    state.from = year("from");
    state.to = year("to");
    state.as = given.get("as") === "ranks" ? "ranks" : "lines";
    return state;
  }

  function toAddress(state) {
    const given = new URLSearchParams({ i: state.id, c: state.places.join(".") });
    if (state.from !== null) given.set("from", state.from);
    if (state.to !== null) given.set("to", state.to);
    if (state.as !== "lines") given.set("as", state.as);
    return `#${given}`;
  }

  // --- Values: years as rows, countries as columns -----------------------------------------------------------

  function extent(series) {
    const ends = Object.values(series.values).map(([first, ...values]) => [first, first + values.length - 1]);
    return [Math.min(...ends.map(([first]) => first)), Math.max(...ends.map(([, last]) => last))];
  }

  function chosen(state) {
    const series = byId.get(state.id);
    const [first, last] = extent(series);
    const from = Math.max(state.from ?? first, first);
    const to = Math.min(state.to ?? last, last);
    const lines = state.places.filter((code) => series.values[code]).map((code) => {
      const [start, ...values] = series.values[code];
      const points = values
        .map((value, index) => ({ year: start + index, value, origin: series.origins?.[code][index] ?? 0 }))
        .filter((point) => point.value !== null && point.year >= from && point.year <= to);
      return { code, name: DATA.places[code], points };
    }).filter((line) => line.points.length);
    return { series, from, to, lines: state.as === "ranks" ? ranked(lines) : lines, ranks: state.as === "ranks" };
  }

  // The place of each country among those chosen that have a value in the year, the highest first; equals share the better.
  function ranked(lines) {
    const values = new Map();
    for (const { points } of lines) {
      for (const { year, value } of points) values.set(year, [...(values.get(year) ?? []), value]);
    }
    return lines.map((line) => ({
      ...line,
      points: line.points.map((point) => ({
        ...point, raw: point.value, value: 1 + values.get(point.year).filter((other) => other > point.value).length,
      })),
    }));
  }

  // --- Words and numbers -------------------------------------------------------------------------------------

  const grouped = (value, digits) =>
    value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace("-", "−");

  function short(value, digits) {
    if (Math.abs(value) >= 1e9) return `${grouped(value / 1e9, value % 1e9 ? 1 : 0)} billion`;
    if (Math.abs(value) >= 1e6) return `${grouped(value / 1e6, value % 1e6 ? 1 : 0)} million`;
    return grouped(value, digits);
  }

  const shortest = (series) => (/illion/.test(series.unit) ? grouped : short); // no millions of millions
  const inWords = (view, point) => (view.ranks ? `${point.value}.` : shortest(view.series)(point.value, view.series.digits));
  const listed = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const newest = (line) => line.points.at(-1);
  const period = (view) => {
    const years = view.lines.flatMap((line) => line.points.map((point) => point.year));
    const [first, last] = [Math.min(...years), Math.max(...years)];
    return first === last ? `${first}` : `${first}–${last}`;
  };

  function finding(view) {
    if (!view.lines.length) return "There is no value for this choice.";
    const last = Math.max(...view.lines.map((line) => newest(line).year));
    const there = view.lines.filter((line) => newest(line).year === last)
      .sort((a, b) => (view.ranks ? newest(a).value - newest(b).value : newest(b).value - newest(a).value));
    return `${last}: ${there.map((line) => `${line.name} ${inWords(view, newest(line))}`).join(", ")}.`;
  }

  // --- Chart -------------------------------------------------------------------------------------------------

  const NS = "http://www.w3.org/2000/svg";

  function add(parent, tag, attributes = {}, text = null) {
    const element = parent.appendChild(document.createElementNS(NS, tag));
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== null) element.textContent = text;
    return element;
  }

  function ticks(low, high, wanted) {
    const rough = (high - low) / wanted || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.8);
    const found = [];
    for (let n = Math.floor(low / step + 1e-9); ; n += 1) {
      found.push(Number((n * step).toPrecision(12)));
      if (n * step >= high - step * 1e-9) return { step, found };
    }
  }

  function yearTicks(first, last, width) {
    const step = [1, 2, 5, 10, 20].find((size) => (last - first) / size <= Math.max(width / 80, 2)) ?? 20;
    const found = [];
    for (let year = Math.ceil(first / step) * step; year <= last; year += step) found.push(year);
    return found;
  }

  // Places close to those wanted, at least `gap` apart and within the plot.
  function spread(wanted, gap, bottom) {
    const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b]);
    const placed = [...wanted];
    for (let round = 0; round < 60; round += 1) {
      for (let index = 1; index < order.length; index += 1) {
        const [above, below] = [order[index - 1], order[index]];
        const lacking = gap - (placed[below] - placed[above]);
        if (lacking > 0) {
          placed[above] -= lacking / 2;
          placed[below] += lacking / 2;
        }
      }
      for (const index of order) placed[index] = Math.min(Math.max(placed[index], 0), bottom);
    }
    return placed;
  }

  function look(code, place) {
    const own = DATA.six.includes(code);
    return { class: own ? `wb6x-${code}` : "wb6x-other", dash: own ? "" : DASHES[place % DASHES.length] };
  }

  function draw(view) {
    const box = at("chart");
    box.replaceChildren();
    if (!view.lines.length) {
      const empty = document.createElement("p");
      empty.className = "wb6x-empty";
      empty.textContent = finding(view);
      box.append(empty);
      return;
    }
    const width = Math.max(Math.min(box.clientWidth, 820), 240);
    const wide = width >= 520;
    const plot = { left: 8, top: 10, height: wide ? 320 : 260 };
    const svg = add(box, "svg", { role: "img", "aria-label": `Chart: ${view.series.name}. ${finding(view)}` });
    const values = view.lines.flatMap((line) => line.points.map((point) => point.value));
    const count = view.ranks ? Math.max(...values) : 0;
    const axis = view.ranks
      ? { found: Array.from({ length: count }, (_, index) => index + 1), low: count + 0.4, high: 0.6 }
      : (({ found }) => ({ found, low: found[0], high: found.at(-1) }))(ticks(Math.min(0, ...values), Math.max(0, ...values), 5));
    const decimals = Math.max(0, ...axis.found.map((value) => (String(value).split(".")[1] ?? "").length));
    const y = (value) => plot.top + ((axis.high - value) / (axis.high - axis.low)) * plot.height;

    const grid = add(svg, "g", { class: "wb6x-grid" });
    const marks = axis.found.map((value) =>
      add(grid, "text", { y: y(value) + 4 }, view.ranks ? String(value) : shortest(view.series)(value, decimals)));
    const names = view.lines.map((line) => (wide ? line.name.replace(" (World Bank aggregate)", "") : line.code));
    const ends = names.map((name) => add(svg, "text", { class: "wb6x-end" }, name));
    plot.left = Math.ceil(Math.max(...marks.map((mark) => mark.getComputedTextLength()))) + 10;
    plot.width = width - plot.left - Math.ceil(Math.max(...ends.map((end) => end.getComputedTextLength()))) - 14;
    const height = plot.top + plot.height + 28;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);

    const years = view.lines.flatMap((line) => line.points.map((point) => point.year));
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const x = (year) => plot.left + (last === first ? 0.5 : (year - first) / (last - first)) * plot.width;
    for (const [index, value] of axis.found.entries()) {
      marks[index].setAttribute("x", plot.left - 8);
      add(grid, "line", { x1: plot.left, x2: plot.left + plot.width, y1: y(value), y2: y(value), ...(value === 0 && { class: "wb6x-zero" }) });
    }
    for (const year of yearTicks(first, last, plot.width)) {
      add(grid, "text", { x: x(year), y: height - 8, class: "wb6x-year" }, String(year));
    }

    let other = 0;
    const places = spread(view.lines.map((line) => y(newest(line).value)), 16, plot.top + plot.height);
    for (const [index, line] of view.lines.entries()) {
      const style = look(line.code, other);
      if (style.class === "wb6x-other") other += 1;
      const group = add(svg, "g", { class: `wb6x-line ${style.class}` });
      const path = line.points.map((point, place) => {
        const joined = place > 0 && !view.series.dots && point.year - line.points[place - 1].year <= 2;
        return `${joined ? "L" : "M"}${x(point.year).toFixed(1)},${y(point.value).toFixed(1)}`;
      });
      add(group, "path", { d: path.join(""), ...(style.dash && { "stroke-dasharray": style.dash }) });
      const alone = (place) => (place === 0 || path[place].startsWith("M")) && (place === path.length - 1 || path[place + 1].startsWith("M"));
      for (const [place, point] of line.points.entries()) {
        if (alone(place) || place === path.length - 1) add(group, "circle", { cx: x(point.year), cy: y(point.value), r: 3.5 });
      }
      ends[index].setAttribute("class", `wb6x-end ${style.class}`);
      ends[index].setAttribute("x", Math.min(x(newest(line).year) + 8, plot.left + plot.width + 8));
      ends[index].setAttribute("y", places[index] + 4);
      svg.append(ends[index]);
    }
    reach(box, svg, view, { x, first, last, plot });
  }

  // A pointer over the chart reads out the nearest year; the table below has the same for everybody else.
  function reach(box, svg, view, { x, first, last, plot }) {
    const rule = add(svg, "line", { class: "wb6x-rule", y1: plot.top, y2: plot.top + plot.height, visibility: "hidden" });
    const tip = document.createElement("div");
    tip.className = "wb6x-tip";
    tip.hidden = true;
    box.append(tip);
    const leave = () => {
      tip.hidden = true;
      rule.setAttribute("visibility", "hidden");
    };
    svg.addEventListener("pointermove", (event) => {
      const across = event.clientX - svg.getBoundingClientRect().left;
      const year = Math.min(Math.max(Math.round(first + ((across - plot.left) / plot.width) * (last - first)), first), last);
      const there = view.lines.map((line) => [line, line.points.find((point) => point.year === year)]).filter(([, point]) => point);
      if (!there.length) return leave();
      there.sort(([, a], [, b]) => (view.ranks ? a.value - b.value : b.value - a.value));
      tip.replaceChildren();
      for (const text of [String(year), ...there.map(([line, point]) => `${line.name} ${inWords(view, point)}`)]) {
        tip.appendChild(document.createElement("span")).textContent = text;
      }
      tip.hidden = false;
      rule.setAttribute("visibility", "visible");
      rule.setAttribute("x1", x(year));
      rule.setAttribute("x2", x(year));
      tip.style.left = `${Math.max(0, Math.min(x(year) + 12, box.clientWidth - tip.offsetWidth))}px`;
    });
    svg.addEventListener("pointerleave", leave);
  }

  // --- Table and download ------------------------------------------------------------------------------------

  function row(parent, cells, heading) {
    const line = parent.insertRow();
    for (const [index, text] of cells.entries()) {
      const cell = line.appendChild(document.createElement(heading || index === 0 ? "th" : "td"));
      if (heading || index === 0) cell.scope = heading ? "col" : "row";
      if (index > 0) cell.className = "wb6-number";
      cell.textContent = text;
    }
  }

  function tabulate(view) {
    const table = root.querySelector(".wb6x-data table");
    table.tHead.replaceChildren();
    table.tBodies[0].replaceChildren();
    at("caption").textContent = `${view.series.name}: ${view.ranks ? "ranks" : view.series.unit}, by year`;
    row(table.tHead, ["Year", ...view.lines.map((line) => line.name)], true);
    const years = new Set(view.lines.flatMap((line) => line.points.map((point) => point.year)));
    for (const year of [...years].sort((a, b) => b - a)) {
      const points = view.lines.map((line) => line.points.find((point) => point.year === year));
      row(table.tBodies[0], [String(year), ...points.map((point) => {
        if (!point) return "–";
        return view.ranks ? String(point.value) : grouped(point.value, view.series.digits);
      })], false);
    }
  }

  const quoted = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));

  function csv(view) {
    const { series } = view;
    const head = ["indicator", "unit", "iso3", "country", "year", "value", ...(view.ranks ? ["rank"] : []), "source"];
    const rows = view.lines.flatMap((line) => line.points.map((point) => [
      series.name, series.unit, line.code, line.name, point.year, ...(view.ranks ? [point.raw, point.value] : [point.value]),
      series.sources[point.origin],
    ]));
    return [head, ...rows].map((cells) => cells.map(quoted).join(",")).join("\n").concat("\n");
  }

  let file = null;

  function offer(view) {
    if (file) URL.revokeObjectURL(file);
    file = URL.createObjectURL(new Blob([csv(view)], { type: "text/csv" }));
    at("csv").href = file;
    at("csv").download = `${view.series.id}.csv`;
  }

  // --- The page follows the state ----------------------------------------------------------------------------

  function years(select, [first, last], current) {
    const wanted = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    select.replaceChildren(...wanted.map((year) => new Option(year, year, false, year === current)));
  }

  function note(view, state) {
    const without = state.places.filter((code) => !view.lines.some((line) => line.code === code)).map((code) => DATA.places[code]);
    return [
      state.unknown ? `This edition has no indicator “${state.unknown}”; the page shows another one.` : "",
      view.series.about,
      view.ranks ? "Rank 1 is the highest value of the countries chosen, not the best." : "",
      without.length ? `No value in these years: ${listed(without)}.` : "",
    ].filter(Boolean).join(" ");
  }

  function cite(view) {
    const used = new Set(view.lines.flatMap((line) => line.points.map((point) => point.origin)));
    const keys = view.series.sources.filter((_, index) => used.has(index));
    const box = at("sources");
    box.replaceChildren(keys.length === 1 ? "Source: " : "Sources: ");
    for (const [index, key] of keys.entries()) {
      const [label, href, mark] = DATA.sources[key];
      const link = Object.assign(document.createElement("a"), { href, textContent: label });
      box.append(...(index ? [", ", link] : [link]));
      if (mark) {
        const told = Object.assign(document.createElement("i"), { className: "wb6-mark", textContent: `(${mark})` });
        box.append(" ", told);
      }
    }
    box.hidden = !keys.length;
    at("cited").textContent = `${view.series.name}: ${listed(view.lines.map((line) => line.name))}`;
    at("cited-sources").textContent = keys.map((key) => DATA.sources[key][0]).join("; ");
    at("table-link").href = DATA.tables[view.series.table];
  }

  function fill(state, view) {
    if (![...at("indicator").options].some((option) => option.value === state.id)) clearSearch();
    at("indicator").value = state.id;
    for (const input of form.elements.namedItem("place")) input.checked = state.places.includes(input.value);
    for (const input of form.elements.namedItem("as")) input.checked = input.value === state.as;
    const ends = extent(view.series);
    years(at("from"), ends, view.from);
    years(at("to"), ends, view.to);
    if (state.places.some((code) => !DATA.six.includes(code))) root.querySelector(".wb6x-others").open = true;
  }

  let state = initial();

  function show(spoken) {
    const view = chosen(state);
    fill(state, view);
    at("title").textContent = view.series.name;
    const unit = view.ranks ? `Rank by ${view.series.unit}` : capital(view.series.unit);
    at("subtitle").textContent = view.lines.length ? `${unit}, ${period(view)}` : unit;
    at("note").textContent = note(view, state);
    at("note").hidden = !at("note").textContent;
    at("link").href = toAddress(state);
    cite(view);
    draw(view);
    tabulate(view);
    offer(view);
    if (spoken) at("said").textContent = `${view.series.name}. ${finding(view)}`;
  }

  function change(next) {
    state = { ...state, unknown: null, ...next };
    history.replaceState(null, "", toAddress(state));
    show(true);
  }

  // --- Search ------------------------------------------------------------------------------------------------

  function clearSearch() {
    at("find").value = "";
    search();
  }

  function search() {
    const words = at("find").value.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
    const select = at("indicator");
    select.innerHTML = options;
    let found = 0;
    for (const group of [...select.querySelectorAll("optgroup")]) {
      for (const option of [...group.children]) {
        const series = byId.get(option.value);
        const text = `${series.name} ${group.label} ${series.unit} ${series.about} ${series.id}`.toLocaleLowerCase("en");
        if (words.every((word) => text.includes(word))) found += 1;
        else option.remove();
      }
      if (!group.children.length) group.remove();
    }
    at("found").textContent = words.length ? `(${found} found)` : "";
    if (![...select.options].some((option) => option.value === state.id)) {
      select.prepend(new Option(found ? "Choose one that was found" : "None found", "", true, true));
    } else select.value = state.id;
  }

  // --- Start -------------------------------------------------------------------------------------------------

  at("find").addEventListener("input", search);
  at("find").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = [...at("indicator").options].find((option) => option.value);
    if (first && at("find").value) change({ id: first.value, from: null, to: null });
  });
  at("indicator").addEventListener("change", (event) => {
    if (event.target.value) change({ id: event.target.value, from: state.from, to: null });
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "place") {
      const ticked = [...form.elements.namedItem("place")].filter((input) => input.checked).map((input) => input.value);
      change({ places: ticked });
    } else if (event.target.name === "as") change({ as: event.target.value });
    else if (event.target === at("from")) change({ from: Number(event.target.value), to: state.to && Math.max(state.to, Number(event.target.value)) });
    else if (event.target === at("to")) change({ to: Number(event.target.value), from: state.from && Math.min(state.from, Number(event.target.value)) });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clearSearch();
    root.querySelector(".wb6x-others").open = false;
    change(initial());
  });
  at("copy").addEventListener("click", async (event) => {
    const label = event.currentTarget.firstChild;
    const said = await navigator.clipboard.writeText(new URL(toAddress(state), location.href).href)
      .then(() => "Copied", () => "Copying is not allowed here");
    at("said").textContent = said;
    label.textContent = said;
    setTimeout(() => { label.textContent = "Copy link"; }, 2000);
  });
  addEventListener("hashchange", () => {
    if (!location.hash.startsWith("#i=")) return;
    state = fromAddress();
    show(true);
  });
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    if (Math.abs(entry.contentRect.width - drawn) < 1) return;
    drawn = entry.contentRect.width;
    draw(chosen(state));
  }).observe(at("chart"));
  document.querySelector(".wb6x-still").hidden = true;
  root.hidden = false;
  at("copy").hidden = !navigator.clipboard;
  state = fromAddress();
  drawn = at("chart").clientWidth;
  show(false);
  performance.mark("wb6x-drawn");
  document.fonts.ready.then(() => draw(chosen(state)));
})();
