// Turns results into what the theme's search box draws: it takes titles and texts as HTML, so all is escaped here.
(function (Briefwright) {
  "use strict";
  const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => SIGNS[sign]);

  function marked(text, marks) {
    const parts = [];
    const plain = (piece) => parts.push(escaped(piece));
    Briefwright.cut(text, marks, plain, (piece) => parts.push(`<mark>${escaped(piece)}</mark>`));
    return parts.join("");
  }

  function kind(item) {
    const words = [Briefwright.KINDS.get(item.kind) || item.kind];
    if (item.date) words.push(Briefwright.dayInWords(item.date));
    if (item.status) words.push(item.status);
    if (item.count) words.push(Briefwright.counted(item.count, "briefing"));
    return words.join(", ");
  }

  // Returns the words to light up on the page that a result leads to, and those that it lacks.
  function terms(item) {
    const found = Object.create(null);
    for (const { text, marks } of [{ text: item.title, marks: item.titleMarks }, ...item.parts])
      for (const [start, end] of marks) {
        const word = text.slice(start, end);
        // The theme lights up every place with these letters, so short words would speckle the page.
        if (word.length > 2) found[word] = true;
      }
    for (const word of item.missing) found[word] = false;
    return found;
  }

  function toItem(item, at, all) {
    const [part] = item.parts;
    const lines = [`<p class="bw-found__kind">${escaped(kind(item))}</p>`];
    if (part) {
      const label = part.label ? `<b>${escaped(part.label)}</b> ` : "";
      lines.push(`<p class="bw-found__text">${label}${marked(part.text, part.marks)}</p>`);
    }
    return [
      {
        location: item.url,
        title: marked(item.title, item.titleMarks),
        text: lines.join(""),
        terms: terms(item),
        // The theme's Enter goes to the highest score.
        score: all.length - at,
      },
    ];
  }

  // Returns the theme's items for a result of the engine; the last one leads to the same search on Explore.
  Briefwright.headerItems = function (found, text) {
    const items = found.items.map(toItem);
    const lines = found.notes.map((note) => `<p class="bw-found__text">${escaped(note)}</p>`);
    if (!found.total && !lines.length) return items;
    const title = found.total ? `Explore ${Briefwright.counted(found.total, "result")}` : "Explore";
    const location = `${Briefwright.explore}?${new URLSearchParams({ q: text })}`;
    items.push([{ location, title, text: lines.join(""), terms: {}, score: 0 }]);
    return items;
  };

  // Returns the completed last word as the theme wants it: it must begin with what was typed, letter by letter.
  Briefwright.headerSuggestion = function (text, completed) {
    const typed = text.split(/[\s-]+/).pop();
    const word = completed.split(/[\s-]+/).pop();
    const goesOn = typed && word.length > typed.length && word.startsWith(typed.toLowerCase());
    return goesOn ? [typed + word.slice(typed.length)] : [];
  };
})((self.Briefwright = self.Briefwright || {}));
