// Queries: what a reader typed becomes words, phrases, exclusions and fields, with kind notes on what makes no sense.
(function (inner) {
  "use strict";

  const FIELDS =
    "actor issue stance analyst publisher dossier region lang topic after before has kind".split(" ");
  const MOST_WORDS = 24;
  const OPEN = "\"“”„«»";
  // A minus, a field's name and a colon, then quoted text or a run without spaces; each may be missing. Between two
  // Hebrew letters a quotation mark stands for that of an abbreviation.
  const INNER = "(?<=[א-ת])\"(?=[א-ת])";
  const TOKEN = new RegExp(
    `([-−]?)(?:([\\p{L}_]+):(?!//))?(?:[${OPEN}]([^${OPEN}]*)([${OPEN}]|$)|((?:[^\\s${OPEN}]|${INNER})*))`, "gu");
  const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

  // Whether one letter more, less or other, or two neighbours swapped, make one word of another.
  inner.oneEdit = function (one, other) {
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    if (long.length - short.length > 1 || one === other) return false;
    let at = 0;
    while (at < short.length && short[at] === long[at]) at++;
    if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
    if (short.slice(at + 1) === long.slice(at + 1)) return true;
    return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
  };

  // The day of a date or of the beginning of a month or a year, as days since 0001-01-01, which is day 1; else null.
  inner.day = function (text) {
    const match = DATE.exec(text);
    if (!match) return null;
    const [year, month, day] = [Number(match[1]), Number(match[2] || 1), Number(match[3] || 1)];
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
    return Math.round(date.getTime() / 86400000) + 719163;
  };

  function didYouMean(name) {
    const near = FIELDS.find((field) => inner.oneEdit(name, field) || field.startsWith(name) && name.length > 2);
    return near || FIELDS.find((field) => name.startsWith(field) && name.length - field.length < 3);
  }

  // The words of a text that are looked up; the last character of a run of pairs says nothing that its pair does not.
  inner.lookups = function (text) {
    const words = inner.words(text);
    return words.filter((word, i) => {
      const before = words[i - 1];
      return !(i && inner.isPaired(word) && [...word].length === 1 && before !== word && before.endsWith(word));
    });
  };

  function takeField(query, name, value, excluded) {
    if (excluded) {
      query.notes.push(`A field cannot be excluded: “-${name}:${value}” was left out.`);
    } else if (!inner.words(value).length) {
      query.notes.push(`“${name}:” needs a value right after the colon, such as ${example(name)}.`);
    } else if (name === "after" || name === "before") {
      const day = inner.day(value);
      if (day === null) {
        query.notes.push(`“${value}” is not a date; write ${name}:2025, ${name}:2025-06 or ${name}:2025-06-15.`);
      } else {
        query[name] = value;
      }
    } else {
      query.fields.push({ field: name, text: value });
    }
  }

  function example(name) {
    const known = { after: "2025-06", before: "2026", has: "quote", stance: "opposes", lang: "en", kind: "actor" };
    return name + ":" + (known[name] || "name");
  }

  function takeWords(query, text, quoted, excluded, open) {
    const words = quoted ? inner.words(text) : inner.lookups(text);
    if (!words.length) return;
    if (excluded) {
      query.without.push(words);
    } else if (quoted && words.length > 1) {
      query.phrases.push(words);
    } else {
      for (const word of words) query.words.push({ word, exact: quoted, last: false });
      if (open) query.words[query.words.length - 1].last = true;
    }
  }

  // A query in parts; for any text. `last` marks a word that may not be typed to its end.
  inner.parse = function (text) {
    text = String(text === undefined || text === null ? "" : text).slice(0, 4000);
    const query = { words: [], phrases: [], without: [], fields: [], after: null, before: null, notes: [] };
    for (const [whole, minus, prefix, quote, closing, run] of text.matchAll(TOKEN)) {
      const quoted = quote !== undefined;
      const value = quoted ? quote : run;
      const name = prefix && prefix.toLowerCase();
      if (quoted && closing === "") query.notes.push("A quotation mark was not closed; the phrase goes to the end.");
      if (name && FIELDS.includes(name)) {
        takeField(query, name, value, minus !== "");
        continue;
      }
      if (name && value) {
        const near = didYouMean(name);
        if (near) query.notes.push(`There is no field “${name}:”. Did you mean “${near}:”?`);
        takeWords(query, name, false, minus !== "", false);
      } else if (name) {
        takeWords(query, name, false, minus !== "", false);
      }
      takeWords(query, value, quoted, minus !== "", !quoted && whole !== "" && text.endsWith(whole));
    }
    if (query.words.length > MOST_WORDS) {
      query.notes.push(`Only the first ${MOST_WORDS} words were searched for.`);
      query.words.length = MOST_WORDS;
    }
    query.phrases.length = Math.min(query.phrases.length, 4);
    query.without.length = Math.min(query.without.length, 8);
    return query;
  };
})(((self.Briefwright ||= {}).inner ||= {}));
