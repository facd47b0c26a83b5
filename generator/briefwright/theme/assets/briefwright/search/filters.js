// Filters: from chosen values of facets and dates to the briefings that have them; positions are matched one by one.
(function (inner) {
  "use strict";

  // The stances in the order of the vocabulary; the index numbers them so.
  const STANCES =
    "opposes opposes-with-conditions mixed supports-with-conditions supports declines-to-say".split(" ");
  const OF_POSITIONS = ["actor", "issue", "stance"];

  inner.STANCES = STANCES;
  inner.OF_POSITIONS = OF_POSITIONS;

  inner.Filters = class {
    // `chosen`: Map of facet → Set of values; after and before as a query has them, or null.
    constructor(index, chosen, after, before) {
      this.index = index;
      this.chosen = chosen;
      this.low = after === null ? 0 : index.firstOn(inner.day(after));
      this.high = before === null ? index.briefings : index.firstOn(inner.day(before));
      this.dated = after !== null || before !== null;
    }

    // Whether anything but a kind is chosen; then there are no entries among the results.
    get any() {
      return this.dated || [...this.chosen].some(([facet, values]) => facet !== "kind" && values.size > 0);
    }

    values(facet) {
      return this.chosen.get(facet) || new Set();
    }

    // What is chosen of the facets of a position, leaving one facet out.
    ofPositions(except) {
      return OF_POSITIONS.filter((facet) => facet !== except && this.values(facet).size > 0);
    }

    // 1 for each briefing that passes all filters; `except` names a facet that is left out, and may be null.
    async mask(except) {
      const { index } = this;
      const mask = new Uint8Array(index.size).fill(1, this.low, Math.max(this.low, this.high));
      if (!this.any) return mask.fill(1);
      const facets = [...this.chosen.keys()].filter((facet) => facet !== "kind" && facet !== except);
      const positions = this.ofPositions(except);
      const single = facets.filter((facet) => !OF_POSITIONS.includes(facet) || positions.length < 2);
      const parts = single.filter((facet) => this.values(facet).size).map((facet) => this.having(facet));
      if (positions.length > 1) parts.push(this.holding(except));
      for (const part of await Promise.all(parts)) {
        for (let doc = this.low; doc < this.high; doc++) mask[doc] &= part[doc];
      }
      return mask;
    }

    // 1 for each briefing that has one of the values of a facet.
    async having(facet) {
      const { index } = this;
      const has = new Uint8Array(index.size);
      const lists = await Promise.all([...this.values(facet)].map((value) => index.having(facet, value)));
      for (const docs of lists) if (docs) for (const doc of docs) has[doc] = 1;
      return has;
    }

    // 1 for each briefing with one position that has the actor, the issue and the stance, as far as they are chosen.
    async holding(except) {
      const has = new Uint8Array(this.index.size);
      await this.eachPosition(except, (doc) => (has[doc] = 1));
      return has;
    }

    // Calls take(briefing, actor, issue, stance) for the positions that have what is chosen, leaving a facet out.
    async eachPosition(except, take) {
      const wanted = this.ofPositions(except);
      const [list, ids] = await this.lists(wanted);
      const held = list === "held";
      const other = held ? "issue" : "actor";
      const others = wanted.includes(other) ? this.values(other) : null;
      const stances = STANCES.map((stance) => !wanted.includes("stance") || this.values("stance").has(stance));
      const loaded = await Promise.all(ids.map((id) => this.index.positions(list, id)));
      loaded.forEach((positions, i) => {
        for (let at = 0; positions && at < positions.docs.length; at++) {
          const value = positions.others[at];
          if (!stances[positions.stances[at]] || (others && !others.has(value))) continue;
          const [actor, issue] = held ? [ids[i], value] : [value, ids[i]];
          take(positions.docs[at], actor, issue, STANCES[positions.stances[at]]);
        }
      });
    }

    // Which lists of positions have all that are wanted: those of the chosen actors, or issues, or of all issues.
    async lists(wanted) {
      const [actors, issues] = [this.values("actor"), this.values("issue")];
      const byActor = wanted.includes("actor") && !(wanted.includes("issue") && issues.size < actors.size);
      if (byActor) return ["held", [...actors]];
      if (wanted.includes("issue")) return ["on", [...issues]];
      return ["on", (await this.index.facet("issue")).map(({ value }) => value)];
    }
  };
})(((self.Briefwright ||= {}).inner ||= {}));
