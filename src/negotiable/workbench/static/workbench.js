"use strict";
/* Without this script every page works by links and forms; with it the review page changes in place, by keys and by dragging. */
(() => {
  const told = document.getElementById("told");
  const get = (id) => document.getElementById(id);
  const SEGMENTER = window.Intl && Intl.Segmenter ? new Intl.Segmenter(undefined, { granularity: "word" }) : null;
  const ONCE = ["accept", "reject", "add", "split", "join", "note"]; // deeds that are not meant twice
  const AROUND = 300; // characters on each side in which ends of words are looked for
  const trail = []; // pages of the list that the keys went through
  let line = Promise.resolve(), asked = 0, timer = 0, held = null;

  const say = (words, bad, saved) => {
    told.className = "";
    told.textContent = words;
    void told.offsetWidth; // so that what passes begins anew
    told.className = bad ? "bad" : saved ? "saved" : "";
  };

  /* Pages in place */

  const swap = async (address, options, push) => {
    const turn = ++asked;
    let answer, page;
    try {
      answer = await fetch(address, { ...options, credentials: "same-origin" });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      say("The workbench does not answer: is the program still running? Nothing that was saved is lost.", true);
      return;
    }
    if (!answer.ok) {
      const why = page.getElementById("problem");
      say(why ? why.textContent : "That did not work.", true);
      return;
    }
    if (turn !== asked && !options.method) return;
    const fresh = page.getElementById("main"), old = get("main");
    if (!fresh || !fresh.querySelector(".desk")) {
      location.assign(answer.url);
      return;
    }
    const kept = remember();
    old.replaceWith(document.adoptNode(fresh));
    document.title = page.title;
    const shown = new URL(answer.url);
    shown.searchParams.delete("done");
    const where = shown.pathname + shown.search;
    if (push && where !== location.pathname + location.search) history.pushState(null, "", where);
    arrive(kept);
    if (/\/add$/.test(address) && get("speaker")) get("speaker").focus(); // what was added needs its speaker next
    const done = get("done"), quote = get("quote"), state = document.querySelector("#codes .state");
    say([done && done.textContent, state && state.textContent, quote && quote.textContent].filter(Boolean).join(". ").replace(/\s+/g, " "), false, Boolean(done && options.method));
  };

  const remember = () => {
    const active = document.activeElement, report = get("report"), form = active.closest && active.closest("form[id]");
    return {
      id: active.id,
      form: form && form.id,
      row: active.dataset && active.dataset.row,
      typed: active.matches && active.matches("input, textarea") && active.type !== "hidden" && active.value !== active.defaultValue ? active.value : null,
      handle: active.dataset && active.dataset.end,
      text: report && report.dataset.report,
      top: report ? report.closest(".text").scrollTop : 0,
      list: get("rows") ? get("rows").closest(".list").scrollTop : 0,
      page: window.scrollY,
      open: get("content") && get("correct").action,
      opened: [...document.querySelectorAll("#codes details[open] > summary")].map((one) => one.textContent),
    };
  };

  const arrive = (kept) => {
    const report = get("report");
    for (const button of document.querySelectorAll("[data-use]")) button.hidden = false;
    for (const id of ["save", "save-note"]) if (get(id)) get(id).hidden = true;
    handles();
    const row = document.querySelector(".row[aria-current]"), pane = document.querySelector(".list");
    const same = kept && get("content") && kept.open === get("correct").action;
    if (kept) {
      pane.scrollTop = kept.list;
      if (report && report.dataset.report === kept.text) report.closest(".text").scrollTop = kept.top;
      for (const one of document.querySelectorAll("#codes details > summary")) if (kept.opened.includes(one.textContent)) one.parentElement.open = true;
      const above = report ? report.closest(".text").offsetTop : 0; // on a phone, where the page scrolls, another statement begins with its passage
      window.scrollTo({ top: same ? kept.page : Math.min(kept.page, above), behavior: "instant" });
      let focus = kept.row ? row : kept.handle ? document.querySelector(`[data-end="${kept.handle}"]`) : kept.id && get(kept.id);
      focus = focus || (kept.form && kept.form !== "correct" && get(kept.form) && get(kept.form).querySelector("button:not([disabled])"));
      if (focus) focus.focus({ preventScroll: true });
      if (focus && kept.typed !== null && focus.id === kept.id) focus.value = kept.typed;
    }
    if (row && scrolls(pane)) within(pane, row);
    const open = document.querySelector("mark.open");
    if (open && !same && scrolls(open.closest(".text"))) within(open.closest(".text"), open);
  };

  const scrolls = (pane) => getComputedStyle(pane).overflowY === "auto";
  const within = (pane, inner) => {
    const a = pane.getBoundingClientRect(), b = inner.getBoundingClientRect();
    if (b.top < a.top + 60 || b.bottom > a.bottom - 40) pane.scrollTop += b.top - a.top - a.height / 3;
  };

  const send = (form, submitter) => {
    clearTimeout(timer);
    timer = 0;
    const fields = new URLSearchParams(new FormData(form, submitter));
    if (form.method === "post") {
      form.dataset.sent = "yes";
      line = line.then(() => swap(form.action, { method: "POST", body: fields }, true)).then(() => { delete form.dataset.sent; });
    } else {
      const filled = [...fields].filter(([, value]) => value);
      swap(form.action + "?" + new URLSearchParams(filled), {}, true);
    }
  };
  const flush = () => { if (timer && get("correct")) send(get("correct")); };

  document.addEventListener("submit", (event) => {
    if (!event.target.closest(".desk")) return;
    event.preventDefault();
    if (ONCE.includes(event.target.id) && event.target.dataset.sent) return; // pressed again before the answer came
    if (event.target.id !== "correct") flush();
    const chosen = selected(), field = event.target.querySelector(".picks");
    if (field && !field.value && chosen) pick(field, chosen);
    send(event.target, event.submitter);
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("#correct")) {
      clearTimeout(timer);
      timer = setTimeout(() => get("correct") && send(get("correct")), event.target.matches("select") ? 700 : 0);
    } else if (event.target.closest("#note")) send(get("note"));
    else if (event.target.closest("#filters") && event.target.matches("select")) send(get("filters"));
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    const link = event.target.closest(".desk a[href^='/review']");
    if (link) {
      event.preventDefault();
      open(link);
    } else if (event.target.closest("#help-open")) get("help").showModal();
    else if (event.target.closest("[data-use]")) use(event.target.closest("[data-use]").dataset.use);
    else if (event.target.closest("mark[data-keys]") && String(getSelection()) === "") {
      const keys = event.target.closest("mark").dataset.keys.split(" "), address = new URL(location);
      if (!keys[0]) return;
      const current = keys.indexOf(address.searchParams.get("s"));
      address.searchParams.set("s", keys[(current + 1) % keys.length]);
      address.searchParams.delete("done");
      flush();
      swap(address, {}, true);
    }
  });
  const open = (link) => {
    flush();
    return line.then(() => swap(link.href, {}, true));
  };
  window.addEventListener("popstate", () => document.querySelector(".desk") && swap(location.href, {}, false));

  /* Keys */

  const step = async (by) => {
    const rows = [...document.querySelectorAll(".row")], at = rows.findIndex((row) => row.ariaCurrent === "true" || row.hasAttribute("aria-current"));
    const row = rows[at < 0 ? 0 : at + by], more = get("more");
    if (row) await open(row);
    else if (by > 0 && more) {
      trail.push(location.href);
      await open(more);
    } else if (by < 0 && trail.length) await open({ href: trail.pop() });
    else say(by > 0 ? "This is the last statement of the list." : "This is the first statement of the list.");
  };
  const press = (id) => {
    const button = get(id) && get(id).querySelector("button");
    if (button && !button.disabled) button.click();
    else if (button) say(`“${button.firstChild.textContent.trim()}” cannot be done here.`, true);
  };
  const deeds = {
    j: () => step(1), k: () => step(-1), a: () => press("accept"), x: () => press("reject"), u: () => press("undo"), r: () => press("redo"),
    e: () => get("speaker") && get("speaker").select(), p: () => end(), s: () => use("content"), c: () => use("condition"), n: () => missing(),
    d: () => divide(), m: () => press("join"), "/": () => get("f-words") && get("f-words").focus(), "?": () => get("help") && get("help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && target.matches(".desk input, .desk select, .desk textarea, .handle")) {
      const row = document.querySelector(".row[aria-current]");
      target.blur();
      if (row) row.focus({ preventScroll: true });
      return;
    }
    if (event.key === "Enter" && target.matches("#correct textarea")) {
      event.preventDefault();
      target.blur(); // what was typed is a change now
      target.focus();
    }
    if (target.matches("input, select, textarea")) return;
    const deed = document.querySelector(".desk") || "ur".includes(event.key) ? deeds[event.key] : null;
    if (deed) {
      event.preventDefault();
      deed();
    }
  });

  /* Places in the text: pages count code points, browsers count UTF-16 units */

  const points = (text) => Array.from(text).length;
  const pointAt = (node, offset) => {
    const at = (node.nodeType === 1 ? node : node.parentElement).closest("[data-at]");
    if (!at) return null;
    const range = document.createRange();
    range.setStart(at, 0);
    range.setEnd(node, offset);
    return Number(at.dataset.at) + points(range.toString());
  };
  const placeOf = (point) => {
    let last = null;
    for (const piece of document.querySelectorAll("#report > [data-at]")) {
      if (Number(piece.dataset.at) > point) break;
      last = piece;
    }
    if (!last || !last.firstChild) return null;
    const inside = Array.from(last.textContent).slice(0, point - Number(last.dataset.at)).join("").length;
    return [last.firstChild, Math.min(inside, last.firstChild.length)];
  };
  const rangeOf = (start, end) => {
    const a = placeOf(start), b = placeOf(end), range = document.createRange();
    if (!a || !b) return null;
    range.setStart(...a);
    range.setEnd(...b);
    return range;
  };
  const selected = () => {
    const selection = getSelection(), report = get("report");
    if (!report || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!report.contains(range.startContainer) || !report.contains(range.endContainer)) return null;
    let start = edge(range.startContainer, range.startOffset), end = edge(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    const words = Array.from(rangeOf(start, end).toString());
    while (words.length && /\s/.test(words[0])) { words.shift(); start++; }
    while (words.length && /\s/.test(words[words.length - 1])) { words.pop(); end--; }
    if (!words.length) return null;
    start = Math.max(...edges(start, 0).filter((one) => one <= start), 0);
    end = Math.min(...edges(end, 1).filter((one) => one >= end));
    return { start, end, words: rangeOf(start, end).toString() };
  };
  /* Where words and signs begin (k = 0) or end (k = 1) around a place, in order. */
  const edges = (point, k) => {
    const report = get("report"), first = Number(report.querySelector("[data-at]").dataset.at);
    const whole = Array.from(report.textContent), from = Math.max(0, point - first - AROUND);
    const part = whole.slice(from, point - first + AROUND).join(""), found = [];
    let at = first + from;
    for (const { segment } of SEGMENTER ? SEGMENTER.segment(part) : Array.from(part, (segment) => ({ segment }))) {
      const length = points(segment);
      if (/\S/.test(segment)) found.push(k ? at + length : at);
      at += length;
    }
    return found;
  };
  const nearest = (point, k) => edges(point, k).reduce((best, one) => (Math.abs(one - point) < Math.abs(best - point) ? one : best), Infinity);
  const edge = (node, offset) => {
    if (node !== get("report")) return pointAt(node, offset);
    const next = node.childNodes[offset], before = node.childNodes[offset - 1];
    if (next && next.dataset.at) return Number(next.dataset.at);
    return before && before.dataset.at ? Number(before.dataset.at) + points(before.textContent) : null;
  };

  const use = (name) => {
    const form = get("correct"), chosen = selected();
    if (!form || get("content").disabled || form.querySelector("fieldset").disabled) return;
    if (!chosen) {
      say(`Select the words in the text first, or type them into the field.`, true);
      get(name).focus();
      return;
    }
    pick(get(name), chosen);
    send(form);
  };
  const pick = (field, chosen) => {
    field.value = field.id === "split-at" ? chosen.start : `${chosen.start}-${chosen.end}`;
    if (["content", "missed"].includes(field.id)) field.form.elements.quote.value = chosen.words;
  };
  const end = () => {
    const ends = [...document.querySelectorAll(".handle")], at = ends.indexOf(document.activeElement);
    if (ends.length) ends.at(at < 0 ? -1 : at - 1).focus(); // the last one, then those before it
  };
  const missing = () => {
    const chosen = selected(), form = get("add");
    if (!form) return;
    if (!chosen) {
      get("missed").focus();
      return;
    }
    pick(get("missed"), chosen);
    press("add");
  };
  const divide = () => {
    const chosen = selected(), field = get("split-at");
    if (!field) return;
    field.closest("details").open = true;
    if (!chosen) {
      field.focus();
      return;
    }
    pick(field, chosen);
    press("split");
  };

  /* Ends of the passage, by pointer and by arrow keys */

  const handles = () => {
    const report = get("report"), form = get("correct");
    if (!report || !form || form.querySelector("fieldset").disabled || !get("content").dataset.spans) return;
    const spans = get("content").dataset.spans.split(", ").map((span) => span.split("-").map(Number));
    const pieces = [...report.querySelectorAll(":scope > [data-at]")];
    const shown = [Number(pieces[0].dataset.at), Number(pieces.at(-1).dataset.at) + points(pieces.at(-1).textContent)];
    spans.forEach((span, n) => span.forEach((point, k) => {
      if (point < shown[0] || point > shown[1]) return;
      const handle = document.createElement("span");
      handle.className = "handle";
      handle.tabIndex = 0;
      handle.dataset.end = `${n}${k}`;
      handle.setAttribute("role", "slider");
      handle.setAttribute("aria-label", k ? "End of the passage" : "Beginning of the passage");
      handle.setAttribute("aria-valuemin", shown[0]);
      handle.setAttribute("aria-valuemax", shown[1]);
      value(handle, point, k);
      const next = pieces.find((piece) => Number(piece.dataset.at) >= point);
      if (next) next.before(handle); else report.append(handle);
      handle.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        getSelection().removeAllRanges();
        handle.setPointerCapture(event.pointerId);
        held = { handle, spans, n, k, moved: false };
        handle.focus({ preventScroll: true });
      });
      handle.addEventListener("pointermove", (event) => held && held.handle === handle && drag(event));
      handle.addEventListener("pointerup", (event) => {
        if (held && held.moved) {
          drag(event);  // where it is let go counts, not where it was seen last
          settle(spans);
        }
        held = null;
      });
      handle.addEventListener("pointercancel", () => { held = null; paint(null); });
      handle.addEventListener("keydown", (event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        const at = spans[n][k], next = edges(at, k).filter((one) => (one - at) * by > 0);
        move(handle, spans, n, k, event.shiftKey || !next.length ? at + by : by > 0 ? next[0] : next.at(-1));
        clearTimeout(timer);
        timer = setTimeout(() => settle(spans), 800);
      });
    }));
  };
  const value = (handle, point, k) => {
    handle.setAttribute("aria-valuenow", point);
    const words = rangeOf(k ? Math.max(0, point - 30) : point, k ? point : point + 30);
    handle.setAttribute("aria-valuetext", words ? words.toString() : String(point));
  };
  const move = (handle, spans, n, k, point) => {
    const [start, end] = spans[n], low = k ? start + 1 : n ? spans[n - 1][1] : 0, high = k ? (spans[n + 1] ? spans[n + 1][0] : Infinity) : end - 1;
    if (!Number.isFinite(point) || point < low || point > high || (k === 1 && !placeOf(point))) return;
    spans[n][k] = point;
    value(handle, point, k);
    paint(spans);
  };
  const drag = (event) => {
    let node, offset;
    if (document.caretPositionFromPoint) {
      const place = document.caretPositionFromPoint(event.clientX, event.clientY);
      if (place) [node, offset] = [place.offsetNode, place.offset];
    } else if (document.caretRangeFromPoint) {
      const place = document.caretRangeFromPoint(event.clientX, event.clientY);
      if (place) [node, offset] = [place.startContainer, place.startOffset];
    }
    if (!node || !get("report").contains(node)) return;
    const point = edge(node, offset);
    if (point === null) return;
    held.moved = true;
    move(held.handle, held.spans, held.n, held.k, event.shiftKey ? point : nearest(point, held.k));
  };
  const paint = (spans) => {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete("moved");
    const ranges = (spans || []).map(([start, end]) => rangeOf(start, end)).filter(Boolean);
    if (ranges.length) CSS.highlights.set("moved", new Highlight(...ranges));
  };
  const settle = (spans) => {
    const form = get("correct"), typed = spans.map((span) => span.join("-")).join(", ");
    paint(null);
    if (!form || typed === get("content").dataset.spans) return;
    get("content").value = typed;
    form.elements.quote.value = spans.map(([start, end]) => rangeOf(start, end).toString()).join(" … ");
    send(form);
  };

  if (document.querySelector(".desk")) arrive(null);
})();
