// Settings: read from the controls, kept in the address, undone step by step.
const byId = (id) => document.getElementById(id);
const KINDS_LEFT = () => [...document.querySelectorAll("#explore-effects input")].filter((box) => !box.checked).map((box) => box.value);

function defaults(carried) {
  return {
    rate: carried.study.rate, horizon: carried.years.length, terminal_value: false, perspective: "society",
    left_out: [], donor_share: 0, user_share: 0, elasticity: 0, money: 0, budget: 0, option: 0,
  };
}
function isDefault(chosen, carried) {
  const usual = defaults(carried);
  return Object.keys(usual).every((key) => ["option", "budget", "money"].includes(key) || String(usual[key]) === String(chosen[key]));
}
// Settings that make sense together: what cannot be is brought to what can.
function mended(chosen, carried) {
  const fit = (value, low, high, otherwise) => (Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : otherwise);
  const one = { ...chosen }, usual = defaults(carried);
  if (typeof one.rate !== "string" || !(one.rate in carried.schedules)) one.rate = fit(Number(one.rate), 0, 0.25, usual.rate);
  one.horizon = Math.round(fit(Number(one.horizon), 1, carried.years.length, usual.horizon));
  one.terminal_value = Boolean(one.terminal_value) && one.horizon === carried.years.length;
  if (!(one.perspective in carried.perspectives)) one.perspective = usual.perspective;
  one.left_out = carried.kinds.filter((kind) => one.left_out.includes(kind));
  one.donor_share = fit(Number(one.donor_share), 0, 1, 0);
  one.user_share = fit(Number(one.user_share), 0, 1 - one.donor_share, 0);
  one.elasticity = fit(Number(one.elasticity), 0, 3, 0);
  one.money = Math.round(fit(Number(one.money), 0, carried.money.length - 1, 0));
  one.budget = Math.round(fit(Number(one.budget), 0, carried.budgets.length - 1, 0));
  one.option = Math.round(fit(Number(one.option), 0, carried.budgets[one.budget].places.length - 1, 0));
  return one;
}
function asAddress(chosen, carried) {
  const usual = defaults(carried), parts = new URLSearchParams();
  for (const key of Object.keys(usual)) {
    const value = Array.isArray(chosen[key]) ? chosen[key].join(".") : String(chosen[key]);
    if (value !== (Array.isArray(usual[key]) ? usual[key].join(".") : String(usual[key]))) parts.set(key, value);
  }
  const text = parts.toString();
  return text ? "#explore&" + text : "";
}
function fromAddress(address, carried) {
  const usual = defaults(carried), parts = new URLSearchParams(address.replace(/^#explore&?/, ""));
  if (!address.startsWith("#explore")) return usual;
  for (const key of Object.keys(usual)) {
    if (!parts.has(key)) continue;
    const text = parts.get(key);
    if (key === "left_out") usual[key] = text.split(".");
    else if (key === "terminal_value") usual[key] = text === "true";
    else if (key === "perspective") usual[key] = text;
    else if (key === "rate" && text in carried.schedules) usual[key] = text;
    else usual[key] = Number(text);
  }
  return mended(usual, carried);
}
function readControls(before, carried) {
  const schedule = byId("explore-schedule").value, number = (id) => byId(id).valueAsNumber;
  return mended({
    rate: schedule === "constant" ? Math.round(number("explore-rate") * 1e6) / 1e8 : schedule,
    horizon: number("explore-horizon"),
    terminal_value: byId("explore-terminal").checked,
    perspective: byId("explore-perspective").value,
    left_out: KINDS_LEFT(),
    donor_share: Math.round(number("explore-donors") * 1e4) / 1e6,
    user_share: Math.round(number("explore-users") * 1e4) / 1e6,
    elasticity: Number(byId("explore-equity").value),
    money: Number(byId("explore-money").value),
    budget: Number(byId("explore-budget").value),
    option: Number(byId("explore-option").value),
  }, carried);
}
function showControls(chosen, carried) {
  const constant = typeof chosen.rate === "number";
  byId("explore-schedule").value = constant ? "constant" : chosen.rate;
  byId("explore-rate").disabled = !constant;
  if (constant) byId("explore-rate").value = String(Math.round(chosen.rate * 1e8) / 1e6);
  byId("explore-horizon").value = String(chosen.horizon);
  byId("explore-terminal").checked = chosen.terminal_value;
  byId("explore-terminal").disabled = chosen.horizon < carried.years.length;
  byId("explore-perspective").value = chosen.perspective;
  for (const box of document.querySelectorAll("#explore-effects input")) box.checked = !chosen.left_out.includes(box.value);
  byId("explore-donors").value = String(Math.round(chosen.donor_share * 1e6) / 1e4);
  byId("explore-users").value = String(Math.round(chosen.user_share * 1e6) / 1e4);
  byId("explore-equity").value = String(chosen.elasticity);
  byId("explore-equity").disabled = chosen.left_out.length > 0 || !carried.perspectives[chosen.perspective].includes("person") || carried.income.length === 0;
  byId("explore-money").value = String(chosen.money);
  byId("explore-budget").value = String(chosen.budget);
  const names = byId("explore-option");
  names.replaceChildren(...carried.budgets[chosen.budget].places.map((place, i) => {
    const one = document.createElement("option");
    one.value = String(i);
    one.textContent = carried.titles[place];
    return one;
  }));
  names.value = String(chosen.option);
}
