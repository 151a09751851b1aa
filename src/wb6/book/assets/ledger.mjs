// Filters the ledger of claims. Loaded when a reader reaches for the filter or an address asks for one.
"use strict";

(() => {
  const root = document.querySelector("[data-wb6-ledger]");
  const form = root.querySelector("form");
  const found = root.querySelector("output");
  const none = root.querySelector(".wb6l-none");
  const names = ["text", "source", "kind", "topic", "country", "now", "then"];

  const rows = [...root.querySelectorAll("tbody tr")].map((row) => {
    const [source, kind, topic, countries] = row.dataset.f.split("|");
    const [then, now] = [...row.querySelectorAll("td .wb6-badge")].slice(-2).map((badge) => badge.textContent);
    return { row, source, kind, topic, countries: countries.split(" "), then, now, words: fold(row.textContent) };
  });

  // Letters without marks and case, so that "Kucova" finds "Kuçova".
  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
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
    history.replaceState(null, "", `${location.pathname}${search ? `?${search}` : ""}${location.hash || "#ledger"}`);
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

  form.addEventListener("input", () => keep(show()));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => keep(show())));
  addEventListener("hashchange", goToClaim);
  addEventListener("popstate", fromAddress);
  const begun = form.dataset.begun; // typed while this program was on its way
  if (begun) keep(show());
  else fromAddress();
  root.dataset.wb6State = "live";
})();
