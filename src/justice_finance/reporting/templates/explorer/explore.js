// Puts it together: one settings object, one way to change it, everything shown anew.
(async () => {
  const place = byId("explore");
  if (typeof DecompressionStream === "undefined") { byId("explore-too-old").hidden = false; return; }
  const carried = await unpacked(JSON.parse(byId("explore-data").textContent));
  await Promise.all(["", "bold "].map((weight) => document.fonts.load(weight + "12px " + FONT)));
  let chosen = fromAddress(location.hash, carried), rows = [];
  const before = [];

  function show() {
    rows = figuresOf(chosen, carried);
    showControls(chosen, carried);
    byId("explore-settings").textContent = settingsWords(chosen, carried);
    byId("explore-status").textContent = statusWords(rows, chosen, carried);
    byId("explore-draws").textContent = drawsWords(rows, chosen, carried);
    byId("explore-budget-note").textContent = carried.budgets[chosen.budget].note;
    byId("explore-undo").disabled = before.length === 0;
    showTable(rows, chosen, carried, openDrawer);
    showPictures(rows, chosen, carried);
    const address = asAddress(chosen, carried);
    try { history.replaceState(null, "", address || location.pathname + location.search); } catch (error) { /* an address that may not be changed */ }
  }
  function change(next, remember = true) {
    if (JSON.stringify(next) === JSON.stringify(chosen)) { showControls(chosen, carried); return; }
    if (remember) before.push(chosen);
    chosen = next;
    show();
  }
  function openDrawer(row, key, head) {
    const drawer = byId("explore-drawer"), part = (id) => byId("explore-drawer-" + id);
    part("title").textContent = word("owner", { owner: row.title, what: head });
    part("formula").textContent = word("formula_" + key);
    part("settings").textContent = settingsWords(chosen, carried);
    const factors = discountFactors(carried.schedules, chosen.rate, chosen.horizon), money = carried.money[chosen.money];
    const central = carried.central.flows[row.place];
    const parts = carried.series.map((one, i) => ({ one, i, sum: central[i].slice(0, chosen.horizon).reduce((sum, value, y) => sum + factors[y] * value, 0) * money.factor }))
      .filter((each) => each.sum !== 0).sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
    part("ledger").replaceChildren(...parts.map(({ one, i, sum }) => element("li", {}, word("ledger_line", {
      kind: word("kind_" + one.kind), payer: inside(carried.party_titles[one.payer]), payee: inside(carried.party_titles[one.payee]),
      amount: moneyText(sum, { mean: sum, p05: sum, p95: sum }, moneyOf(chosen, carried).name),
    }), ...parametersBehind(carried.parameters.of_series[i], carried))));
    const drivers = carried.drivers[carried.own_option[carried.options[row.place]]] || [];
    part("drivers").replaceChildren(...drivers.map(([text, input]) => element("li", {}, text, ...parametersBehind([carried.parameters.of_input[input]], carried))));
    part("rests").textContent = carried.rests[carried.own_option[carried.options[row.place]]] || "";
    drawer.showModal();
  }
  for (const control of place.querySelectorAll("[data-control]")) control.addEventListener("change", () => change(readControls(chosen, carried)));
  byId("explore-undo").addEventListener("click", () => { if (before.length) { chosen = before.pop(); show(); byId("explore-undo").focus(); } });
  byId("explore-reset").addEventListener("click", () => change(mended({ ...defaults(carried) }, carried)));
  byId("explore-csv").addEventListener("click", () => saved("options.csv", "text/csv", csvOf(rows, chosen, carried)));
  byId("explore-print").addEventListener("click", () => window.print());
  byId("explore-drawer-close").addEventListener("click", () => byId("explore-drawer").close());
  for (const button of place.querySelectorAll("[data-picture]")) button.addEventListener("click", () => saveSvg(byId("explore-picture-" + button.dataset.picture), button.dataset.picture));
  for (const button of place.querySelectorAll("[data-table]")) button.addEventListener("click", () => saved(button.dataset.table + ".csv", "text/csv", csvOfPicture(button.dataset.table, chosen, carried)));
  for (const button of document.querySelectorAll("[data-figure]")) button.addEventListener("click", () => saveFigure(button.dataset.figure, button.dataset.kind));
  addEventListener("hashchange", () => { if (location.hash.startsWith("#explore&")) change(fromAddress(location.hash, carried)); });
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(() => showPictures(rows, chosen, carried), 150); });
  place.hidden = false;
  show();
  document.documentElement.dataset.explored = "ready";
})();
