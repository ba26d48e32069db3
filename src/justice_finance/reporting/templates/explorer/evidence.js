// What a number rests on: its row of the page's tables of published figures and assumptions, never copied into the data.
function rowOf(table, id) {
  return [...document.querySelectorAll(`#table-${table} tbody tr`)].find((row) => row.querySelector("th small")?.textContent === id);
}
// Text of a cell, and of what stands below it.
function cellParts(cell) {
  const below = cell.querySelector("small")?.textContent || "", whole = cell.textContent;
  return [below ? whole.slice(0, whole.length - below.length) : whole, below].map((text) => text.trim()).filter(Boolean);
}
function originOf(kind, id) {
  const list = element("dl", { class: "origin" });
  const line = (name, ...texts) => list.append(element("dt", {}, name), ...texts.map((text) => element("dd", {}, text)));
  if (kind === "evidence") {
    const row = rowOf("evidence", id);
    if (row) {
      line(word("origin_evidence"), ...cellParts(row.querySelector("th")));
      const heads = row.closest("table").querySelectorAll("thead th");
      row.querySelectorAll("td").forEach((cell, i) => line(heads[i + 1].textContent, ...cellParts(cell)));
      return list;
    }
  }
  if (kind === "assumption") {
    const row = rowOf("assumptions", id);
    if (row) {
      line(word("origin_assumption"), ...cellParts(row.querySelector("th")));
      line(word("reason"), ...cellParts(row.querySelector("td")));
      return list;
    }
  }
  line(kind === "choice" ? word("origin_choice") : word("origin_unknown"), id);
  return list;
}
// A list that opens, filled when it is opened first.
function parametersBehind(places, carried) {
  const rows = (places || []).map((place) => carried.parameters.rows[place]).filter(Boolean);
  if (!rows.length) return [];
  const details = element("details", { class: "behind" }, element("summary", {}, word("behind", { count: rows.length })));
  details.addEventListener("toggle", () => {
    if (details.childElementCount > 1) return;
    details.append(element("ul", {}, ...rows.map(([title, value, kind, id]) => element("li", {}, word("parameter", { title, value }), originOf(kind, id)))));
  });
  return [details];
}
