// Files that a reader takes away: figures as CSV, pictures as SVG with the letters they are drawn with.
function saved(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = element("a", { href: address, download: name });
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
function quotedCell(value) {
  const text = String(value), safe = /^[=+\-@\t\r]/.test(text) && typeof value === "string" ? "'" + text : text;
  return /[",\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
}
const ABOUT = ["run_id", "currency", "price_year", "settings"];
function aboutOf(chosen, carried) {
  const money = moneyOf(chosen, carried);
  return [carried.run_id, money.name, money.price_year, settingsWords(chosen, carried)];
}
function asCsv(table) { return "\ufeff" + table.map((cells) => cells.map(quotedCell).join(",")).join("\r\n") + "\r\n"; }
function csvOf(rows, chosen, carried) {
  const about = aboutOf(chosen, carried), out = [["option", "party", "figure", ...ENDS, ...ABOUT]];
  const line = (option, party, figure, one) => out.push([option, party, figure, ...endsOf(one), ...about]);
  for (const row of rows) {
    for (const key of ["net_present_value", "public_cost", "problems_resolved", "benefit_cost_ratio"]) if (row[key]) line(row.title, "", key, row[key]);
    line(row.title, "", "chance_of_loss", { mean: row.chance_of_loss, p05: "", p95: "" });
    for (const [party, one] of Object.entries(row.by_party)) line(row.title, carried.party_titles[party], "net_present_value", one);
    row.by_year.net.forEach((mean, i) => line(row.title, "", "net_benefit_" + carried.years[i], { mean, p05: "", p95: "" }));
    row.by_year.public.forEach((mean, i) => line(row.title, "", "public_outlay_" + carried.years[i], { mean, p05: "", p95: "" }));
  }
  return asCsv(out);
}
// What a picture drawn here shows, with the settings it is drawn at.
function csvOfPicture(name, chosen, carried) {
  const [columns, ...cells] = SHOWN_IN[name], about = aboutOf(chosen, carried);
  return asCsv([[...columns, ...ABOUT], ...cells.map((row) => [...row, ...about])]);
}
// A picture of the page as a file of its own: its letters come with it.
function svgFile(svg) {
  const copy = svg.cloneNode(true), [, , wide, high] = svg.getAttribute("viewBox").split(" ");
  const shows = svg.closest('[role="img"]').getAttribute("aria-label");
  const letters = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
  copy.setAttribute("xmlns", SVG);
  for (const [key, value] of Object.entries({ width: wide, height: high, "stroke-linejoin": "round", lang: document.documentElement.lang, role: "img", "aria-label": shows })) copy.setAttribute(key, value);
  const style = document.createElementNS(SVG, "style");
  style.textContent = [...letters.map((rule) => rule.cssText), `svg{font-family:${FONT}}`].join("\n");
  copy.prepend(style);
  return new XMLSerializer().serializeToString(copy);
}
function saveSvg(place, name) { saved(name + ".svg", "image/svg+xml", svgFile(place.querySelector("svg"))); }
// The tables behind the pictures of the study's own settings, each as the CSV of its figure.
let figureTables = null;
async function saveFigure(name, kind) {
  if (kind === "picture") return saveSvg(byId("figure-" + name), name);
  figureTables = figureTables || await jsonOf(JSON.parse(byId("figure-tables").textContent));
  return saved(name + ".csv", "text/csv", figureTables[name]);
}
