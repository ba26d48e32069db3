// Figures as people read them: the rules of charts/rounding.py, in the marks and forms of its language (FIGURES).
const NO_WIDTH = 1e-9, PLURAL = new Intl.PluralRules(LANGUAGE);
const SCALES = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"], [1, ""]];

function scaleOf(values) {
  const largest = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  return SCALES.find(([factor]) => largest >= factor) || SCALES[SCALES.length - 1];
}
function scaleFor(one) {
  const step = roundingStep(one);
  return scaleOf([one.mean, one.p05, one.p95].map((value) => rounded(value, step)));
}

function roundingStep(one) {
  const width = one.p95 - one.p05, size = Math.max(Math.abs(one.mean), Math.abs(one.p05), Math.abs(one.p95));
  let step = size > 0 ? threeDigits(size) : 1;
  if (width > NO_WIDTH * size) step = 10 ** (Math.floor(Math.log10(width)) - 1);
  return one.error > 0 ? Math.max(step, 10 ** Math.floor(Math.log10(2 * one.error))) : step;
}
// Whether a few draws make the mean, so that only the range can be told.
function meanIsUnclear(one) {
  const width = one.p95 - one.p05;
  return width > 0 && (one.mean < one.p05 || one.mean > one.p95 || 2 * one.error > width);
}
function rangeAlone(one) { return { mean: (one.p05 + one.p95) / 2, p05: one.p05, p95: one.p95 }; }
function threeDigits(size) {
  const step = 10 ** (Math.floor(Math.log10(size)) - 2);
  return whole(size / step) < 1000 ? step : 10 * step;
}
function shownStep(one, scale = scaleFor(one)) {
  if (scale[0] <= 1) return roundingStep(one);
  const largest = Math.max(Math.abs(one.mean), Math.abs(one.p05), Math.abs(one.p95));
  if (largest < 0.0005 * scale[0]) return scale[0];
  return Math.max(roundingStep(one), 0.001 * scale[0]);
}
function decimalText(value, decimals = 0) {
  const [whole, behind] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.length >= FIGURES.grouped_from ? whole.replace(/\B(?=(\d{3})+$)/g, FIGURES.group) : whole;
  return behind ? grouped + FIGURES.mark + behind : grouped;
}
function signed(digits, value) { return value < 0 && /[1-9]/.test(digits) ? FIGURES.minus + digits : digits; }
// The nearest whole number; ties to even.
function whole(value) { return Math.abs(value % 1) === 0.5 ? 2 * Math.round(value / 2) : Math.round(value); }
function rounded(value, step) { return whole(value / step) * step; }
function numberText(value, step, scale = SCALES[3]) {
  const shown = rounded(value, step) / scale[0];
  return signed(decimalText(shown, Math.max(0, -Math.floor(Math.log10(step / scale[0]) + 1e-9))), shown);
}
function meanText(one, scale = scaleFor(one)) {
  const text = numberText(one.mean, shownStep(one, scale), scale);
  return /[1-9]/.test(text) ? text : "0";
}
function rangeText(one, scale = scaleFor(one)) {
  const step = shownStep(one, scale);
  return word("range", { low: numberText(one.p05, step, scale), high: numberText(one.p95, step, scale) });
}
// The range with the word of its scale.
function rangeWords(one) {
  const scale = scaleFor(one);
  return scaledText(rangeText(one, scale), rounded(one.p95, shownStep(one, scale)) / scale[0], scale);
}
function percentText(share, draws) {
  const least = Math.max(1, Math.ceil(300 / Math.max(draws, 1)));
  if (share <= 0 || 100 * share < 0.5) return word("under", { share: wholePercent(least) });
  if (share >= 1 || 100 * share > 99.5) return word("over", { share: wholePercent(100 - least) });
  return wholePercent(whole(100 * share));
}
function wholePercent(number) { return word("percent", { value: signed(decimalText(number), number) }); }
// Four digits, without those that are zero at the end.
function plainText(value) { const short = String(Number(value.toPrecision(4))); return signed(decimalText(value, (short.split(".")[1] || "").length), value); }
function rateText(rate) { return word("percent", { value: plainText(100 * rate) }); }
// `KES 3.2 billion`, in the form that the language has for such a number.
function moneyText(value, one, currency) {
  const scale = scaleFor(one), step = shownStep(one, scale);
  if (!rounded(value, step)) return filled(FIGURES.plain, { currency, number: "0" });
  return formed("money", scale, rounded(value, step) / scale[0], { currency, number: numberText(value, step, scale) });
}
function countText(value, one) {
  const scale = scaleFor(one), step = Math.max(1, shownStep(one, scale));
  return scaledText(numberText(value, step, scale), rounded(value, step) / scale[0], scale);
}
function scaledText(number, shown, scale) { return scale[1] ? formed("scaled", scale, shown, { number }) : number; }
function formed(kind, scale, shown, gaps) {
  if (!scale[1]) return filled(FIGURES.plain, gaps);
  const forms = FIGURES[kind][scale[1]];
  return filled(forms[PLURAL.select(Math.abs(shown))] || forms.other, gaps);
}
// The unit of a column or an axis: `KES billion`.
function unitText(unit, scale) { return scale[1] ? filled(FIGURES.unit[scale[1]], { unit }) : unit; }
// A text of the page with its gaps filled.
function word(name, gaps = {}) {
  const text = WORDS[name];
  if (text === undefined) throw new Error("no text for " + name);
  return filled(text, gaps);
}
function filled(text, gaps) { return text.replace(/\{(\w+)\}/g, (_, gap) => gaps[gap]); }
function listed(parts, mark = "comma") { return parts.join(word(mark)); }
