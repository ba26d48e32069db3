// Figures as people read them: the rules of charts/rounding.py, digits by the browser's Intl.
const MINUS = "\u2212", NO_BREAK = "\u00a0";
const SCALES = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"], [1, ""]];

function scaleOf(values) {
  const largest = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  return SCALES.find(([factor]) => largest >= factor) || SCALES[SCALES.length - 1];
}
function scaleFor(one) { return scaleOf([one.mean, one.p05, one.p95]); }

function roundingStep(one) {
  const width = one.p95 - one.p05;
  if (width > 0) return 10 ** (Math.floor(Math.log10(width)) - 1);
  const size = Math.max(Math.abs(one.mean), Math.abs(one.p05), Math.abs(one.p95));
  return size > 0 ? 10 ** (Math.floor(Math.log10(size)) - 2) : 1;
}
function shownStep(one, scale = scaleFor(one)) {
  if (scale[0] <= 1) return roundingStep(one);
  const largest = Math.max(Math.abs(one.mean), Math.abs(one.p05), Math.abs(one.p95));
  if (largest < 0.0005 * scale[0]) return scale[0];
  return Math.max(roundingStep(one), 0.001 * scale[0]);
}
function numberText(value, step, scale = SCALES[3]) {
  const shown = Math.round(value / step) * step / scale[0];
  const decimals = Math.max(0, -Math.floor(Math.log10(step / scale[0]) + 1e-9));
  const text = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(Math.abs(shown));
  return shown < 0 && /[1-9\u0661-\u0669]/.test(text) ? MINUS + text : text;
}
function meanText(one, scale = scaleFor(one)) { return numberText(one.mean, shownStep(one, scale), scale); }
function rangeText(one, scale = scaleFor(one)) {
  const step = shownStep(one, scale);
  return word("range", { low: numberText(one.p05, step, scale), high: numberText(one.p95, step, scale) });
}
function percentText(share, draws) {
  const least = Math.max(1, Math.ceil(300 / Math.max(draws, 1)));
  const per = (whole) => percent(whole / 100);
  if (share <= 0 || 100 * share < 0.5) return word("under", { share: per(least) });
  if (share >= 1 || 100 * share > 99.5) return word("over", { share: per(100 - least) });
  return per(Math.round(100 * share));
}
function percent(share, digits = 0) {
  return word("percent", { value: new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: digits }).format(100 * share) });
}
function scaleWord(scale) { return scale[1] ? word(scale[1]) : ""; }
// `KES 3.2 billion`, all in one piece.
function moneyText(value, one, currency) {
  const scale = scaleFor(one);
  return [currency, numberText(value, shownStep(one, scale), scale), scaleWord(scale)].filter(Boolean).join(NO_BREAK);
}
// A text of the page with its gaps filled.
function word(name, gaps = {}) {
  const text = WORDS[name];
  if (text === undefined) throw new Error("no text for " + name);
  return text.replace(/\{(\w+)\}/g, (_, gap) => gaps[gap]);
}
