// Pictures drawn from the figures shown: plain SVG with attributes, so that no style needs to be allowed.
const BLUE = "#0072B2", VERMILLION = "#D55E00", INK = "#1a1a1a", QUIET = "#595959", GRID = "#d9d9d9";
const SVG = "http://www.w3.org/2000/svg";
const FONT = '"figure letters", "DejaVu Sans", Arial, sans-serif';
const OVER_LINES = { stroke: "#ffffff", "stroke-width": 3, "paint-order": "stroke" }; // letters that lines pass under
const RIGHT_TO_LEFT = document.documentElement.dir === "rtl";
const ruler = document.createElement("canvas").getContext("2d");

function widthOf(text, size = 12, bold = false) {
  ruler.font = `${bold ? "bold " : ""}${size}px ${FONT}`;
  return ruler.measureText(text).width;
}
// Text in lines of at most so many units, by the measured width of its letters.
function lines(text, room, size = 12, bold = false) {
  const found = [];
  for (const word of text.split(" ")) {
    const longer = found.length ? found[found.length - 1] + " " + word : word;
    if (found.length && widthOf(longer, size, bold) <= room) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found;
}

function draw(parent, name, attributes, text) {
  const one = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, String(value));
  if (text !== undefined) one.textContent = text;
  parent.appendChild(one);
  return one;
}
function canvas(width, height, title) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", title);
  svg.setAttribute("font-family", FONT);
  svg.setAttribute("font-size", "12");
  svg.setAttribute("direction", RIGHT_TO_LEFT ? "rtl" : "ltr");
  draw(svg, "rect", { x: 0, y: 0, width, height, fill: "#ffffff" });
  return svg;
}
function ticksOf(low, high, count = 5) {
  const rough = (high - low) / count || 1, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough);
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high + 1e-9 * step; at += step) found.push(Math.abs(at) < 1e-9 * step ? 0 : at);
  return { ticks: found, step };
}
function axisTick(at, step, scale) { return numberText(at, step >= scale[0] ? scale[0] * Math.min(1, step / scale[0]) : step, scale); }

// Where a text lies from its point: "right" of it or "left" of it, whichever way its language runs.
function lies(side) { return { "text-anchor": (side === "right") === RIGHT_TO_LEFT ? "end" : "start" }; }
// A text at the beginning of a line, so far from the edge.
function begins(width, far = 12) { return { x: RIGHT_TO_LEFT ? width - far : far, "text-anchor": "start" }; }

// Head and foot that travel with a picture.
function frame(width, body, title, subtitle) {
  const head = lines(title, width - 24, 14, true), below = lines(subtitle, width - 24), foot = lines(word("source_line"), width - 24, 10);
  const top = 24 + 16 * head.length + 15 * below.length + 8, height = top + body + 20 + 13 * foot.length;
  const svg = canvas(width, height, word("titled", { title, subtitle }));
  head.forEach((line, i) => draw(svg, "text", { ...begins(width), y: 22 + 16 * i, fill: INK, "font-size": 14, "font-weight": "bold" }, line));
  below.forEach((line, i) => draw(svg, "text", { ...begins(width), y: 24 + 16 * head.length + 15 * i, fill: QUIET }, line));
  foot.forEach((line, i) => draw(svg, "text", { ...begins(width), y: top + body + 18 + 13 * i, fill: QUIET, "font-size": 10 }, line));
  return { svg, top };
}

// Mean and range of a row as text; in lines with what stands beside, where there is only so much room.
function figuresBeside(row, scale, room) {
  const range = row.one.p95 > row.one.p05 ? rangeText(row.one, scale) : "", mean = meanText(row.one, scale);
  const written = range ? word("with_range", { mean, range }) : mean;
  if (!room) return [written];
  return lines(row.beside ? word("and_beside", { figures: written, beside: row.beside }) : written, room, 11);
}

// Rows of ranges: a line from p05 to p95 and a mark at the mean, figures beside.
function rangesPicture(width, title, subtitle, rows, scale, unit) {
  const narrow = width < 560, label = narrow ? width - 24 : Math.min(230, width * 0.32), side = narrow ? 0 : 190;
  const heads = rows.map((row) => lines(row.title, label, 12, narrow));
  const figures = rows.map((row) => figuresBeside(row, scale, narrow ? width - 24 : 0));
  const most = Math.max(1, ...heads.map((one) => one.length)), below = 13 * (Math.max(1, ...figures.map((one) => one.length)) - 1);
  const rowHeight = narrow ? 50 + 15 * most + below : Math.max(44, 15 * most + 12), body = rows.length * rowHeight + 44;
  const { svg, top } = frame(width, body, title, subtitle);
  const ahead = narrow ? 16 : label + 24, behind = side + 16;
  const left = RIGHT_TO_LEFT ? behind : ahead, right = width - (RIGHT_TO_LEFT ? ahead : behind);
  const low = Math.min(0, ...rows.map((r) => r.one.p05), ...rows.map((r) => r.one.mean));
  const high = Math.max(0, ...rows.map((r) => r.one.p95), ...rows.map((r) => r.one.mean));
  const place = (value) => left + 8 + (right - left - 16) * (high > low ? (value - low) / (high - low) : 0.5);
  const bottom = top + rows.length * rowHeight, { ticks, step } = ticksOf(low, high, narrow ? 3 : 5);
  for (const at of ticks) {
    draw(svg, "line", { x1: place(at), x2: place(at), y1: top, y2: bottom, stroke: at === 0 ? INK : GRID, "stroke-width": at === 0 ? 1.2 : 0.8 });
    draw(svg, "text", { x: place(at), y: bottom + 16, fill: QUIET, "text-anchor": "middle", "font-size": 11 }, axisTick(at, step, scale));
  }
  draw(svg, "text", { x: (left + right) / 2, y: bottom + 34, fill: INK, "text-anchor": "middle" }, unit);
  rows.forEach((row, i) => {
    const y = narrow ? top + rowHeight * (i + 1) - 14 : top + rowHeight * (i + 0.5), colour = row.one.mean >= 0 ? BLUE : VERMILLION;
    if (narrow) {
      heads[i].forEach((line, k) => draw(svg, "text", { ...begins(width), y: y - below - 27 - 15 * (heads[i].length - 1 - k), fill: INK, ...OVER_LINES, "font-weight": "bold" }, line));
      figures[i].forEach((line, k) => draw(svg, "text", { ...begins(width), y: y - below - 12 + 13 * k, fill: INK, ...OVER_LINES, "font-size": 11 }, line));
    } else {
      heads[i].forEach((line, k) => draw(svg, "text", { x: RIGHT_TO_LEFT ? width - label - 12 : label + 12, y: y + 4 + 14 * (k - (heads[i].length - 1) / 2), "text-anchor": "end", fill: INK }, line));
      draw(svg, "text", { x: RIGHT_TO_LEFT ? left - 14 : right + 14, "text-anchor": "start", y: y + (row.beside ? -3 : 4), fill: INK }, figures[i][0]);
      if (row.beside) draw(svg, "text", { x: RIGHT_TO_LEFT ? left - 14 : right + 14, "text-anchor": "start", y: y + 12, fill: QUIET, "font-size": 11 }, row.beside);
    }
    draw(svg, "line", { x1: place(row.one.p05), x2: place(row.one.p95), y1: y, y2: y, stroke: colour, "stroke-width": 4 });
    const x = place(row.one.mean);
    if (row.one.mean >= 0) draw(svg, "circle", { cx: x, cy: y, r: 6, fill: "#ffffff", stroke: colour, "stroke-width": 2.5 });
    else draw(svg, "rect", { x: x - 6, y: y - 6, width: 12, height: 12, fill: "#ffffff", stroke: colour, "stroke-width": 2.5 });
  });
  return svg;
}

// Bars by year, gains up and costs down, hatched where below zero; a line for the running total with its range.
function yearsPicture(width, title, subtitle, years, bars, totals, scale, unit) {
  const body = 280, { svg, top } = frame(width, body, title, subtitle);
  const left = 64, right = width - 16, bottom = top + body - 44;
  const ends = [...bars, ...totals.flatMap((one) => [one.p05, one.p95])];
  const low = Math.min(0, ...ends), high = Math.max(0, ...ends);
  const place = (value) => bottom - (bottom - top) * (high > low ? (value - low) / (high - low) : 0.5);
  const across = (i) => left + (right - left) * (i + 0.5) / years.length, wide = Math.min(34, (right - left) / years.length * 0.5);
  const { ticks, step } = ticksOf(low, high, 5);
  for (const at of ticks) {
    draw(svg, "line", { x1: left, x2: right, y1: place(at), y2: place(at), stroke: at === 0 ? INK : GRID, "stroke-width": at === 0 ? 1.2 : 0.8 });
    draw(svg, "text", { x: left - 8, y: place(at) + 4, fill: QUIET, ...lies("left"), "font-size": 11 }, axisTick(at, step, scale));
  }
  const band = totals.map((one, i) => `${across(i)},${place(one.p95)}`).concat(totals.map((one, i) => `${across(i)},${place(one.p05)}`).reverse());
  draw(svg, "polygon", { points: band.join(" "), fill: QUIET, "fill-opacity": 0.16 });
  bars.forEach((value, i) => {
    const y = Math.min(place(0), place(value)), tall = Math.abs(place(value) - place(0));
    draw(svg, "rect", { x: across(i) - wide / 2, y, width: wide, height: tall, fill: value >= 0 ? BLUE : "#ffffff", stroke: value >= 0 ? BLUE : VERMILLION, "stroke-width": 1.6 });
    if (value < 0) for (let at = y + 4; at < y + tall; at += 6) draw(svg, "line", { x1: across(i) - wide / 2, x2: across(i) + wide / 2, y1: at, y2: at, stroke: VERMILLION, "stroke-width": 1 });
  });
  draw(svg, "polyline", { points: totals.map((one, i) => `${across(i)},${place(one.mean)}`).join(" "), fill: "none", stroke: INK, "stroke-width": 2.2 });
  const every = width < 560 ? 3 : 1;
  years.forEach((year, i) => { if (i % every === 0) draw(svg, "text", { x: across(i), y: bottom + 18, fill: QUIET, "text-anchor": "middle", "font-size": 11 }, String(year)); });
  draw(svg, "text", { x: left, y: bottom + 36, fill: INK, ...lies("right") }, unit);
  return svg;
}
