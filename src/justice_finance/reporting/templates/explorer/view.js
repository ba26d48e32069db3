// What is shown: figures of the options under the settings chosen, as table, pictures, words, files.
function element(name, attributes = {}, ...children) {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") one.addEventListener("click", value);
    else one.setAttribute(key, String(value));
  }
  one.append(...children);
  return one;
}
function moneyOf(chosen, carried) {
  const money = carried.money[chosen.money];
  return { ...money, words: word("money_words", { currency: money.name, year: money.price_year }) };
}
// The run's own figures at the study's settings; else those of the draws carried, which show no more digits than these.
function figuresOf(chosen, carried) {
  const places = carried.budgets[chosen.budget].places;
  const found = exploredWorth(carried, { ...chosen, money_factor: carried.money[chosen.money].factor }, places);
  return places.map((place) => {
    const figures = found[carried.options[place]];
    const factor = carried.money[chosen.money].factor, usual = inMoney(carried.full[carried.own_option[carried.options[place]]], factor);
    const row = { place, title: carried.titles[place], ...figures, ...asExact(figures, usual, chosen) };
    const own = isDefault(chosen, carried) ? inMoney(carried.full[carried.options[place]], factor) : null;
    if (!own) return row;
    const by_party = { ...figures.by_party, ...own.by_party };
    return { ...row, ...own, by_party, by_year: { ...figures.by_year, cumulative: own.cumulative } };
  });
}
const OF_ANY_VIEW = ["public_cost", "problems_resolved", "benefit_cost_ratio", "cost_per_resolved_problem"];
// Figures with the Monte Carlo error that they have at the study's settings: elsewhere it is not known, and seldom smaller.
function asExact(figures, usual, chosen) {
  const keys = chosen.perspective === "society" ? ["net_present_value", ...OF_ANY_VIEW] : OF_ANY_VIEW;
  return Object.fromEntries(keys.map((key) => [key, figures[key] && { ...figures[key], error: usual?.[key]?.error }]));
}
function inMoney(figures, factor) {
  if (!figures) return null;
  const times = (one) => one && Object.fromEntries(Object.entries(one).map(([key, value]) => [key, value * factor]));
  const each = (all) => Object.fromEntries(Object.entries(all).map(([key, one]) => [key, times(one)]));
  return { ...figures, ...each({ net_present_value: figures.net_present_value, public_cost: figures.public_cost,
    cost_per_resolved_problem: figures.cost_per_resolved_problem }), by_party: each(figures.by_party), cumulative: figures.cumulative.map(times) };
}
// The words of a control inside a sentence; a currency keeps its capitals.
function inside(words) { return words.replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLocaleLowerCase(LANGUAGE)); }
function settingsWords(chosen, carried) {
  const rate = typeof chosen.rate === "number" ? word("rate_words", { rate: rateText(chosen.rate) }) : word("schedule_" + chosen.rate);
  const last = carried.years[chosen.horizon - 1], parts = [
    word("years_words", { first: carried.years[0], last }), rate,
    word(chosen.terminal_value ? "with_terminal" : "without_terminal"),
    inside(carried.perspective_titles[chosen.perspective]), moneyOf(chosen, carried).words,
  ];
  if (chosen.left_out.length) parts.push(word("left_out_words", { names: listed(chosen.left_out.map((kind) => word("kind_" + kind))) }));
  if (chosen.donor_share || chosen.user_share) parts.push(word("mix_words", { donors: rateText(chosen.donor_share), users: rateText(chosen.user_share) }));
  if (chosen.elasticity) parts.push(word("equity_words", { elasticity: plainText(chosen.elasticity) }));
  parts.push(inside(carried.budgets[chosen.budget].title));
  return listed(parts, "semicolon");
}
function statusWords(rows, chosen, carried) {
  const best = rows.reduce((first, one) => (one.net_present_value.mean > first.net_present_value.mean ? one : first));
  const currency = moneyOf(chosen, carried).name, worth = best.net_present_value;
  const shown = { option: best.title, who: inside(carried.perspective_titles[chosen.perspective]),
    amount: moneyText(Math.abs(worth.mean), worth, currency), range: rangeWords(worth),
    loss: percentText(best.chance_of_loss, drawsOf(chosen, carried)) };
  return word(worth.mean >= 0 ? "best_gains" : "best_loses", shown);
}
// Which draws stand behind the figures shown: all, those carried, or those of the level of the budget.
function drawsWords(rows, chosen, carried) {
  const level = rows.map((row) => carried.draws_of_level[carried.options[row.place]]).find(Boolean);
  const gaps = { draws: decimalText(carried.draws), all: decimalText(carried.run_draws), distance: carried.distance, level: level && decimalText(level) };
  return word(level ? "draws_level" : isDefault(chosen, carried) ? "draws_all" : "draws_part", gaps);
}
function drawsOf(chosen, carried) { return isDefault(chosen, carried) ? carried.run_draws : carried.draws; }

function columnsOf(rows, chosen, carried) {
  const currency = moneyOf(chosen, carried).name, none = word("none");
  const column = (key) => rows.map((row) => row[key]).filter(Boolean);
  const scale = (key) => scaleOf(column(key).flatMap((one) => [one.mean, one.p05, one.p95]));
  const money = (key) => { const s = scale(key); return { scale: s, unit: unitText(currency, s) }; };
  const worth = money("net_present_value"), cost = money("public_cost"), count = scale("problems_resolved");
  const cell = (one, s) => (one ? [meanText(one, s), rangeText(one, s)] : [none, ""]);
  const ratio = (one) => (one && meanIsUnclear(one) ? [word("unclear"), rangeText(rangeAlone(one), SCALES[3])] : cell(one, SCALES[3]));
  return [
    { key: "net_present_value", head: word("head_worth", { unit: worth.unit }), cell: (row) => cell(row.net_present_value, worth.scale) },
    { key: "chance_of_loss", head: word("head_loss"), cell: (row) => [percentText(row.chance_of_loss, drawsOf(chosen, carried)), ""] },
    { key: "public_cost", head: word("head_cost", { unit: cost.unit }), cell: (row) => cell(row.public_cost, cost.scale) },
    { key: "problems_resolved", head: count[1] ? word("head_resolved_scaled", { unit: FIGURES.scale[count[1]] }) : word("head_resolved"), cell: (row) => cell(row.problems_resolved, count) },
    { key: "benefit_cost_ratio", head: word("head_ratio"), cell: (row) => ratio(row.benefit_cost_ratio) },
  ];
}
function showTable(rows, chosen, carried, open) {
  const columns = columnsOf(rows, chosen, carried), table = byId("explore-table");
  table.querySelector("thead").replaceChildren(element("tr", { role: "row" },
    ...[word("head_option"), ...columns.map((one) => one.head)].map((text) => element("th", { scope: "col", role: "columnheader" }, text))));
  table.querySelector("tbody").replaceChildren(...rows.map((row) => element("tr", { role: "row" },
    element("th", { scope: "row", role: "rowheader" }, row.title),
    ...columns.map((one) => {
      const [main, below] = one.cell(row);
      const button = element("button", { type: "button", class: "figure-of", "aria-haspopup": "dialog",
        on: () => open(row, one.key, word("parameter", { title: one.head, value: below ? word("with_range", { mean: main, range: below }) : main })) },
        main, ...(below ? [element("small", {}, below)] : []));
      return element("td", { role: "cell", "data-label": one.head }, button);
    }))));
}
function showPictures(rows, chosen, carried) {
  const money = moneyOf(chosen, carried), settings = settingsWords(chosen, carried), row = rows[chosen.option];
  const width = Math.max(300, Math.min(880, byId("explore-pictures").clientWidth || 880));
  const worth = rows.map((one) => one.net_present_value);
  const scale = scaleOf(worth.flatMap((one) => [one.mean, one.p05, one.p95])), unit = unitText(money.name, scale);
  put("ranges", rangesPicture(width, word("picture_ranges"), settings, rows.map((one) => ({
    title: one.title, one: one.net_present_value, beside: word("loss_beside", { loss: percentText(one.chance_of_loss, drawsOf(chosen, carried)) }),
  })), scale, unit), ["option", ...ENDS, "chance_of_loss"], rows.map((one) => [one.title, ...endsOf(one.net_present_value), one.chance_of_loss]));
  const parties = Object.entries(row.by_party).filter(([, one]) => one.mean || one.p05 || one.p95);
  const partyScale = scaleOf(parties.flatMap(([, one]) => [one.mean, one.p05, one.p95]));
  put("parties", rangesPicture(width, word("picture_parties", { option: row.title }), settings, parties.map(([party, one]) => ({
    title: carried.party_titles[party], one,
  })), partyScale, unitText(money.name, partyScale)), ["option", "party", ...ENDS], parties.map(([party, one]) => [row.title, carried.party_titles[party], ...endsOf(one)]));
  const years = carried.years.slice(0, chosen.horizon), totals = row.by_year.cumulative;
  const byYear = (bars, sums) => years.map((year, i) => [row.title, year, bars[i], ...endsOf(sums[i])]);
  const yearScale = scaleOf([...row.by_year.net, ...totals.flatMap((one) => [one.mean, one.p05, one.p95])]);
  put("years", yearsPicture(width, word("picture_years", { option: row.title }), settings, years, row.by_year.net, totals, yearScale, unitText(money.name, yearScale)),
    ["option", "year", "net_benefit", ...ENDS.map((end) => "total_" + end)], byYear(row.by_year.net, totals));
  const cash = row.by_year.public.map((one) => -one), flat = cash.map((mean, i) => { const sum = cash.slice(0, i + 1).reduce((a, b) => a + b, 0); return { mean: sum, p05: sum, p95: sum }; });
  const cashScale = scaleOf([...cash, ...flat.map((one) => one.mean)]);
  put("cash", yearsPicture(width, word("picture_cash", { option: row.title }), settings, years, cash, flat, cashScale, unitText(money.name, cashScale)),
    ["option", "year", "public_saving", "total_mean"], byYear(cash, flat).map((cells) => cells.slice(0, 4)));
  const ladder = rows.filter((one) => one.cost_per_resolved_problem && !meanIsUnclear(one.cost_per_resolved_problem))
    .map((one) => ({ title: one.title, one: one.cost_per_resolved_problem, count: one.problems_resolved.mean })).sort((a, b) => a.one.mean - b.one.mean);
  const ladderScale = scaleOf(ladder.flatMap(({ one }) => [one.mean, one.p05, one.p95]));
  put("ladder", rangesPicture(width, word("picture_ladder"), settings, ladder, ladderScale, unitText(money.name, ladderScale)),
    ["option", ...ENDS.map((end) => "spent_per_problem_resolved_" + end), "problems_resolved"], ladder.map((each) => [each.title, ...endsOf(each.one), each.count]));
}
const ENDS = ["mean", "p05", "p95"], endsOf = (one) => ENDS.map((end) => one[end]);
const SHOWN_IN = {}; // what each picture shows: names of columns, then rows
function put(name, svg, columns, cells) {
  byId("explore-picture-" + name).replaceChildren(svg);
  SHOWN_IN[name] = [columns, ...cells];
}
