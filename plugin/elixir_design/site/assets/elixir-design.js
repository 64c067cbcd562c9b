/* Filters and sorts tables, lights up what a node is connected with, and shows what stood on a date.
   Every state is in the address; without this script the pages show everything. */

(() => {
  "use strict";

  const STATUSES = ["decided", "open", "deferred", "rejected", "superseded", ""];

  /* The address keeps every state that differs from the default; other parameters are left alone. */
  function remember(values) {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(values)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  function recalled(name) {
    return new URL(location.href).searchParams.get(name) || "";
  }

  const compare = {
    number: (a, b) => (a.number === "" ? 1e9 : +a.number) - (b.number === "" ? 1e9 : +b.number),
    question: (a, b) => a.question.localeCompare(b.question, undefined, { numeric: true }),
    status: (a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status),
    date: (a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0),
    revised: (a, b) => a.revised - b.revised,
  };
  const downFirst = new Set(["date", "revised"]);

  function setUpTable(form) {
    const table = form.parentElement.querySelector("[data-ed-table]");
    const result = form.parentElement.querySelector("[data-ed-result]");
    if (!table || form.dataset.ready) return;
    form.dataset.ready = "yes";
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const buttons = [...form.querySelectorAll("[data-status]")];
    const input = form.querySelector("input");
    const heads = [...table.querySelectorAll("th[data-sort]")];
    const state = { status: recalled("status"), q: recalled("q"), sort: recalled("sort") };
    if (!buttons.some((button) => button.dataset.status === state.status)) state.status = "";

    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const key = head.dataset.sort;
        const [first, second] = downFirst.has(key) ? [`-${key}`, key] : [key, `-${key}`];
        state.sort = state.sort === first ? second : state.sort === second ? "" : first;
        show();
      });
    }

    function show() {
      const needles = state.q.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = texts.get(row);
        const fits =
          (!state.status || row.dataset.status === state.status) && needles.every((word) => text.includes(word));
        row.hidden = !fits;
        if (fits) shown += 1;
      }
      const key = state.sort.replace(/^-/, "");
      const down = state.sort.startsWith("-") ? -1 : 1;
      const ordered = compare[key]
        ? [...rows].sort((a, b) => down * compare[key](a.dataset, b.dataset))
        : rows;
      body.append(...ordered);
      for (const head of heads) {
        if (head.dataset.sort === key) head.setAttribute("aria-sort", down < 0 ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
      for (const button of buttons) {
        button.setAttribute("aria-pressed", String(button.dataset.status === state.status));
      }
      result.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} shown`;
      remember(state);
    }

    for (const button of buttons) {
      button.addEventListener("click", () => {
        state.status = button.dataset.status;
        show();
      });
    }
    input.value = state.q;
    input.addEventListener("input", () => {
      state.q = input.value.trim();
      show();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    show();
  }

  /* The nodes that a node is connected with stay lit while the pointer or the focus is on it. */
  function setUpFigure(figure) {
    if (figure.dataset.ready) return;
    figure.dataset.ready = "yes";
    // Nodes of the graph are called figure-1, its edges figure-1--2; edges of a tree name their nodes.
    const edges = [...figure.querySelectorAll(".edge")].map((edge) => {
      const [, name, from, to] = /^(.*)-(\d+)--(\d+)$/.exec(edge.id) || [];
      if (name) return { edge, from: `${name}-${from}`, to: `${name}-${to}` };
      const [above, below] = (edge.querySelector("title")?.textContent || "").split("->");
      return { edge, from: above, to: below };
    });
    const nodes = new Map([...figure.querySelectorAll(".node")].map((node) => [node.id, node]));
    const light = (id) => {
      for (const lit of figure.querySelectorAll(".ed-lit")) lit.classList.remove("ed-lit");
      figure.classList.toggle("ed-figure--lit", Boolean(id));
      if (!id) return;
      const reached = new Set([id]);
      for (const forward of [true, false]) {
        const waiting = [id];
        const seen = new Set(waiting);
        while (waiting.length) {
          const here = waiting.pop();
          for (const { edge, from, to } of edges) {
            const [near, far] = forward ? [from, to] : [to, from];
            if (near !== here) continue;
            edge.classList.add("ed-lit");
            reached.add(far);
            if (!seen.has(far)) {
              seen.add(far);
              waiting.push(far);
            }
          }
        }
      }
      for (const known of reached) nodes.get(known)?.classList.add("ed-lit");
    };
    for (const [id, node] of nodes) {
      node.addEventListener("pointerenter", () => light(id));
      node.addEventListener("pointerleave", () => light(""));
      node.addEventListener("focusin", () => light(id));
      node.addEventListener("focusout", () => light(""));
    }
  }

  /* What stood on a date: for each question the last answer given until then. */
  function setUpAsOf(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "yes";
    const held = document.getElementById("ed-asof-data");
    if (!held.dataset.src) return showAsOf(form, JSON.parse(held.textContent));
    // A long history has its data in a file of its own; without it the days with changes are still listed.
    fetch(new URL(held.dataset.src, location.href))
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then((data) => form.isConnected && showAsOf(form, data))
      .catch(() => delete form.dataset.ready);
  }

  function showAsOf(form, data) {
    const input = form.querySelector("input[type=date]");
    const slider = form.querySelector("input[type=range]");
    const link = form.querySelector("[data-ed-permalink]");
    const table = document.querySelector("[data-ed-asof-table]");
    const result = document.querySelector("[data-ed-asof-result]");
    const dates = data.dates;

    const cell = (tag, ...content) => {
      const made = document.createElement(tag);
      made.append(...content);
      return made;
    };
    const anchor = (href, text) => {
      const made = document.createElement("a");
      made.href = href;
      made.textContent = text;
      return made;
    };

    function show(date) {
      const standing = new Map();
      for (const [question, when, status, title, choice, url, gone] of data.decisions) {
        if (when > date) break;
        if (gone && gone <= date) {
          if (standing.get(question)?.url === url) standing.delete(question);
          continue;
        }
        const held = standing.get(question);
        if (!held || status === "decided" || held.status !== "decided") {
          standing.set(question, { when, status, title, choice, url });
        }
      }
      const rows = [];
      for (const [question, [name, url]] of data.questions.entries()) {
        const held = standing.get(question);
        if (!held) continue;
        const row = document.createElement("tr");
        const head = cell("th", anchor(url, name));
        head.scope = "row";
        const mark = cell("span", data.words[held.status]);
        mark.className = `ed-status ed-status--${held.status}`;
        const what = cell("td", held.choice || "–");
        what.className = "ed-wide";
        const since = cell("td", anchor(held.url, held.when));
        since.className = "ed-when";
        row.append(head, cell("td", mark), what, since);
        rows.push(row);
      }
      table.tBodies[0].replaceChildren(...rows);
      table.closest(".ed-scroll").hidden = false;
      const taken = dates.filter((known) => known <= date).length;
      result.textContent = `On ${date}: ${rows.length} of ${data.questions.length} questions had an answer or a note. `
        + `${taken} of ${dates.length} days with changes had passed.`;
      input.value = date;
      slider.value = String(Math.max(0, taken - 1));
      slider.setAttribute("aria-valuetext", date);
      link.href = `?date=${date}`;
      remember({ date: date === dates[dates.length - 1] ? "" : date });
    }

    slider.max = String(dates.length - 1);
    input.addEventListener("change", () => input.value && show(input.value));
    slider.addEventListener("input", () => show(dates[+slider.value]));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    const wanted = recalled("date");
    show(/^\d{4}-\d{2}-\d{2}$/.test(wanted) ? wanted : dates[dates.length - 1]);
  }

  /* The same links in the theme's navigation beside the page make these superfluous on wide screens. */
  function setUpViews(views) {
    const beside = new Set([...document.querySelectorAll(".md-sidebar--primary a[href]")].map((link) => link.href));
    const all = [...views.querySelectorAll("a")].every(
      (link) => link.getAttribute("aria-current") || beside.has(link.href),
    );
    views.classList.toggle("ed-views--beside", all);
  }

  function setUp() {
    document.querySelectorAll("nav.ed-views").forEach(setUpViews);
    // Material's search dialog has no name of its own, which leaves screen readers with "dialog".
    const search = document.querySelector('.md-search[role="dialog"]:not([aria-label])');
    if (search) search.setAttribute("aria-label", search.querySelector("input")?.getAttribute("aria-label") || "Search");
    document.querySelectorAll("form[data-ed-filter]").forEach(setUpTable);
    document.querySelectorAll("figure.ed-figure").forEach(setUpFigure);
    document.querySelectorAll("form[data-ed-asof]").forEach(setUpAsOf);
  }

  document.querySelectorAll("nav.ed-views").forEach(setUpViews); // before anything is painted
  /* With instant navigation the theme swaps pages without loading them, and says so here. */
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(setUp);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", setUp);
  else setUp();
})();
