"use strict";
// Filters the findings, opens what a link leads to, and unfolds everything for print. Without it
// the page shows all findings and needs nothing.
(() => {
  const PROBLEMS = new Set(["decides", "crashed", "open"]);
  const byId = (id) => document.getElementById(id);

  const form = byId("filter");
  const rows = form ? Array.from(byId("rows").children, (element) => ({
    element,
    status: element.dataset.status,
    severity: element.dataset.severity,
    check: element.dataset.check,
    systems: element.dataset.systems.split(" "),
    text: null,
  })) : [];

  const statusFits = (row, wanted) =>
    wanted === "all" || (wanted === "problems" ? PROBLEMS.has(row.status) : row.status === wanted);

  const fits = (row, wanted) =>
    statusFits(row, wanted.status) &&
    (!wanted.severity || row.severity === wanted.severity) &&
    (!wanted.check || row.check === wanted.check) &&
    (!wanted.system || row.systems.includes(wanted.system)) &&
    wanted.words.every((word) => textOf(row).includes(word));

  // Read once a row is searched, since most reports are never searched.
  const textOf = (row) => {
    row.text ??= row.element.textContent.toLowerCase();
    return row.text;
  };

  const wanted = () => ({
    status: byId("status").value,
    severity: byId("severity").value,
    check: byId("check").value,
    system: byId("system").value,
    words: byId("q").value.toLowerCase().split(/\s+/).filter(Boolean),
  });

  const apply = () => {
    const asked = wanted();
    let shown = 0;
    for (const row of rows) {
      const hidden = !fits(row, asked);
      if (row.element.hidden !== hidden) row.element.hidden = hidden;
      if (!hidden) shown += 1;
    }
    byId("none").hidden = shown > 0;
    const count = (number) => number.toLocaleString("en");
    byId("shown").textContent = `Showing ${count(shown)} of ${count(rows.length)} observations`;
  };

  const ask = (filters) => {
    form.reset();
    for (const name of ["status", "severity", "check", "system"]) {
      if (filters[name] !== undefined) byId(name).value = filters[name];
    }
    apply();
  };

  const openTarget = () => {
    let id;
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id && byId(id);
    if (!target) return;
    if (target.hidden && form) ask({ status: "all" });
    for (let each = target; each; each = each.parentElement) {
      if (each.tagName === "DETAILS") each.open = true;
    }
    const goal = target.matches("section") ? target.querySelector("h2")
      : target.matches("details") ? target.querySelector("summary") : target;
    goal.focus({ preventScroll: true });
    target.scrollIntoView();
  };

  if (form) {
    form.hidden = false;
    let waiting = 0;
    byId("q").addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 120);
    });
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      apply();
    });
    byId("clear").addEventListener("click", () => ask({}));
    apply();
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (!link) return;
    if (form && (link.dataset.status || link.dataset.check)) ask(link.dataset);
    // The address stays the same where somebody follows a link again; the target is shown anyhow.
    if (link.hash === location.hash) setTimeout(openTarget);
  });
  addEventListener("hashchange", openTarget);
  openTarget();

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
    folded = [];
  });
  byId("print").hidden = false;
  byId("print").addEventListener("click", () => print());
})();
