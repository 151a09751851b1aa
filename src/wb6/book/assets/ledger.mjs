// Filters the ledger of claims, and brings what is inside an entry when a reader opens it.
"use strict";

(() => {
  const root = document.querySelector(".wb6l");
  const form = root.querySelector("form");
  const found = root.querySelector("output");
  const none = root.querySelector(".wb6l-none");
  const names = ["text", "source", "kind", "topic", "country", "now", "then"];
  const HERE = new URL(".", document.currentScript.src);

  const rows = [...root.querySelectorAll("tbody tr")].map((row) => {
    const [source, kind, topic, countries] = row.dataset.f.split("|");
    const [then, now] = [...row.querySelectorAll(".wb6-badge")].map((badge) => badge.textContent);
    return { row, source, kind, topic, countries: countries.split(" "), then, now, words: fold(row.textContent) };
  });

  // Letters without marks and case, so that "Kucova" finds "Kuçova".
  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // A script, since a page opened from disk may not read other files.
  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, HERE).href;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${script.src} could not be read`));
      document.head.append(script);
    });
  }

  // Inside an entry: below its statement, loaded when it is opened for the first time.
  const insides = new Map();
  window.wb6Entry = ([id, html]) => insides.set(id, html);

  for (const { row } of rows) {
    const entry = document.createElement("details");
    entry.innerHTML = `<summary>Test and evidence<span class="wb6-hidden"> of ${row.id}</span></summary>`;
    entry.addEventListener("toggle", () => entry.open && fill(row, entry));
    row.querySelector("td").append(entry);
  }

  async function fill(row, entry) {
    if (entry.dataset.state) return;
    entry.dataset.state = "loading";
    const inside = document.createElement("div");
    inside.className = "wb6c-inside";
    try {
      await load(`${row.id}.mjs`);
      inside.innerHTML = insides.get(row.id);
      entry.dataset.state = "live";
    } catch (error) {
      delete entry.dataset.state; // another try is possible, and the number leads to the page of the claim
      console.warn(error.message);
      return;
    }
    entry.append(inside);
  }

  // Words inside entries, which a search needs besides those of the rows.
  let searched = false;
  window.wb6Words = (words) => {
    for (const entry of rows) entry.words += ` ${words[entry.row.id] ?? ""}`;
    show();
  };
  function search() {
    if (searched) return;
    searched = true;
    load("words.mjs").catch((error) => console.warn(error.message));
  }

  function wanted() {
    return Object.fromEntries(names.map((name) => [name, form.elements[name].value.trim()]));
  }

  function fits(entry, choice) {
    return ["source", "kind", "topic", "now", "then"].every((name) => !choice[name] || entry[name] === choice[name])
      && (!choice.country || entry.countries.includes(choice.country))
      && fold(choice.text).split(/\s+/).every((word) => entry.words.includes(word));
  }

  function show() {
    const choice = wanted();
    if (choice.text) search();
    let count = 0;
    for (const entry of rows) {
      const fit = fits(entry, choice);
      entry.row.hidden = !fit;
      count += fit;
    }
    none.hidden = count > 0;
    const all = count === rows.length;
    found.textContent = all ? `${count} claims` : `${count} of ${rows.length} claims`;
    return choice;
  }

  function keep(choice) {
    const query = new URLSearchParams(location.search);
    for (const name of names) {
      if (choice[name]) query.set(name, choice[name]);
      else query.delete(name);
    }
    const search = query.toString();
    history.replaceState(null, "", `${location.pathname}${search ? `?${search}` : ""}${location.hash}`);
  }

  function fromAddress() {
    const query = new URLSearchParams(location.search);
    for (const name of names) {
      form.elements[name].value = query.get(name) ?? "";
      if (form.elements[name].selectedIndex === -1) form.elements[name].value = "";
    }
    show();
    goToClaim();
  }

  // A link to one claim wins over a filter that hides it; its evidence opens.
  function goToClaim() {
    const entry = rows.find(({ row }) => `#${row.id}` === location.hash);
    if (!entry) return;
    if (entry.row.hidden) {
      form.reset();
      keep(show());
    }
    entry.row.querySelector("details").open = true;
    entry.row.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener("input", () => keep(show()));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => keep(show())));
  addEventListener("hashchange", goToClaim);
  addEventListener("popstate", fromAddress);
  fromAddress();
  root.dataset.wb6State = "live";
})();
