"use strict";
// The arithmetic of appraisal/explored.py, line by line; a test holds the two together.
const GOVERNMENT = ["government_justice", "government_interior", "government_other"];
const ALWAYS = "dealing", TAXES = "taxes", DAYS_PER_YEAR = 365, TAIL_YEARS = 2000;

async function bytesOf(text) {
  const letters = atob(text), packed = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function jsonOf(text) { return JSON.parse(new TextDecoder().decode(await bytesOf(text))); }

// What the page carries, with a Float64Array (year x draw) for every block; null where nothing is.
async function unpacked(given) {
  const record = { data: given.data, ...await jsonOf(given.rest) };
  const bytes = await bytesOf(record.data), draws = record.draws, parts = record.options.map(() => ({}));
  const whole = [];
  let at = 0;
  record.blocks.forEach(([option, kind, number, years], block) => {
    const size = years * draws, values = new Float64Array(size), before = new Uint16Array(draws);
    const scale = record.scales[block], numbers = new Int16Array(size);
    const [source, factor] = record.told_from[block] || [null, 0];
    for (let i = 0; i < size; i++) {
      const left = bytes[at + i] | (bytes[at + size + i] << 8), draw = i % draws;
      if (source === null) numbers[i] = before[draw] += left;
      else numbers[i] = left + Math.floor(factor * whole[source][i] + 0.5);
      values[i] = numbers[i] * scale;
    }
    whole.push(numbers);
    (parts[option][kind] ||= {})[number] = values;
    at += 2 * size;
  });
  return { ...record, parts: record.same_as.map((place) => parts[place]) };
}

function marginalRate(schedules, rate, period) {
  if (typeof rate === "number") return rate;
  return schedules[rate].find(([last]) => last === null || period <= last)[1];
}

function discountFactors(schedules, rate, count) {
  const factors = [];
  for (let t = 0, factor = 1; t < count; t++) {
    if (typeof rate === "number") factor = Math.pow(1 + rate, -t);
    else if (t > 0) factor /= 1 + marginalRate(schedules, rate, t);
    factors.push(factor);
  }
  return factors;
}

function tailFactors(schedules, rate, periods, halfLife) {
  return halfLife.map((days) => {
    const fading = Math.LN2 * DAYS_PER_YEAR / days;
    if (typeof rate === "number") return Math.pow(1 + rate, -periods) / (fading + Math.log1p(rate));
    const starts = discountFactors(schedules, rate, periods + TAIL_YEARS);
    let total = 0;
    for (let year = 0; year < TAIL_YEARS; year++) {
      const pace = fading + Math.log1p(marginalRate(schedules, rate, periods + year + 1));
      total += starts[periods + year] * Math.exp(-fading * year) * -Math.expm1(-pace) / pace;
    }
    return total;
  });
}

function quantile(sorted, share) {
  const place = (sorted.length - 1) * share, below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

function rangeOf(draws, mean) {
  const sorted = Float64Array.from(draws).sort();
  return { mean, p05: quantile(sorted, 0.05), p95: quantile(sorted, 0.95) };
}

function equityWeights(income, adults, elasticity) {
  const order = income.map((_, i) => i).sort((a, b) => income[a] - income[b] || a - b);
  const half = adults.reduce((sum, one) => sum + one, 0) * (0.5 - 1e-12);
  let below = 0, median = income[order[0]];
  for (const i of order) { below += adults[i]; median = income[i]; if (below >= half) break; }
  return income.map((one) => Math.pow(median / one, elasticity));
}

// One option under some settings. A figure is { draws: Float64Array, mean }.
class Option {
  constructor(carried, chosen, place) {
    Object.assign(this, { carried, chosen, place });
    this.parts = carried.parts[place];
    this.draws = carried.draws;
    this.years = chosen.horizon;
    this.factors = discountFactors(carried.schedules, chosen.rate, this.years).map((f) => f * chosen.money_factor);
    this.tail = chosen.terminal_value ? chosen.tails : null;
    this.parties = carried.perspectives[chosen.perspective];
  }
  counted() {
    return this.carried.series.map((s) => (s.kind === ALWAYS || !this.chosen.left_out.includes(s.kind) ? 1 : 0));
  }
  sign(parties) {
    return this.carried.series.map((s) => Number(parties.includes(s.payee)) - Number(parties.includes(s.payer)));
  }
  paid(parties, dealingOnly) {
    const sign = this.sign(parties), follows = this.carried.consequences;
    return this.carried.series.map((s, i) => {
      const left = dealingOnly ? follows.includes(s.kind) : s.kind === TAXES;
      return left ? 0 : -sign[i];
    });
  }
  spending(party) {
    return this.carried.series.map((s) => (s.payer === party && s.kind === ALWAYS ? 1 : 0));
  }
  // What the mix moves, as further weights on the series, and weights of what also carries the burden of taxes.
  mixed(parties, withBurden) {
    const { donor_share: d, user_share: u, left_out } = this.chosen;
    const plain = this.carried.series.map(() => 0), burdened = plain.slice();
    if (d === 0 && u === 0) return { plain, burdened };
    const burden = withBurden && !left_out.includes(TAXES);
    for (const party of GOVERNMENT) {
      const weight = (d + u) * Number(parties.includes(party)) - d * Number(parties.includes("donor")) - u * Number(parties.includes("person"));
      this.spending(party).forEach((one, i) => {
        plain[i] += weight * one;
        if (burden && parties.includes(party)) burdened[i] += (d + u) * one;
      });
    }
    return { plain, burdened };
  }
  // Yearly sums with weights: { draws: year x draw, mean: by year }.
  yearly(weights, mix = null) {
    const draws = new Float64Array(this.years * this.draws), mean = new Float64Array(this.years);
    const central = this.carried.central, flows = this.parts.flows || {}, rate = this.carried.burden_rate;
    weights.forEach((weight, number) => {
      const whole = weight + (mix ? mix.plain[number] : 0), burdened = mix ? mix.burdened[number] : 0;
      if (whole !== 0) for (let y = 0; y < this.years; y++) mean[y] += whole * central.flows[this.place][number][y];
      const values = flows[number];
      if (!values || (whole === 0 && burdened === 0)) return;
      for (let i = 0; i < draws.length; i++) draws[i] += whole * values[i];
      if (burdened !== 0) for (let i = 0; i < draws.length; i++) draws[i] += burdened * rate[i % this.draws] * values[i];
    });
    if (mix) GOVERNMENT.forEach((party, g) => {
      const share = this.carried.series.findIndex((s) => s.payer === party && s.kind === ALWAYS);
      const burdened = share < 0 ? 0 : mix.burdened[share];
      if (burdened !== 0) for (let y = 0; y < this.years; y++) mean[y] += burdened * central.burden[this.place][g][y];
    });
    return { draws, mean };
  }
  present(yearly, weights) {
    const draws = new Float64Array(this.draws);
    let mean = 0;
    for (let y = 0; y < this.years; y++) {
      const factor = this.factors[y];
      mean += factor * yearly.mean[y];
      for (let d = 0; d < this.draws; d++) draws[d] += factor * yearly.draws[y * this.draws + d];
    }
    if (this.tail) mean += this.addTail(draws, this.parts.tails || {}, weights);
    return { draws, mean };
  }
  addTail(draws, tails, weights) {
    let sum = 0;
    weights.forEach((weight, number) => {
      const values = tails[number];
      if (!values || weight === 0) return;
      for (let d = 0; d < this.draws; d++) {
        const worth = weight * values[d] * this.tail[d];
        draws[d] += worth;
        sum += worth;
      }
    });
    return sum / this.draws;
  }
  net() {
    return this.yearly(this.netWeights(), this.mixed(this.parties, true));
  }
  netWeights() {
    const counted = this.counted();
    return this.sign(this.parties).map((one, i) => one * counted[i]);
  }
  outlayOf(parties, dealingOnly) {
    const weights = this.paid(parties, dealingOnly), mix = this.mixed(parties, false);
    const moved = { plain: mix.plain.map((one) => -one), burdened: mix.burdened };
    return this.present(this.yearly(weights, moved), weights);
  }
  equity() {
    const { elasticity, left_out } = this.chosen, draws = new Float64Array(this.draws);
    if (!elasticity || left_out.length || !this.parties.includes("person")) return { draws, mean: 0 };
    const extra = equityWeights(this.carried.income, this.carried.adults, elasticity).map((w) => w - 1);
    const groups = this.parts.groups || {}, central = this.carried.central.groups[this.place];
    let mean = 0;
    extra.forEach((weight, g) => {
      for (let y = 0; y < this.years; y++) {
        mean += this.factors[y] * weight * central[g][y];
        if (groups[g]) for (let d = 0; d < this.draws; d++) draws[d] += this.factors[y] * weight * groups[g][y * this.draws + d];
      }
    });
    if (this.tail) mean += this.addTail(draws, this.parts.group_tails || {}, extra);
    return { draws, mean };
  }
  resolved() {
    const values = (this.parts.resolved || {})[0], draws = new Float64Array(this.draws);
    let mean = 0;
    for (let y = 0; y < this.years; y++) {
      const factor = this.factors[y] / this.chosen.money_factor;
      mean += factor * this.carried.central.resolved[this.place][y];
      if (values) for (let d = 0; d < this.draws; d++) draws[d] += factor * values[y * this.draws + d];
    }
    return { draws, mean };
  }
  byParty() {
    const counted = this.counted(), taxes = this.carried.series.map((s) => Number(s.kind === TAXES));
    const found = {};
    for (const party of this.carried.perspectives.society) {
      const weights = this.sign([party]).map((one, i) => (taxes[i] ? 0 : one * counted[i]));
      const value = this.present(this.yearly(weights, this.mixed([party], false)), weights);
      found[party] = rangeOf(value.draws, value.mean);
    }
    const weights = this.sign(GOVERNMENT).map((one, i) => (taxes[i] ? one * counted[i] : 0));
    const burden = { plain: weights.map(() => 0), burdened: this.mixed(GOVERNMENT, true).burdened };
    const value = this.present(this.yearly(weights, burden), weights);
    found.raising_taxes = rangeOf(value.draws, value.mean);
    return found;
  }
  byYear() {
    const net = this.net(), factor = this.chosen.money_factor, cumulative = [];
    const weights = this.paid(this.carried.perspectives.public, false), paid = this.yearly(weights).mean;
    const spent = this.carried.series.map((s) => Number(GOVERNMENT.includes(s.payer) && s.kind === ALWAYS));
    const users = this.yearly(spent).mean, draws = new Float64Array(this.draws);
    let mean = 0;
    for (let y = 0; y < this.years; y++) {
      mean += this.factors[y] * net.mean[y];
      for (let d = 0; d < this.draws; d++) draws[d] += this.factors[y] * net.draws[y * this.draws + d];
      cumulative.push(rangeOf(draws, mean));
    }
    return {
      net: Array.from(net.mean, (one) => one * factor),
      public: Array.from(paid, (one, y) => (one - this.chosen.user_share * users[y]) * factor),
      cumulative,
    };
  }
  ratio(value, inside, outlay) {
    const none = outlay.draws.reduce((count, one) => count + (one <= 0 ? 1 : 0), 0) / this.draws;
    if (none > this.carried.largest_share_without_cost || outlay.mean <= 0) return null;
    const draws = [];
    outlay.draws.forEach((below, d) => { if (below > 0) draws.push((value.draws[d] + inside.draws[d]) / below); });
    return rangeOf(draws, (value.mean + inside.mean) / outlay.mean);
  }
  perProblem(outlay, resolved) {
    const none = outlay.draws.reduce((count, one, d) => count + (one > 0 && resolved.draws[d] > 0 ? 0 : 1), 0) / this.draws;
    if (none > this.carried.largest_share_without_cost || outlay.mean <= 0 || resolved.mean <= 0) return null;
    const draws = [];
    resolved.draws.forEach((below, d) => { if (below > 0) draws.push(outlay.draws[d] / below); });
    return rangeOf(draws, outlay.mean / resolved.mean);
  }
  figures() {
    const value = this.present(this.net(), this.netWeights()), equity = this.equity();
    value.mean += equity.mean;
    equity.draws.forEach((one, d) => { value.draws[d] += one; });
    const funder = this.carried.perspectives[this.carried.funder];
    const inside = funder.filter((party) => this.parties.includes(party));
    const cost = this.outlayOf(this.carried.perspectives.public, false), resolved = this.resolved();
    const outlay = this.outlayOf(funder, true);
    return {
      net_present_value: rangeOf(value.draws, value.mean),
      chance_of_loss: value.draws.reduce((count, one) => count + (one < 0 ? 1 : 0), 0) / this.draws,
      public_cost: rangeOf(cost.draws, cost.mean),
      problems_resolved: rangeOf(resolved.draws, resolved.mean),
      benefit_cost_ratio: this.ratio(value, this.outlayOf(inside, true), outlay),
      cost_per_resolved_problem: this.perProblem(outlay, resolved),
      by_party: this.byParty(),
      by_year: this.byYear(),
    };
  }
}

function exploredWorth(carried, chosen, places = carried.options.map((_, i) => i)) {
  const tails = chosen.terminal_value
    ? tailFactors(carried.schedules, chosen.rate, chosen.horizon, carried.half_life).map((f) => f * chosen.money_factor)
    : null;
  const found = {};
  for (const place of places) found[carried.options[place]] = new Option(carried, { ...chosen, tails }, place).figures();
  return found;
}
