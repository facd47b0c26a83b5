// Words that readers see beside a result: its kind, its date, its state.
(function (Briefwright) {
  "use strict";
  const MONTHS = "January February March April May June July August September October November December".split(" ");

  Briefwright.KINDS = new Map([
    ["briefing", "Briefing"],
    ["actor", "Actor"],
    ["issue", "Issue"],
    ["publisher", "Publisher"],
    ["dossier", "Dossier"],
    ["page", "Page"],
  ]);

  // Returns "4 March 2026" for 2026-03-04, "March 2026" for 2026-03, "2026" for 2026.
  Briefwright.dayInWords = function (date) {
    const [year, month, day] = date.split("-");
    const words = [day && String(Number(day)), month && (MONTHS[Number(month) - 1] || month), year];
    return words.filter(Boolean).join(" ");
  };

  // Returns a count with its word, such as "1,204 results".
  Briefwright.counted = (count, one, more = `${one}s`) =>
    `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

  // Calls `plain` or `marked` for each piece of a text, as the ranges of its marks cut it, in order.
  Briefwright.cut = function (text, marks, plain, marked) {
    let at = 0;
    for (const [start, end] of marks || []) {
      if (start < at || end <= start || end > text.length) continue;
      if (start > at) plain(text.slice(at, start));
      marked(text.slice(start, end));
      at = end;
    }
    if (at < text.length) plain(text.slice(at));
  };
})((self.Briefwright = self.Briefwright || {}));
