"use strict";
(() => {
  const root = document.documentElement, text = document.getElementById("text"), status = document.getElementById("status");
  const keys = document.querySelector(".keys"), cards = document.getElementById("cards");
  const before = document.getElementById("before"), next = document.getElementById("next"), back = document.getElementById("back");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const phone = window.matchMedia("(max-width: 60rem)");
  const several = document.querySelectorAll("article").length > 1;
  let shown = [], at = 0, origin = null, scrolled = 0;
  root.classList.add("js");

  const address = (hash) => {
    try { history.replaceState(null, "", hash || location.pathname + location.search); } catch { /* the page works without */ }
  };
  const unmark = () => {
    for (const mark of document.querySelectorAll("mark.on")) mark.className = mark.className.replace(/ on\d?/g, "");
    for (const place of document.querySelectorAll(".at.on, .cell.open")) place.classList.remove("on", "open");
  };
  const go = (n) => {
    at = n;
    const place = shown[at], paragraph = place.closest(".para");
    paragraph.tabIndex = -1;
    paragraph.focus({ preventScroll: true });
    // The strip above the text hides what stands under it; the page itself stays where it is.
    const room = document.querySelector(".strip").offsetHeight + 12;
    const top = place.getBoundingClientRect().top - text.getBoundingClientRect().top + text.scrollTop - room;
    text.scrollTo({ top, behavior: calm.matches ? "instant" : "smooth" });
    before.disabled = at === 0;
    next.disabled = at === shown.length - 1;
    address("#" + place.id);
  };
  const show = (wanted, says, from) => {
    const places = wanted.map((key) => document.getElementById(key)).filter((place) => place && place.classList.contains("at"));
    if (!places.length) return;
    if (!shown.length) scrolled = window.scrollY;
    if (from && !text.contains(from)) origin = from;
    unmark();
    shown = places.sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
    cards.replaceChildren();
    const numbers = new Set();
    for (const place of shown) {
      place.classList.add("on");
      for (const mark of document.getElementsByClassName(place.id)) mark.className += " on on" + place.dataset.slot;
      const report = several ? place.closest("article").id + " " : "";
      numbers.add(report + place.closest(".para").querySelector(".number").textContent);
      const card = document.getElementById("card-" + place.id);
      if (card) {
        const copy = card.cloneNode(true);
        copy.removeAttribute("id");
        cards.append(copy);
      }
    }
    const cell = origin && origin.closest(".cell");
    if (cell) cell.classList.add("open");
    cards.hidden = !cards.children.length;
    keys.hidden = false;
    before.hidden = next.hidden = shown.length < 2;
    root.classList.add("sheet");
    const count = shown.length === 1 ? "1 passage" : shown.length + " passages";
    status.textContent = (says ? says + ": " : "") + count + ", " + [...numbers].join(" ");
    const first = shown.findIndex((place) => place.id === wanted[0]);
    go(Math.max(0, first));
  };
  const close = () => {
    if (!shown.length) return;
    unmark();
    shown = [];
    cards.replaceChildren();
    cards.hidden = keys.hidden = true;
    status.textContent = "";
    root.classList.remove("sheet");
    address("");
    const target = origin && origin.isConnected ? origin : document.getElementById("brief").querySelector("[data-show]");
    if (target) target.focus({ preventScroll: true });
    window.scrollTo({ top: scrolled, behavior: "instant" });
    origin = null;
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[data-show]");
    const cell = event.target.closest(".cell") || event.target.closest("td:not([colspan])");
    const mark = event.target.closest("mark.s");
    const from = link || (!event.target.closest("a") && cell && cell.querySelector("a[data-show]"));
    if (from) {
      event.preventDefault();
      const wanted = from.dataset.show.split(" ");
      show(wanted, from.dataset.says, from);
    } else if (mark && !String(window.getSelection())) {
      const own = [...mark.classList].filter((name) => document.getElementById("card-" + name));
      show(own, "", null);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  back.addEventListener("click", close);
  before.addEventListener("click", () => at > 0 && go(at - 1));
  next.addEventListener("click", () => at < shown.length - 1 && go(at + 1));
  const arrive = () => {
    const key = decodeURIComponent(location.hash.slice(1));
    const place = key && document.getElementById(key);
    if (place && place.classList.contains("at")) show([key], place.dataset.who, null);
  };
  window.addEventListener("hashchange", arrive);
  phone.addEventListener("change", () => shown.length && go(at));
  arrive();
})();
